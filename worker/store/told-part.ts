/**
 * The log's lines, some leaves together, as a page of what happened needs them: what each leaf did, and of every row that it
 * touched the version before. In the log a line is three rows, leaf, entry and text, and the version before it four more.
 * Parts are written with the counts of what they hold (`told.ts`), and read where they cover what is asked for.
 */
import * as z from "zod/mini"
import { type LogPart, namesBefore, namesTouched } from "../../shared/record/past.ts"
import type { Entry, YearRecord } from "../../shared/record/record.ts"
import { parseJson } from "../../shared/row/json.ts"
import { type LogLine, readBefore, readLines, type YearHead } from "./read-record.ts"
import { readRows, STATEMENT_LETTERS } from "./sql.ts"

/** Where records are read from as they stand. */
export type Standing = { readonly db: D1Database; readonly record: (head: YearHead) => Promise<YearRecord> }

export type Leaves = { readonly from: number; readonly to: number }

type YearEntry = { readonly fiscalYear: number; readonly entry: Entry }

/** From its first line to its last no leaf is missing. `before` holds no version of a year's first push: every record has those. */
export type ToldLines = { readonly lines: readonly LogLine[]; readonly before: readonly YearEntry[] }

/** As it is kept; of one that is too long for a statement there is no text, and the log is read in its place. */
export type KeptPart = {
  readonly first: number
  readonly last: number
  readonly text: string
  readonly told: ToldLines | undefined
}

/** A part is read whole, and written whole again with each leaf that joins it: it has half of a page. */
const PART_LINES = 20
const PART_LETTERS = 60_000
const partRow = z.object({ first: z.int(), last: z.int(), text: z.string() })

/** The parts with some leaves, oldest first; they need not reach the last. */
export async function readParts(db: D1Database, { from, to }: Leaves): Promise<KeptPart[]> {
  const sql = `SELECT first, last, text FROM told_part WHERE first <= ?2
    AND first >= COALESCE((SELECT MAX(first) FROM told_part WHERE first <= ?1), 0) ORDER BY first`
  const rows = await readRows(db, partRow, sql, from, to)
  return rows.map(row => ({ ...row, told: (parseJson(row.text) ?? undefined) as ToldLines | undefined }))
}

/** What is told of some leaves: from the parts as far as they go, then from the log; `rest` is what that was. */
export async function toldLines(
  standing: Standing,
  heads: readonly YearHead[],
  { from, to }: Leaves,
  kept: readonly KeptPart[],
): Promise<{ readonly told: readonly ToldLines[]; readonly rest: ToldLines | undefined }> {
  const covering = coveringFrom(kept, from)
  const known = covering.flatMap(part => part.told ?? [])
  const next = (covering[covering.length - 1]?.last ?? from - 1) + 1
  if (next > to) return { told: known, rest: undefined }
  const rest = await linesOfLog(standing, heads, { from: next, to })
  return { told: [...known, rest], rest }
}

/** Those that begin with a leaf, or before it, and go on without a gap. */
function coveringFrom(kept: readonly KeptPart[], from: number): readonly KeptPart[] {
  let next = from
  const gap = kept.findIndex(({ first, last, told }) => {
    if (told === undefined || first > next) return true
    next = last + 1
    return false
  })
  return gap < 0 ? kept : kept.slice(0, gap)
}

export async function linesOfLog(
  { db, record }: Standing,
  heads: readonly YearHead[],
  { from, to }: Leaves,
): Promise<ToldLines> {
  const lines = await readLines(db, from, to)
  const before: YearEntry[] = []
  for (const head of heads) {
    const { fiscalYear } = head
    const part = partOf(lines.filter(line => line.fiscalYear === fiscalYear))
    const names = part.revisions.length === 0 ? [] : namesBefore(await record(head), part)
    const { entries } = await readBefore(db, { fiscalYear, leaf: from, names })
    before.push(...entries.filter(({ sequence }) => sequence > 1).map(entry => ({ fiscalYear, entry })))
  }
  return { lines, before }
}

