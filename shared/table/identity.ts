/**
 * Which line is which row. Ids are issued once and kept through sorting, copying and pasting: of two lines with one id,
 * the one whose content was last accepted under it keeps it; a line that lost its id gets it back by its content.
 */
import { groupBy } from "../record/group.ts"
import { isNameOf, nameOf, nameParts } from "../row/name.ts"
import { contentKey, isAccepted, type Memory, typedCells } from "../sheet/memory.ts"
import { type SheetRow, textOf } from "../sheet/sheet-tab.ts"

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
  const takeVanished = vanishedFinder(input, new Set(idByLine.values()))
  for (const line of input.lines) {
    const typed = idByLine.get(line)
    // An id that was never accepted may have been written over the line's own while people were sorting.
    if (typed !== undefined && isAccepted(input.memory, nameOf(input.kind, typed))) continue
    idByLine.set(line, takeVanished(line) ?? typed ?? input.newId(ID_LETTERS[input.kind]))
  }
  return idByLine
}

function linesById({ kind, lines }: IdentityInput): Map<string, SheetRow[]> {
  const form = new RegExp(`^${ID_LETTERS[kind]}-[0-9a-z]{8}$`)
  const named = lines.filter(line => form.test(textOf(line, "id")))
  return groupBy(named, line => textOf(line, "id"))
}

/** Finds, and gives once, the accepted id that stands in no line and whose row said what this line says. */
function vanishedFinder(
  input: IdentityInput,
  present: ReadonlySet<string>,
): (line: SheetRow) => string | undefined {
  const { kind, memory } = input
  const idsByContent = new Map<string, string[]>()
  const unremembered: string[] = []
  for (const [name, { digest, cells }] of memory.rowsByName) {
    const { id } = nameParts(name)
    if (!isNameOf(name, kind) || digest === "" || present.has(id)) continue
    const content = cells && contentKey(cells)
    if (content === undefined) unremembered.push(id)
    else idsByContent.set(content, [...(idsByContent.get(content) ?? []), id])
  }
  return line => {
    const known = idsByContent.size === 0 ? undefined : idsByContent.get(contentKey(typedCells(kind, line)))
    if (known?.length) return known.shift()
    const at = unremembered.findIndex(id => isAcceptedAs(input, line, id))
    return at < 0 ? undefined : unremembered.splice(at, 1)[0]
  }
}

function isAcceptedAs(input: IdentityInput, line: SheetRow, id: string): boolean {
  const { kind, memory, digestUnder } = input
  const name = nameOf(kind, id)
  return isAccepted(memory, name) && digestUnder(line, id) === memory.rowsByName.get(name)?.digest
}
