import { readFileSync } from "node:fs"

export type CorpusRow = {
  readonly phrase: string
  readonly year: number
  readonly normal: string
  /** `-`, the one date, or `12: first…last`. */
  readonly due: string
  readonly flag: string
}

/** Phrases as offices write them, and what each means in a plan's year; read against docs/period.md by a person. */
export const CORPUS: readonly CorpusRow[] = readFileSync(new URL("corpus.tsv", import.meta.url), "utf8")
  .split("\n")
  .slice(1)
  .filter(line => line !== "")
  .map(line => {
    const [phrase = "", year = "", normal = "", due = "", flag = ""] = line.split("\t")
    return { phrase, year: Number(year), normal, due, flag }
  })

export function dueSummary(due: readonly string[]): string {
  if (due.length <= 1) return due[0] ?? "-"
  return `${due.length}: ${due[0]}…${due[due.length - 1]}`
}
