import { readFileSync } from "node:fs"

export type CorpusRow = {
  readonly phrase: string
  readonly year: number
  readonly normal: string
  /** `-`, the one date, or `12: first…last`. */
  readonly due: string
  readonly flag: string
}

/** The lines of a table beside this file, without its heading. */
export function rowsOf(file: string): string[][] {
  return readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .slice(1)
    .filter(line => line !== "")
    .map(line => line.split("\t"))
}

/** Phrases as offices write them, and what each means in a plan's year; read against docs/period.md by a person. */
export const CORPUS: readonly CorpusRow[] = rowsOf("corpus.tsv").map(
  ([phrase = "", year = "", normal = "", due = "", flag = ""]) => ({
    phrase,
    year: Number(year),
    normal,
    due,
    flag,
  }),
)

/** More of each kind of phrase that real documents were found to print. */
export const KINDS = rowsOf("kinds.tsv").map(([phrase = "", year = "", normal = "", flag = ""]) => ({
  phrase,
  year: Number(year),
  normal,
  flag,
}))

/**
 * Phrases of those kinds in the wording of plans, calendars and memos, each with what it means set down before the compiler
 * saw it. Of a doubtful one the dates need only be among those offered.
 */
export const UNSEEN = rowsOf("unseen.tsv").map(
  ([phrase = "", year = "", normal = "", flag = "", confidence = ""]) => ({
    phrase,
    year: Number(year),
    normal,
    flag,
    isSure: confidence === "sure",
  }),
)

export function dueSummary(due: readonly string[]): string {
  if (due.length <= 1) return due[0] ?? "-"
  return `${due.length}: ${due[0]}…${due[due.length - 1]}`
}
