/** The table against what was last accepted → what a push must say, cut into pushes that fit. */

import { type AcceptedRow, BODY_LIMIT, SIGNED_LIMIT, stateOf } from "../push/payload.ts"
import { type Disclosure, disclose, type Hash } from "../push/sd-jwt.ts"
import { isNameOf, isPrivateName, rowName } from "../row/name.ts"
import type { AbsenceRow, PrivateRow, Row } from "../row/row.ts"
import { acceptedRows, type Memory } from "../sheet/memory.ts"
import { textOf } from "../sheet/sheet-tab.ts"
import type { TableRow } from "../table/model.ts"
import { heldLines } from "./held.ts"

type DisclosedRow = { readonly name: string; readonly disclosure: Disclosure }

/** One push, unsigned. */
export type Change = {
  readonly rows: readonly DisclosedRow[]
  readonly privateRows: readonly DisclosedRow[]
  readonly held: readonly string[]
  readonly gone: readonly string[]
  readonly state: Hash
}

/** Bytes a disclosed row may cost in the signed part: `{"...":"<43>"},` in base64url, rounded up. */
const REFERENCE_BYTES = 76
/** Room for the header, the other claims and the signature. */
const SIGNED_OVERHEAD = 2_000

/** Every row that can be published as the table stands, disclosed. `scriptRows` stand in no line. */
export function disclosedRows(
  rows: readonly TableRow[],
  scriptRows: readonly (PrivateRow | AbsenceRow)[],
  saltKey: Uint8Array,
): DisclosedRow[] {
  const typed = rows
    .filter(isNamedInSheet)
    .flatMap(each => [each.row, each.privateRow])
    .filter(row => row !== undefined)
  return [...typed, ...scriptRows].map(row => disclosedRow(saltKey, row))
}

/**
 * A row is published only under an id that stands in its line. Were it published under one that is yet to be written,
 * a run killed in between, or a person typing on, would leave the line a second id and the first one withdrawn.
 */
export function isNamedInSheet({ tab, line, id }: TableRow): boolean {
  return id === "" || tab.tab === "report" || textOf(line, "id") === id
}

/**
 * Everything that differs from what the Worker holds; undefined when nothing does. `missing` and `gone` come from
 * `vanishedRows`: a row that stands in no line is held, as one that cannot be read is, until it is back or explained.
 */
export function changeOf(
  rows: readonly TableRow[],
  published: readonly DisclosedRow[],
  memory: Memory,
  { missing, gone }: { readonly missing: Iterable<string>; readonly gone: readonly string[] },
): Change | undefined {
  const changed = published.filter(
    ({ name, disclosure }) => memory.rowsByName.get(name)?.digest !== disclosure.digest,
  )
  const vanished = [...missing].filter(name => !isPrivateName(name) && !gone.includes(name))
  const held = [...new Set([...heldLines(rows, memory).map(each => each.name), ...vanished])].sort()
  if (changed.length === 0 && gone.length === 0 && held.join() === memory.held.join()) return undefined
  return {
    rows: changed.filter(({ name }) => !isPrivateName(name)),
    privateRows: changed.filter(({ name }) => isPrivateName(name)),
    held,
    gone: [...gone].sort(),
    state: stateOf(rowsAfter(acceptedRows(memory), changed, gone)),
  }
}

/** True when nothing changed but what the sheet says of rows that were held before. */
export function isProblemsAlone({ rows, privateRows, gone, held }: Change, memory: Memory): boolean {
  const names = [...rows, ...privateRows].map(({ name }) => name).concat(gone)
  return names.every(name => isNameOf(name, "problem")) && held.join() === memory.held.join()
}

/** What a push may weigh; a Worker that says 413 is sent smaller ones. */
type PushLimits = { readonly signed: number; readonly body: number }

export const PUSH_LIMITS: PushLimits = { signed: SIGNED_LIMIT, body: BODY_LIMIT }

/** Cuts a change into pushes within the size limits, each with the state that it leaves. */
export function splitChange(change: Change, memory: Memory, limits: PushLimits = PUSH_LIMITS): Change[] {
  const parts: DisclosedRow[][] = [[]]
  let [bytes, signed] = [0, SIGNED_OVERHEAD + (change.gone.length + change.held.length) * REFERENCE_BYTES]
  for (const row of whatOthersRestOnFirst([...change.rows, ...change.privateRows])) {
    bytes += row.disclosure.encoded.length + 1
    signed += REFERENCE_BYTES
    const isFull = bytes + signed > limits.body || signed > limits.signed
    if (isFull && parts[parts.length - 1]?.length) {
      parts.push([])
      ;[bytes, signed] = [row.disclosure.encoded.length + 1, SIGNED_OVERHEAD + REFERENCE_BYTES]
    }
    parts[parts.length - 1]?.push(row)
  }
  let accepted = acceptedRows(memory)
  return parts.map((rows, index) => {
    const isLast = index === parts.length - 1
    const gone = isLast ? change.gone : []
    accepted = rowsAfter(accepted, rows, gone)
    const names = new Set(accepted.map(each => each.name))
    return {
      rows: rows.filter(({ name }) => !isPrivateName(name)),
      privateRows: rows.filter(({ name }) => isPrivateName(name)),
      held: change.held.filter(name => names.has(name)),
      gone,
      state: isLast ? change.state : stateOf(accepted),
    }
  })
}

/**
 * The first push of a year must carry its announcement, however it is cut; and each is judged by what came before it: what
 * may be published and which days are holidays, then the sections, then measures, then what names them.
 */
const FIRST_KINDS = ["setting", "secret", "holiday", "section", "measure", "duty"] as const

function whatOthersRestOnFirst(rows: readonly DisclosedRow[]): DisclosedRow[] {
  const rank = ({ name }: DisclosedRow) => {
    const place = FIRST_KINDS.findIndex(kind => isNameOf(name, kind))
    return place === -1 ? FIRST_KINDS.length : place
  }
  return rows
    .map(row => ({ row, rank: rank(row) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row)
}

/** An empty change: says that the script is alive and the table is as it was. */
export function heartbeatOf(memory: Memory): Change {
  return { rows: [], privateRows: [], held: memory.held, gone: [], state: stateOf(acceptedRows(memory)) }
}

/** True for a push that says no more than that: the Worker keeps its time alone. */
export function isHeartbeat({ rows, privateRows, gone, held }: Change, memory: Memory): boolean {
  return rows.length + privateRows.length + gone.length === 0 && held.join() === memory.held.join()
}

function disclosedRow(saltKey: Uint8Array, row: Row | PrivateRow): DisclosedRow {
  const name = rowName(row)
  return { name, disclosure: disclose(saltKey, name, row) }
}

function rowsAfter(
  accepted: readonly AcceptedRow[],
  changed: readonly DisclosedRow[],
  gone: readonly string[],
): AcceptedRow[] {
  const digestByName = new Map(accepted.map(({ name, digest }) => [name, digest]))
  for (const { name, disclosure } of changed)
    if (!isPrivateName(name)) digestByName.set(name, disclosure.digest)
  for (const name of gone) digestByName.delete(name)
  return [...digestByName].map(([name, digest]) => ({ name, digest }))
}
