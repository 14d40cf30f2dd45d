/**
 * The sections of an announced year: a number keeps the section it was published for. What people may change is the name,
 * and only to one that no other section bears or bore: else one section's work would stand under another's name.
 */

import { columnOf } from "../columns.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { isNameOf, nameOf, nameParts } from "../row/name.ts"
import { cleanText, splitList } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { type Section, sectionNameKey } from "../row/section.ts"
import { isAccepted, type Memory, type RememberedRow, type TypedCells } from "../sheet/memory.ts"
import { type SheetRow, textOf } from "../sheet/sheet-tab.ts"

/** A section as it was last accepted, with every name it ever bore. */
type KnownSection = Section & { readonly nameKeys: ReadonlySet<string> }

/** What a line of `หน่วยงาน` is, whatever stands in it. */
type SectionLine = {
  readonly line: SheetRow
  /** The number of the section it is; "" while none can be read. */
  readonly slug: string
  readonly doubts: readonly CellProblem[]
}

/** Each line with the section it is: one that bears an accepted name is that section, though its number was changed. */
export function identifySections(lines: readonly SheetRow[], memory: Memory): SectionLine[] {
  const known = knownSections(memory)
  const numberByName = new Map(known.map(({ slug, name }) => [sectionNameKey(name), slug]))
  const standing = new Set(lines.map(line => `${slugOf(line)} ${nameKeyOf(line)}`))
  return lines.map(line => {
    const typed = slugOf(line)
    const slug = numberByName.get(nameKeyOf(line)) ?? typed
    // Where the section stands elsewhere under its number, this line only took its name.
    if (slug === typed || standing.has(`${slug} ${nameKeyOf(line)}`))
      return { line, slug: typed, doubts: takenNames(line, typed, known) }
    const changed = cellProblem("sectionNumberFixed", columnOf("section", "slug"), nameText(line), slug)
    return { line, slug, doubts: [changed] }
  })
}

/** Names and short names of a line that another section bears or bore. */
function takenNames(line: SheetRow, slug: string, known: readonly KnownSection[]): CellProblem[] {
  const others = known.filter(each => each.slug !== slug)
  return [
    ...[nameText(line)].map(name => ["name", name] as const),
    ...shortNamesOf(line).map(name => ["shortNames", name] as const),
  ].flatMap(([key, name]) => {
    const owner = others.find(each => each.nameKeys.has(sectionNameKey(name)))
    return owner ? [cellProblem("sectionNameTaken", columnOf("section", key), name, owner.slug)] : []
  })
}

/**
 * The sections to read the table by: lines that cannot be published, and lines that are gone, leave theirs as it was
 * accepted. One of which nothing is remembered but that it was, is taken as it is typed.
 */
export function steadySections(
  typed: readonly Section[],
  lines: readonly SectionLine[],
  { memory, isReady }: { readonly memory: Memory; readonly isReady: (line: SectionLine) => boolean },
): Section[] {
  const isForgotten = (slug: string) => {
    const remembered = memory.rowsByName.get(nameOf("section", slug))
    return Boolean(remembered?.digest) && remembered?.cells === undefined
  }
  const ready = new Set(lines.filter(isReady).map(({ line }) => `${slugOf(line)} ${nameKeyOf(line)}`))
  const kept = typed.filter(
    ({ slug, name }) => ready.has(`${slug} ${sectionNameKey(name)}`) || isForgotten(slug),
  )
  const present = new Set(kept.map(({ slug }) => slug))
  const known = knownSections(memory).filter(({ slug }) => !present.has(slug))
  return [...kept, ...known.map(({ slug, name, shortNames }) => ({ slug, name, shortNames }))].sort(
    (a, b) => Number(a.slug) - Number(b.slug),
  )
}

/** Every name a section bore, with the one it bears now: what its row is remembered with. */
export function namesBorne(remembered: Pick<RememberedRow, "names" | "cells">, now: TypedCells): string[] {
  const names = [...(remembered.names ?? []), nameIn(remembered.cells), nameIn(now)]
  return [...new Set(names)].filter(name => name !== "")
}

function nameIn(cells: TypedCells = {}): string {
  return cleanText(String(cells.name ?? ""))
}

function knownSections(memory: Memory): KnownSection[] {
  return [...memory.rowsByName].flatMap(([name, remembered]) => {
    const { cells } = remembered
    if (!isNameOf(name, "section") || !isAccepted(memory, name) || !cells) return []
    const shortNames = splitList(cleanText(String(cells.shortNames ?? "")), ",")
    const nameKeys = new Set(namesBorne(remembered, cells).map(sectionNameKey))
    return [{ slug: nameParts(name).id, name: nameIn(cells), shortNames, nameKeys }]
  })
}

function slugOf(line: SheetRow): string {
  return asciiDigits(cleanText(textOf(line, "slug")))
}

function nameText(line: SheetRow): string {
  return cleanText(textOf(line, "name"))
}

function nameKeyOf(line: SheetRow): string {
  return sectionNameKey(nameText(line))
}

function shortNamesOf(line: SheetRow): string[] {
  return splitList(cleanText(textOf(line, "shortNames")), ",")
}
