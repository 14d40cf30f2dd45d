/** The entries of a mail that speak of rows that wait in the sheet: for how long, and of a held one which cell says what. */
import type { RowToMend } from "../due/to-mend.ts"
import type { Waiting } from "../due/waiting.ts"
import { rowName } from "../row/name.ts"
import type { ProblemRow } from "../row/row.ts"
import { openLink } from "./letter.ts"
import type { Letterhead } from "./letterhead.ts"
import { type MemoItem, type MemoPart, memoPart } from "./memo.ts"
import type { SummaryContext } from "./summary-duties.ts"
import { headline, keep, type Wording } from "./wording.ts"

/** To the director: which row waits, and why. */
export function waitingItem(
  each: Waiting,
  { office, problems }: Pick<SummaryContext, "office" | "problems">,
  wording: Wording,
): MemoItem {
  const { why, days } = each
  const problem = problemOf(each, problems)
  if (problem) return heldItem(each, problem, office, wording)
  const since = `มาแล้ว ${wording.count(days, "วัน")}`
  const said = {
    held: `${heldWords(each, wording)} ให้ดูช่อง “สิ่งที่ต้องดู” ของแถวนี้ในตาราง`,
    vanished: `หายไปจากตาราง${since} หน้าเว็บยังแสดงและนับต่อ`,
    ask: `รอการยืนยันข้อความที่ระบบถาม${since}`,
  }[why]
  return { title: waitingTitle(each, wording), detail: [said] }
}

/** To a section: its rows that an error holds back. */
export function mendPart(rows: readonly RowToMend[], office: Letterhead, wording: Wording): MemoPart[] {
  const items = rows.map(each => heldItem(each, each.problem, office, wording))
  return memoPart(`แถวที่ต้องแก้ในตาราง ${wording.count(rows.length, "แถว")}`, items)
}

function problemOf({ row, why }: Waiting, problems: SummaryContext["problems"]): ProblemRow | undefined {
  return why === "held" ? problems?.get(rowName(row)) : undefined
}

/** The row that waits longest, by name, with the cell to mend where the sheet has told it. */
export function waitingName(each: Waiting, problems: SummaryContext["problems"], wording: Wording): string {
  const cell = problemOf(each, problems)?.cells[0]?.cell
  return `${waitingTitle(each, wording)}${cell ? keep(` ช่อง ${cell}`) : ""}`
}

function heldWords({ days }: Waiting, wording: Wording): string {
  return `ข้อความใหม่ยังเผยแพร่ไม่ได้มา ${wording.count(days, "วัน")} หน้าเว็บยังแสดงข้อความเดิม`
}

const LONGEST_SENTENCE = 400

function heldItem(each: Waiting, problem: ProblemRow, office: Letterhead, wording: Wording): MemoItem {
  const { tab, sheetId, cells } = problem
  const [first] = cells
  return {
    title: waitingTitle(each, wording),
    detail: [`แท็บ “${headline(tab)}” ${heldWords(each, wording)} เพราะต้องแก้ช่องต่อไปนี้`],
    lines: cells.map(({ cell, says }) => [`ช่อง ${cell}: ${headline(says, LONGEST_SENTENCE)}`]),
    ...openLink(first && office.cell(sheetId, first.cell), "เปิดช่องนี้"),
  }
}

function waitingTitle({ row, what }: Pick<Waiting, "row" | "what">, wording: Wording): string {
  switch (row.kind) {
    case "measure":
      return `มาตรการ: ${headline(row.measure)}`
    case "duty":
      return `งานที่ต้องรายงาน: ${headline(row.what)}`
    case "report":
      return `รายงานของ${row.section}: ${wording.title(what, [row.occurrence])}`
    case "oversight":
      return `การกำกับติดตาม: ${headline(row.order)}`
    case "assessment":
      return `ตัวชี้วัด: ${headline(row.name)}`
    case "section":
      return `หน่วยงาน: ${headline(row.name)}`
    case "holiday":
      return `วันหยุด: ${headline(row.name)}`
    case "setting":
      return `ตั้งค่า: ${headline(row.key)}`
    default:
      return row satisfies never
  }
}
