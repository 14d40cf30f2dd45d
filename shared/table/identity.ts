/**
 * Which line is which row. Ids are issued once and kept through sorting, copying and pasting: of two lines with one id,
 * the one whose content was last accepted under it keeps it; a line that lost its id gets it back by its content, and one
 * that promises in the same words what a vanished row promised is that row.
 */
import { groupBy } from "../record/group.ts"
import { isNameOf, nameOf, nameParts } from "../row/name.ts"
import { contentKey, isAccepted, type Memory, typedCells } from "../sheet/memory.ts"
import { type SheetRow, textOf } from "../sheet/sheet-tab.ts"
import { isLikePromise, isSamePromise, type Promised, promisedIn } from "./same-promise.ts"

/** The kinds whose rows carry an issued id, and its first letter. */
export const ID_LETTERS = { measure: "m", duty: "d", oversight: "o" } as const
export type IdentifiedKind = keyof typeof ID_LETTERS

type IdentityInput = {
  readonly kind: IdentifiedKind
  readonly lines: readonly SheetRow[]
  readonly memory: Memory
  /** A fresh random id of the kind. */
  readonly newId: (letter: string) => string
  /** The digest a line would be published with under an id; "" when it could not be. */
  readonly digestUnder: (line: SheetRow, id: string) => string
}

type Identity = {
  readonly id: string
  /** The id of a vanished row that this one, which is new, is like. */
  readonly similarTo?: string
}

/** What every line is. */
export function identify(input: IdentityInput): Map<SheetRow, Identity> {
  const idByLine = issuedIds(input)
  const vanished = vanishedPromises(input, new Set(idByLine.values()))
  return new Map(
    input.lines.map(line => {
      const id = idByLine.get(line) ?? ""
      const similarTo = isInQuestion(input, line, id) ? likeVanished(input, line, vanished) : undefined
      return [line, similarTo === undefined ? { id } : { id, similarTo }]
    }),
  )
}

function issuedIds(input: IdentityInput): Map<SheetRow, string> {
  const idByLine = new Map<SheetRow, string>()
  for (const [id, lines] of linesById(input)) {
    const keeper =
      lines.length === 1 ? lines[0] : (lines.find(line => isAcceptedAs(input, line, id)) ?? lines[0])
    if (keeper) idByLine.set(keeper, id)
  }
  const takeVanished = vanishedFinder(input, new Set(idByLine.values()))
  // An id that was never accepted may have been written over the line's own while people were sorting.
  const isNew = (line: SheetRow) => !isAccepted(input.memory, nameOf(input.kind, idByLine.get(line) ?? ""))
  for (const line of input.lines.filter(isNew)) {
    const id = takeVanished(line)
    if (id !== undefined) idByLine.set(line, id)
  }
  const vanished = vanishedPromises(input, new Set(idByLine.values()))
  for (const line of input.lines.filter(isNew)) {
    const id =
      takeSamePromise(input, line, vanished) ?? idByLine.get(line) ?? input.newId(ID_LETTERS[input.kind])
    idByLine.set(line, id)
  }
  return idByLine
}

/** What the accepted rows promised that stand in no line, by id. */
function vanishedPromises(
  { kind, memory }: IdentityInput,
  present: ReadonlySet<string>,
): Map<string, Promised> {
  const byId = new Map<string, Promised>()
  for (const [name, { digest, cells }] of memory.rowsByName) {
    const { id } = nameParts(name)
    const promised = isNameOf(name, kind) && digest !== "" ? promisedIn(kind, cells) : undefined
    if (promised && !present.has(id)) byId.set(id, promised)
  }
  return byId
}

/** Each vanished row is taken once. */
function takeSamePromise(
  { kind }: IdentityInput,
  line: SheetRow,
  vanished: Map<string, Promised>,
): string | undefined {
  if (vanished.size === 0) return undefined
  const promised = promisedIn(kind, typedCells(kind, line))
  const [id] = [...vanished].find(([, each]) => isSamePromise(each, promised)) ?? []
  if (id !== undefined) vanished.delete(id)
  return id
}

/** A row that is not accepted yet; and one that was confirmed to be new, for as long as its words are those. */
function isInQuestion({ kind, memory }: IdentityInput, line: SheetRow, id: string): boolean {
  const remembered = memory.rowsByName.get(nameOf(kind, id))
  if (!remembered?.digest) return true
  const now = promisedIn(kind, typedCells(kind, line))
  return remembered.confirmed !== undefined && isSamePromise(promisedIn(kind, remembered.cells), now)
}

function likeVanished(
  { kind }: IdentityInput,
  line: SheetRow,
  vanished: ReadonlyMap<string, Promised>,
): string | undefined {
  if (vanished.size === 0) return undefined
  const promised = promisedIn(kind, typedCells(kind, line))
  return [...vanished].find(([, each]) => isLikePromise(each, promised))?.[0]
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
