/** Reads the whole log back and holds it against itself, its signatures, the pages and what people were told. */
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose"
import { TABS } from "../../shared/columns.ts"
import { GENESIS, stateOf } from "../../shared/push/payload.ts"
import { payloadSchema } from "../../shared/push/payload-schema.ts"
import { type Hash, parseDisclosure, sha256Text, splitSdJwt } from "../../shared/push/sd-jwt.ts"
import { rowName } from "../../shared/row/name.ts"
import { rowSchema } from "../../shared/row/row.ts"
import { type ExpectedCells, readTable } from "./editors.ts"
import type { SoakOffice } from "./office-process.ts"
import type { Violations } from "./violations.ts"

type Listed = { readonly sequence: number; readonly head: string }

/** Every leaf's base is the leaf before it, every signature holds, every state comes out. Answers how many there are. */
export async function checkLog(
  { publicUrl }: SoakOffice,
  seen: ReadonlyMap<number, string>,
  violations: Violations,
): Promise<number> {
  const { pushes } = await json<{ pushes: readonly Listed[] }>(`${publicUrl}/api/v1/pushes/2566`)
  const keys = createLocalJWKSet(await json<JSONWebKeySet>(`${publicUrl}/.well-known/jwks.json`))
  const headBySequence = new Map(pushes.map(each => [each.sequence, each.head]))
  for (const [sequence, head] of seen)
    if (headBySequence.get(sequence) !== head)
      violations.add("a revision people saw is gone", `${sequence} ${head}`)
  const rows = new Map<string, Hash>()
  let base: string = GENESIS
  for (const [index, { sequence, head }] of pushes.entries()) {
    const body = await (await fetch(`${publicUrl}/api/v1/pushes/2566/${sequence}`)).text()
    const parts = splitSdJwt(body)
    if (!parts) {
      violations.add("a leaf cannot be read", String(sequence))
      continue
    }
    const { payload: bytes } = await compactVerify(parts.signed, keys, { algorithms: ["RS256"] })
    const payload = payloadSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
    if (sequence !== index + 1 || payload.sequence !== sequence)
      violations.add("the log has a gap", `${index + 1}: ${sequence}, signed ${payload.sequence}`)
    if (payload.base !== base) violations.add("the log is not one line", `${sequence} is on ${payload.base}`)
    base = sha256Text(parts.signed)
    if (base !== head) violations.add("a head is not its leaf's", `${sequence} ${head}`)
    for (const name of payload.gone) rows.delete(name)
    for (const encoded of parts.disclosures) {
      const disclosure = parseDisclosure(encoded)
      const row = rowSchema.parse(disclosure?.value)
      if (disclosure) rows.set(rowName(row), disclosure.digest)
    }
    const state = stateOf(Array.from(rows, ([name, digest]) => ({ name, digest })))
    if (state !== payload.state) violations.add("a state does not come out", String(sequence))
  }
  return pushes.length
}

type PublicYear = {
  readonly measures: readonly { readonly id: string; readonly monitoring: string }[]
  readonly reports: readonly { readonly id: string; readonly result: string }[]
}

/**
 * What people typed is in the sheet, and what is in the sheet is in public, but for lines that say why not. Answers how many
 * cells were compared with the public ones.
 */
export async function checkCells(
  office: SoakOffice,
  cells: ExpectedCells,
  violations: Violations,
): Promise<number> {
  const year = await json<PublicYear>(`${office.publicUrl}/2566.json`)
  const publicValues = new Map([
    ...year.measures.map(each => [each.id, each.monitoring] as const),
    ...year.reports.map(each => [each.id, each.result] as const),
  ])
  let compared = 0
  for (const [tab, expected] of byTab(cells)) {
    const { keys, rows } = await readTable(office, tab)
    const isMeasures = tab === TABS.find(each => each.key === "measure")?.title
    const valueColumn = keys.indexOf(isMeasures ? "monitoring" : "result")
    for (const [id, values] of expected) {
      const row = rows.find(each => each[keys.indexOf("id")] === id)
      const typed = row?.[valueColumn]
      const isHeld = (row?.[keys.indexOf("problems")] ?? "") !== ""
      if (!isHeld) compared++
      if (typed === undefined) violations.add("an edited row is gone from the sheet", `${tab} ${id}`)
      else if (values.length > 0 && !values.includes(typed))
        violations.add(
          "an edit is lost from the sheet",
          `${tab} ${id}: ${typed} and not ${values.join(" or ")}`,
        )
      else if (!isHeld && publicValues.get(id) !== typed)
        violations.add(
          "the public record is not the sheet",
          `${id}: ${publicValues.get(id)} and not ${typed}`,
        )
    }
  }
  if (cells.size > 0 && compared === 0) violations.add("no edited cell is public", `of ${cells.size}`)
  return compared
}

function byTab(cells: ExpectedCells): Map<string, Map<string, readonly string[]>> {
  const tabs = new Map<string, Map<string, readonly string[]>>()
  for (const [name, { values }] of cells) {
    const [tab = "", ...rest] = name.split("/")
    const rows = tabs.get(tab) ?? new Map<string, readonly string[]>()
    rows.set(rest.slice(0, -1).join("/"), values)
    tabs.set(tab, rows)
  }
  return tabs
}

export async function json<T>(url: string): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} was answered ${response.status}`)
  return (await response.json()) as T
}
