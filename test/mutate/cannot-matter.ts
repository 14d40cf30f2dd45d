/** Changes that no test can notice, each with its reason (cannot-matter.tsv): by the words of the line, not its number. */
import { readFileSync } from "node:fs"
import { relative } from "node:path"

export type Mutant = {
  readonly fileName: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly replacement?: string
}
type Position = { readonly line: number; readonly column: number }

const list = readFileSync(new URL("./cannot-matter.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
const excused = new Set(list.map(line => line.split("\t").slice(0, 3).join("\t")))

export function cannotMatter({ fileName, location, replacement }: Mutant): boolean {
  const line = readFileSync(fileName, "utf8").split("\n")[location.start.line - 1] ?? ""
  return excused.has([relative(process.cwd(), fileName), line.trim(), replacement].join("\t"))
}

export function placeOf({ fileName, location }: Mutant): string {
  return `${relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`
}
