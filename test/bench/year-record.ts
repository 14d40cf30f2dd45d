/** A record of a chosen size, folded from rows alone: what rendering costs, without a database. */

import { disclose, sha256Text } from "../../shared/push/sd-jwt.ts"
import { foldRecord, type WholeRecord } from "../../shared/record/record.ts"
import { rowName } from "../../shared/row/name.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { Row } from "../../shared/row/row.ts"
import { day, duty, FIRST, measure, SECTIONS } from "../worker/rows.ts"

const SALT_KEY = new Uint8Array(32)

/** One push at noon of 1 May 2023. */
export function recordOf(rows: readonly Row[]): WholeRecord {
  const acceptedAt = Date.parse("2023-05-01T05:00:00Z")
  const entries = rows.map(row => ({
    ...{ sequence: 1, acceptedAt, name: rowName(row), row },
    digest: disclose(SALT_KEY, rowName(row), row).digest,
  }))
  return foldRecord(2566, [{ sequence: 1, head: sha256Text("1"), acceptedAt, held: [] }], entries)
}

/** So many obligations, ten sections each owing a thirtieth of them. */
export function recordOfObligations(count: number): WholeRecord {
  const duties = Array.from({ length: Math.ceil(count / 30) }, (_, at) => ({
    ...duty("a"),
    id: `d-${String(at).padStart(8, "0")}`,
    owedBy: DISTRICT_SECTIONS.map(({ name }) => name),
    occurrences: ["2566-04", "2566-05", "2566-06"].map(id => ({ id, due: day(`2023-0${id.at(-1)}-05`) })),
  }))
  return recordOf([...FIRST.rows.filter(row => row.kind !== "measure"), measure("a"), ...duties])
}

/** So many measures, each with its own period, and a duty for every tenth. */
export function recordOfMeasures(count: number): WholeRecord {
  const measures = Array.from({ length: count }, (_, at) => ({
    ...measure("a", { indicator: (at % 10) + 1, lead: DISTRICT_SECTIONS[at % 10]?.name ?? "" }),
    id: `m-${String(at).padStart(8, "0")}`,
  }))
  const settings = FIRST.rows.filter(row => row.kind === "setting")
  return recordOf([...settings, ...SECTIONS, ...measures])
}
