/** Changes that no test can notice, each with its reason (cannot-matter.tsv): found by the words, not the line's number. */
import { readFileSync } from "node:fs"
import { relative } from "node:path"

export type Mutant = {
  readonly fileName: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly replacement?: string
}
/** Both from 1. */
type Position = { readonly line: number; readonly column: number }

const list = readFileSync(new URL("./cannot-matter.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
const excused = new Set(list.map(line => line.split("\t").slice(0, 4).join("\t")))

export function cannotMatter(mutant: Mutant): boolean {
  return excused.has(wordsOf(mutant).join("\t"))
}

/** File, line, what of it is changed, and into what: the columns of the list. */
export function wordsOf({ fileName, location: { start, end }, replacement = "" }: Mutant): string[] {
  const lines = readFileSync(fileName, "utf8").split("\n")
  const line = lines[start.line - 1] ?? ""
  const changed = lines.slice(start.line - 1, end.line)
  changed.push((changed.pop() ?? "").slice(0, end.column - 1))
  const original = changed.join("\n").slice(start.column - 1)
  return [relative(process.cwd(), fileName), line, original, replacement].map(text =>
    text.trim().replace(/\s+/g, " "),
  )
}
