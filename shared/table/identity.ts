/**
 * Which line is which row. Ids are issued once and kept through sorting, copying and pasting: of two lines with one id,
 * the one whose content was last accepted under it keeps it; a line that lost its id gets it back by its content.
 */
import type { Memory } from "../memory.ts"
import { cellOf, type SheetRow } from "./sheet-tab.ts"

/** The kinds whose rows carry an issued id, and its first letter. */
export const ID_LETTERS = { measure: "m", duty: "d", oversight: "o" } as const
export type IdentifiedKind = keyof typeof ID_LETTERS

export type IdentityInput = {
  readonly kind: IdentifiedKind
  readonly lines: readonly SheetRow[]
  readonly memory: Memory
  /** A fresh random id of the kind. */
  readonly newId: (letter: string) => string
  /** The digest a line would be published with under an id; "" when it could not be. */
  readonly digestUnder: (line: SheetRow, id: string) => string
}

/** The id of every line. */
export function identify(input: IdentityInput): Map<SheetRow, string> {
  const idByLine = new Map<SheetRow, string>()
  for (const [id, lines] of linesById(input)) {
    const keeper =
      lines.length === 1 ? lines[0] : (lines.find(line => isAcceptedAs(input, line, id)) ?? lines[0])
    if (keeper) idByLine.set(keeper, id)
  }
  const vanished = vanishedIds(input, new Set(idByLine.values()))
  for (const line of input.lines) {
    if (idByLine.has(line)) continue
    const found = vanished.find(id => isAcceptedAs(input, line, id))
    if (found) vanished.splice(vanished.indexOf(found), 1)
    idByLine.set(line, found ?? input.newId(ID_LETTERS[input.kind]))
  }
  return idByLine
}

function linesById({ kind, lines }: IdentityInput): Map<string, SheetRow[]> {
  const byId = new Map<string, SheetRow[]>()
  const form = new RegExp(`^${ID_LETTERS[kind]}-[0-9a-z]{8}$`)
  for (const line of lines) {
    const id = String(cellOf(line, "id").value)
    if (form.test(id)) byId.set(id, [...(byId.get(id) ?? []), line])
  }
  return byId
}

function vanishedIds({ kind, memory }: IdentityInput, present: ReadonlySet<string>): string[] {
  return [...memory.rowsByName]
    .filter(([name, { digest }]) => name.startsWith(`${kind}/`) && digest !== "")
    .map(([name]) => name.slice(kind.length + 1))
    .filter(id => !present.has(id))
}

function isAcceptedAs({ kind, memory, digestUnder }: IdentityInput, line: SheetRow, id: string): boolean {
  const digest = memory.rowsByName.get(`${kind}/${id}`)?.digest ?? ""
  return digest !== "" && digestUnder(line, id) === digest
}
