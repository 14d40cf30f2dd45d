/** What people do with the table in a year: they report, take back, move dates, ask, answer, change addresses. */
import { addDays, type IsoDate } from "../../shared/date/civil-date.ts"
import { obligationsOf } from "../../shared/due/obligation.ts"
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import {
  type Entry,
  foldRecord,
  type Revision,
  rowsOfKind,
  type WholeRecord,
} from "../../shared/record/record.ts"
import { rowId, rowName } from "../../shared/row/name.ts"
import type { PrivateRow, Row } from "../../shared/row/row.ts"
import { NATIVE_CODEC } from "../../worker/store/native-codec.ts"
import { contactRow, privateRows, reportRow } from "../shared/due/fixture.ts"
import type { TestDatabase } from "./database.ts"
import type { Dice } from "./dice.ts"

export type FaultyOffice = {
  readonly record: () => WholeRecord
  readonly privateRows: () => readonly PrivateRow[]
  /** One push: rows as they are from now on. */
  readonly push: (at: number, rows: readonly Row[]) => void
  readonly setPrivateRows: (rows: readonly PrivateRow[]) => void
}

export function createFaultyOffice({ look }: TestDatabase): FaultyOffice {
  const revisions: Revision[] = []
  const entries: Entry[] = []
  let record = foldRecord(2566, [], [])
  let people: readonly PrivateRow[] = []
  return {
    record: () => record,
    privateRows: () => people,
    push(acceptedAt, rows) {
      const sequence = revisions.length + 1
      const head = sha256Text(`head ${sequence}`, NATIVE_CODEC)
      revisions.push({ sequence, head, acceptedAt, held: [] })
      for (const row of rows) {
        const digest = sha256Text(JSON.stringify(row), NATIVE_CODEC)
        entries.push({ sequence, acceptedAt, name: rowName(row), digest, row })
      }
      record = foldRecord(2566, revisions, entries)
      look(
        `INSERT INTO leaf (idx, office, fiscal_year, sequence, base, head, held, signed, leaf_hash, accepted_at)
         VALUES (?1 - 1, 'test', 2566, ?1, ?2, ?3, '[]', '', '', ?4)`,
        ...[sequence, `base ${sequence}`, head, acceptedAt],
      )
    },
    setPrivateRows(rows) {
      people = rows
      look("DELETE FROM private_row")
      for (const row of rows)
        look(
          "INSERT INTO private_row (fiscal_year, name, digest, json) VALUES (2566, ?1, '', ?2)",
          `${row.kind}/${rowId(row)}`,
          JSON.stringify(row),
        )
    },
  }
}

/** One working hour of the office: what was done is in the record when the next slot comes. */
export function work(office: FaultyOffice, today: IsoDate, at: number, dice: Dice): void {
  const rows = [...reports(office, today, dice), ...edits(office, dice)]
  if (dice.happens(0.004)) changeAddress(office, dice)
  if (rows.length > 0) office.push(at, rows)
}

function reports(office: FaultyOffice, today: IsoDate, dice: Dice): Row[] {
  return obligationsOf(office.record(), today).flatMap((each): Row[] => {
    if (each.state === "withdrawn") return []
    if (each.report !== null)
      return dice.happens(0.0001) ? [{ ...each.report, date: "", result: "", evidence: "" }] : []
    const isNear = each.days < 12 && each.days > -60
    if (!isNear || !dice.happens(each.days < 0 ? 0.008 : 0.03)) return []
    const evidence = dice.happens(0.8) ? "https://example.go.th/report.pdf" : ""
    const nothingToReport = dice.happens(0.1)
    return [reportRow(each.id, { due: each.due, date: today, evidence, nothingToReport })]
  })
}

function edits(office: FaultyOffice, dice: Dice): Row[] {
  const measures = rowsOfKind(office.record(), "measure").map(each => each.row)
  const duties = rowsOfKind(office.record(), "duty").map(each => each.row)
  const asked = dice.oneOf([...measures, ...duties].filter(each => each.asks === "open"))
  if (asked && dice.happens(0.1)) return [{ ...asked, asks: "confirmed" }]
  const row = dice.oneOf([...measures, ...duties])
  if (!row || !dice.happens(0.03)) return []
  const roll = dice.below(30)
  if (roll === 0 && row.kind === "measure")
    return [{ ...row, status: row.status === "" ? "ยกเลิก" : "", reason: "งบประมาณถูกตัด" }]
  if (roll < 5) return [{ ...row, asks: "open" }]
  const moved = dice.oneOf(row.occurrences)
  const days = dice.below(50) - 15
  const occurrences = row.occurrences.map(each =>
    each === moved ? { ...each, due: addDays(each.due, days) } : each,
  )
  return [{ ...row, reason: "รอผลการประเมิน", occurrences }]
}

function changeAddress(office: FaultyOffice, dice: Dice): void {
  const slug = String(dice.below(10) + 1)
  const addresses = dice.oneOf([
    [],
    ["not an address"],
    [`new${dice.below(3)}-section${slug}@example.go.th`],
    [`section${slug}@example.go.th`],
    ["shared@example.go.th"],
  ])
  const others = office.privateRows().filter(row => row.kind !== "contact" || row.slug !== slug)
  office.setPrivateRows([...others, contactRow(slug, { addresses: addresses ?? [] })])
}

/** Ten sections with a box each, a head each, and a director. */
export function openFaultyOffice(database: TestDatabase, rows: readonly Row[], at: number): FaultyOffice {
  const office = createFaultyOffice(database)
  office.push(at, rows)
  office.setPrivateRows(privateRows())
  return office
}
