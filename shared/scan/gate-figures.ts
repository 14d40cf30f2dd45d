/** What would become public if a year were announced this minute, as lines to read. */

import { TABS } from "../columns.ts"
import { bangkokDate, parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { obligationsOf } from "../due/obligation.ts"
import { GENESIS } from "../push/payload.ts"
import { foldRecord } from "../record/record.ts"
import { nameOf, rowName } from "../row/name.ts"
import type { SettingKey } from "../row/setting.ts"
import type { Table, TableRow } from "../table/model.ts"

export type Figure = { readonly item: string; readonly value: string }

/** No figure changes within a day but by an edit: a scan that finds none writes nothing. */
export function figuresOf({ rows, fiscalYear }: Table, now: number): Figure[] {
  const signed = parseIsoDate(settingValue(rows, "announcementDate"))
  const number = settingValue(rows, "announcementNumber")
  const asks = rows.flatMap(({ problems }) => problems).filter(({ severity }) => severity === "ask")
  const unready = rows.filter(({ state }) => state !== "ready")
  return [
    { item: "ชื่อแผนที่จะเผยแพร่", value: settingValue(rows, "title") },
    { item: "ปีงบประมาณที่จะเผยแพร่", value: String(fiscalYear) },
    { item: "ประกาศที่จะเผยแพร่", value: `เลขที่ ${number} วันที่ ${signed ? shortDate(signed) : ""}` },
    { item: "แถวที่จะเผยแพร่", value: rowCounts(rows) },
    { item: "คำถามที่ยังไม่ยืนยัน", value: `${asks.length} ข้อ` },
    { item: "แถวที่จะยังไม่เผยแพร่", value: `${unready.length} แถว ที่มีข้อผิดพลาดหรือยังกรอกไม่ครบ` },
    { item: "งวดที่จะเกินกำหนดทันที", value: overdueText(rows, fiscalYear, now) },
  ]
}

/** `มาตรการ 10 งานที่ต้องรายงาน 3 …`, in the order of the tabs. */
function rowCounts(rows: readonly TableRow[]): string {
  const counts = TABS.map(
    ({ key, title }) => [title, rows.filter(({ row }) => row?.kind === key).length] as const,
  )
  const counted = counts.filter(([, count]) => count > 0).map(([title, count]) => `${title} ${count}`)
  return counted.join(" ") || "ไม่มี"
}

/** By the rule of the record itself, as if all of it had been accepted this minute. */
function overdueText(rows: readonly TableRow[], fiscalYear: number, now: number): string {
  const announced = rows.flatMap(({ row }) =>
    row ? [{ sequence: 1, acceptedAt: now, name: rowName(row), digest: GENESIS, row }] : [],
  )
  const revision = { sequence: 1, head: GENESIS, acceptedAt: now, held: [] }
  const obligations = obligationsOf(foldRecord(fiscalYear, [revision], announced), bangkokDate(now))
  const count = (state: string) => obligations.filter(each => each.state === state).length
  const before = count("beforeRecord")
  const rest = before > 0 ? ` อีก ${before} งวดครบกำหนดก่อนวันนี้ จะเป็น “ก่อนเริ่มบันทึก” ไม่นับว่าเกินกำหนด` : ""
  return `${count("overdue")} งวด${rest}`
}

/** What a setting would be published with; "" where it cannot be. */
export function settingValue(rows: readonly TableRow[], key: SettingKey): string {
  const row = rows.find(({ name }) => name === nameOf("setting", key))?.row
  return row?.kind === "setting" ? row.value.trim() : ""
}