function partOf(lines: readonly LogLine[]): LogPart {
  return {
    revisions: lines.map(({ revision }) => revision),
    entries: lines.flatMap(({ entries }) => entries),
  }
}

/** What is told of a year in some leaves; what its parts tell of before comes with it. */
export function toldOfYear(told: readonly ToldLines[], fiscalYear: number, { from, to }: Leaves): LogPart {
  const isOwn = (each: { readonly fiscalYear: number }) => each.fiscalYear === fiscalYear
  const lines = told.flatMap(part => part.lines).filter(line => isOwn(line) && line.leaf <= to)
  const before = told.flatMap(part => part.before).filter(isOwn)
  return {
    revisions: lines.filter(({ leaf }) => leaf >= from).map(({ revision }) => revision),
    entries: [...before.map(({ entry }) => entry), ...partOf(lines).entries],
  }
}

/** Whether what there is of a part is enough. */
export function isFull(letters: number, lines: number): boolean {
  return letters > PART_LETTERS || lines >= PART_LINES
}

/** The lines in parts, the first of them in the one that is `open`; `begins` says where another begins. */
export function partsOf(
  { lines, before }: ToldLines,
  begins: (leaf: number, letters: number, lines: number) => boolean,
  open?: ToldLines,
): KeptPart[] {
  const newest = new Map(before.map(each => [keyOf(each.fiscalYear, each.entry.name), each]))
  const parts: KeptPart[] = []
  let part = open && beginPart(open)
  for (const line of lines) {
    if (part && begins(line.leaf, part.letters(), part.lines.length)) {
      parts.push(part.kept())
      part = undefined
    }
    part ??= beginPart({ lines: [], before: [] })
    part.add(line, newest)
    const { fiscalYear, entries } = line
    for (const entry of entries) newest.set(keyOf(fiscalYear, entry.name), { fiscalYear, entry })
  }
  return part ? [...parts, part.kept()] : parts
}

function keyOf(fiscalYear: number, name: string): string {
  return `${fiscalYear}/${name}`
}

function beginPart(begun: ToldLines) {
  const [lines, before] = [[...begun.lines], [...begun.before]]
  const keysOf = ({ fiscalYear, entries }: LogLine) =>
    Array.from(namesTouched(entries), name => keyOf(fiscalYear, name))
  const known = new Set(lines.flatMap(keysOf))
  let letters = JSON.stringify(begun).length
  return {
    lines,
    letters: () => letters,
    add(line: LogLine, newest: ReadonlyMap<string, YearEntry>) {
      for (const key of keysOf(line)) {
        const last = known.has(key) ? undefined : newest.get(key)
        if (last) before.push(last)
        known.add(key)
      }
      lines.push(line)
      letters += JSON.stringify(line).length
    },
    kept(): KeptPart {
      const told = { lines, before }
      const text = JSON.stringify(told)
      const place = { first: lines[0]?.leaf ?? 0, last: lines[lines.length - 1]?.leaf ?? 0 }
      if (text.length > STATEMENT_LETTERS) return { ...place, text: "null", told: undefined }
      return { ...place, text, told }
    },
  }
}

/** Whether parts hold some leaves, and say what the log does: they are made anew. */
export async function areOfLog(
  standing: Standing,
  heads: readonly YearHead[],
  leaves: Leaves,
  parts: readonly KeptPart[],
): Promise<boolean> {
  const [from, to] = [parts[0]?.first ?? Infinity, parts[parts.length - 1]?.last ?? -1]
  if (from > leaves.from || to < leaves.to) return false
  const firsts = new Set(parts.map(({ first }) => first))
  const told = await linesOfLog(standing, heads, { from, to })
  const anew = partsOf(told, leaf => firsts.has(leaf))
  return JSON.stringify(anew.map(({ text }) => text)) === JSON.stringify(parts.map(({ text }) => text))
}
