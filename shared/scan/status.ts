/** The `สถานะ` tab: what the system did last and what is open, in Thai. */

import { bangkokDate } from "../date/civil-date.ts"
import { clockTime, plainDate } from "../date/thai-date.ts"
import { KEY_NOTICE_DAYS } from "../due/alarm.ts"
import type { MailHealth, MailTrouble } from "../push/payload.ts"
import { groupBy } from "../record/group.ts"
import type { Severity } from "../row/problem.ts"
import { beginning } from "../row/shorten.ts"
import { cellOf, linesOf, type SheetTab, textOf } from "../sheet/sheet-tab.ts"
import type { Stood } from "../sheet/stood.ts"
import type { TableRow } from "../table/model.ts"
import { MOVED_ITEM } from "../table/status-reasons.ts"
import { REVOKE_ITEM, type Revocation } from "./answers.ts"
import type { Pace } from "./budget.ts"
import { GATE_ITEM, type Gate } from "./gate.ts"
import { sameRowQuestions } from "./same-row.ts"
import { doubtText, SETTLE_ITEM } from "./settle.ts"
import { restoreItem, type VanishedRow } from "./vanished.ts"

/** How the last push went, in words a person can act on. */
export type Connection =
  /** In epoch milliseconds; left out for a key that never expires. */
  | { readonly kind: "accepted"; readonly keyExpiresAt?: number }
  | { readonly kind: "quiet" }
  | { readonly kind: "notAnnounced" }
  | { readonly kind: "noFiscalYear" }
  | { readonly kind: "unreachable"; readonly detail: string }
  | { readonly kind: "refused"; readonly code: string; readonly detail: string }

/** A year whose sheet could not be read or written. */
export type YearFault = { readonly fiscalYear: number; readonly detail: string }

export type Status = {
  readonly gate: Gate
  readonly revision: number
  readonly head: string
  readonly connection: Connection
  /** Epoch milliseconds of this scan. */
  readonly now: number
  readonly mail: MailHealth | null
  readonly rows: readonly TableRow[]
  /** Titles of the tabs that are gone, or that nobody could tell the rows of. */
  readonly unreadable: readonly string[]
  /** Where the office stood, and what is doubted of the Worker's word. */
  readonly stood?: Stood
  /** Accounts of the sheet that Google lets edit nothing. */
  readonly untaken: readonly string[]
  /** Other years that the last run could not scan. */
  readonly faults: readonly YearFault[]
  /** What became of the planner's tick that revokes the links of mails; undefined where it is not set. */
  readonly revocation?: Revocation | undefined
  /** How soon edits are scanned, as far as Google's quota goes. */
  readonly pace: Pace
  /** Rows that can be had back by a tick. */
  readonly vanished: readonly VanishedRow[]
  /** What the planner typed beside the items, by item. */
  readonly reasons: ReadonlyMap<string, string>
}

/** A line without `value` keeps what stands there: a scan that learned nothing new writes nothing. */
type StatusLine = {
  readonly item: string
  readonly tick: boolean
  /** Kept beside its item while it does not serve. */
  readonly reason: string
  readonly value?: string
}

/** The item whose tick asks for a push at once. */
const SEND_NOW = "ส่งตอนนี้"

/** True when a person asked for a push at once. */
export function isSendNowTicked(tabs: readonly SheetTab[]): boolean {
  const lines = linesOf(tabs, "status")
  return lines.some(line => textOf(line, "item") === SEND_NOW && cellOf(line, "tick").value === true)
}

/** The lines of the tab, from its first row on. */
export function statusLines(status: Status): StatusLine[] {
  return [
    line(SEND_NOW, "ติ๊กช่องขวามือเพื่อให้ระบบตรวจและส่งข้อมูลทันที"),
    ...withRevoke(gateLines(status), status),
    line("การส่งข้อมูลไปหน้าเว็บ", connectionText(status)),
    line("ฉบับล่าสุดที่เผยแพร่", status.revision === 0 ? "ยังไม่มี" : `ฉบับที่ ${status.revision}`),
    line("ค่าตรวจสอบ", status.revision === 0 ? "" : status.head),
    line("อีเมล", mailText(status.mail)),
    line("เวลาประมวลผลของ Google", PACE_WORDS[status.pace]),
    ...status.faults.map(faultLine),
    ...status.untaken.map(address => line(`บัญชี ${address}`, UNTAKEN)),
    ...status.unreadable.map(title => line(`ไม่พบแท็บ ${title}`, UNREADABLE)),
    ...movedLines(status),
    ...vanishedLines(status),
    ...sameRowQuestions(status.rows).map(({ item, value }) => line(item, value)),
    ...openProblems(status.rows),
  ]
}

/** The tick stands until the Worker has taken the announcement; from then on nothing is asked. */
function gateLines({ gate, revision, stood }: Status): StatusLine[] {
  if (stood?.doubt) return [line(SETTLE_ITEM, doubtText(stood.doubt, stood))]
  if (gate.kind === "announced" || revision > 0) return [line(GATE_ITEM, ANNOUNCED)]
  if (gate.kind === "unsigned") return [line(GATE_ITEM, UNSIGNED)]
  const figures = gate.figures.map(({ item, value }) => line(item, value))
  if (gate.kind === "announces")
    return [{ ...line(GATE_ITEM, "ติ๊กแล้ว ระบบจะประกาศเองเมื่อหน้าเว็บรับข้อมูล"), tick: true }, ...figures]
  const [refusal] = gate.refusals
  const asked = refusal === undefined ? ASKED : `ยังประกาศไม่ได้ ${gate.refusals.join(" ")}`
  return [line(GATE_ITEM, asked), ...figures]
}

/** The planner's second line stands right below the first, whatever follows there. */
function withRevoke([gate, ...figures]: StatusLine[], { revocation, now }: Status): StatusLine[] {
  const done = revocation === "done" ? ` ยกเลิกทุกลิงก์แล้วเมื่อ ${timeText(now)}` : ""
  const text = revocation === "waits" ? REVOKE_WAITS : `${REVOKE_ASKED}${done}`
  return [...(gate ? [gate] : []), { ...line(REVOKE_ITEM, text), tick: revocation === "waits" }, ...figures]
}

const REVOKE_ASKED =
  "แต่ละฝ่ายตอบจากลิงก์ในอีเมลได้ 14 วันโดยไม่ต้องเข้าสู่ระบบ ถ้าลิงก์รั่วไป ให้ฝ่ายเจ้าของแผนติ๊กช่อง “สั่งการ” ของแถวนี้ ลิงก์ที่ส่งไปแล้วทั้งหมดจะใช้ไม่ได้"
const REVOKE_WAITS = "ติ๊กแล้ว ระบบจะยกเลิกลิงก์ที่ส่งไปแล้วทั้งหมดเมื่อหน้าเว็บตอบ"

/** What the gate says of a year from its announcement on. */
export const ANNOUNCED = "ประกาศแล้ว ทุกการแก้ไขเผยแพร่และเก็บไว้ถาวร"
const UNSIGNED =
  "ยังไม่ประกาศ เมื่อแผนลงนามแล้ว ให้กรอกเลขที่และวันที่ประกาศในแท็บ “ตั้งค่า” แล้วสิ่งที่จะเผยแพร่จะแสดงที่นี่ให้ฝ่ายเจ้าของแผนดูก่อน"
const ASKED =
  "ยังไม่ประกาศ ให้ฝ่ายเจ้าของแผนดูสิ่งที่จะเผยแพร่ในแถวถัดไป ถ้าถูกต้องให้ติ๊กช่อง “สั่งการ” ของแถวนี้ ตั้งแต่นั้นทุกการแก้ไขเผยแพร่และลบไม่ได้"

/** No figures: they change with every scan, and a scan that finds nothing new writes nothing. */
const PACE_WORDS: Readonly<Record<Pace, string>> = {
  free: "ปกติ ตรวจทันทีที่แก้",
  paced: "วันนี้แก้กันมาก ระบบจะรวมการแก้ที่ใกล้กันไว้ตรวจพร้อมกัน อาจรอถึง 15 นาที",
  clockOnly: "วันนี้ใช้เวลาที่ Google ให้จนใกล้หมด ระบบจะตรวจทุก 15 นาทีแทน แก้ตารางต่อได้ ไม่มีข้อมูลหาย",
}

function faultLine({ fiscalYear, detail }: YearFault): StatusLine {
  const text = `ตรวจตารางปีนี้ไม่ได้ ปีอื่นทำงานต่อ ข้อมูลที่เผยแพร่แล้วยังอยู่ครบ ถ้ายังไม่หายภายใน 1 ชั่วโมง${TELL}ให้สั่ง doctor (${detail})`
  return line(`ตารางปี ${fiscalYear}`, text)
}

const UNTAKEN =
  "Google ไม่รับบัญชีนี้เป็นผู้แก้ตาราง ให้ตรวจตัวสะกดในแท็บ “หน่วยงาน” และ “ตั้งค่า” ผู้แก้คนอื่นไม่กระทบ ระบบจะลองใหม่วันละครั้ง"

const UNREADABLE =
  "แท็บนี้หรือคอลัมน์รหัสของแท็บนี้หายไป ข้อมูลที่เผยแพร่แล้วยังอยู่ครบ ให้กู้จากประวัติเวอร์ชันของไฟล์ หรือแจ้งผู้ดูแลระบบให้สั่ง setup อีกครั้ง"

/** A setting that does something from this version on, and was chosen before, moves dates too: the words say so. */
function movedLines({ rows, reasons }: Status): StatusLine[] {
  const moved = rows.filter(({ problems }) => problems.some(({ code }) => code === "movedBySettings"))
  if (moved.length === 0) return []
  const reason = reasons.get(MOVED_ITEM) ?? ""
  const text = `${moved.length} แถวมีกำหนดเลื่อนตามค่า “เมื่อครบกำหนดตรงวันหยุด” หรือตามแท็บ “วันหยุด” กำหนดเดิมยังใช้อยู่จนกว่าฝ่ายเจ้าของแผนจะพิมพ์เหตุผลในช่อง “เหตุผล” ครั้งเดียวใช้กับทุกแถวนี้ หรือใส่ค่าเดิมกลับ ระบบใช้ค่านี้กับกำหนดตั้งแต่รุ่น 0.1 ถ้าเลือกไว้ก่อนนั้นและไม่ต้องการให้เลื่อน ให้เลือก “ไม่เลื่อน”`
  return [{ ...line(MOVED_ITEM, reason === "" ? text : text + WEAK), reason }]
}

/** More than these at once is a tab emptied by mistake, better had back from the file's own history. */
const MOST_VANISHED = 40

function vanishedLines({ vanished, reasons }: Status): StatusLine[] {
  const rest = vanished.length - MOST_VANISHED
  return [
    ...vanished.slice(0, MOST_VANISHED).map(row => {
      const item = restoreItem(row)
      const reason = row.isWithdrawn ? "" : (reasons.get(item) ?? "")
      return { ...line(item, vanishedText(row, reason)), reason }
    }),
    ...(rest > 0 ? [line("แถวอื่นที่หายไป", `อีก ${rest} แถว ให้กู้จากประวัติเวอร์ชันของไฟล์`)] : []),
  ]
}

const WEAK = " เหตุผลที่พิมพ์ใช้ไม่ได้ ให้พิมพ์เหตุผลใหม่ อย่างน้อย 10 ตัวอักษร"

const COUNTS_ON =
  "หน้าเว็บยังแสดงและนับต่อ ให้ติ๊กช่อง “สั่งการ” เพื่อคืนแถวนี้ หรือให้ฝ่ายเจ้าของแผนพิมพ์ในช่อง “เหตุผล” ว่าเหตุใดจึงไม่ต้องทำแล้ว"

function vanishedText({ cells, since, isWithdrawn }: VanishedRow, reason: string): string {
  const said = String(cells.measure ?? cells.what ?? cells.result ?? cells.order ?? cells.name ?? "")
  const text = beginning(said, 60)
  const weak = reason === "" ? "" : WEAK
  const state = isWithdrawn ? "ถอนจากหน้าเว็บแล้ว ติ๊กช่องขวามือเพื่อคืนแถวนี้" : COUNTS_ON + weak
  return `${text === "" ? "" : `“${text}” `}หายไปจากตารางตั้งแต่ ${timeText(since)} ${state}`
}

function connectionText({ connection, now, stood }: Status): string | undefined {
  if (stood?.doubt) return `หยุดส่ง ดูแถว “${SETTLE_ITEM}”`
  switch (connection.kind) {
    case "quiet":
      return undefined
    case "accepted":
      return `ปกติ ติดต่อครั้งล่าสุด ${timeText(now)}${keyText(connection.keyExpiresAt, now)}`
    case "notAnnounced":
      return `ยังไม่เผยแพร่ ดูแถว “${GATE_ITEM}”`
    case "noFiscalYear":
      return "อ่านตารางไม่ได้ เพราะแท็บ “ตั้งค่า” ไม่มีปีงบประมาณ ให้พิมพ์ปี พ.ศ. เช่น 2566 ในแถว “ปีงบประมาณ”"
    case "unreachable":
      return `ติดต่อหน้าเว็บไม่ได้ (${connection.detail}) แก้ตารางต่อได้ ระบบจะส่งให้เองเมื่อติดต่อได้`
    case "refused":
      return `${REFUSAL_WORDS.get(connection.code) ?? `${REFUSED} ${TELL}`} (${connection.code}: ${connection.detail}) แก้ตารางต่อได้ ไม่มีข้อมูลหาย`
    default:
      return connection satisfies never
  }
}

/** A line of its own while there is still time to change the key; nothing before that. */
function keyText(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined || now < expiresAt - KEY_NOTICE_DAYS * 86_400_000) return ""
  const day = plainDate(bangkokDate(expiresAt))
  return `\nกุญแจลงนามจะหมดอายุ ${day} ${TELL}ให้ออกกุญแจใหม่ก่อนถึงวันนั้น มิฉะนั้นหน้าเว็บจะไม่รับข้อมูล`
}

const TELL = "ให้แจ้งผู้ดูแลระบบ"
const REFUSED = "หน้าเว็บไม่รับข้อมูล"

/** What an operator can mend is said by name; anything else is for the operator to find out. */
const REFUSAL_WORDS: ReadonlyMap<string, string> = new Map([
  ["badSignature", `${REFUSED}เพราะไม่รู้จักกุญแจที่ใช้ลงนาม ${TELL}ให้ติดตั้งกุญแจให้ตรงกันทั้งสองฝั่ง`],
  ["clockSkew", `${REFUSED}เพราะนาฬิกาต่างกันเกิน 10 นาที ระบบจะลองใหม่เอง ถ้ายังไม่หายภายใน 1 ชั่วโมง${TELL}`],
  ["keyExpired", `${REFUSED}เพราะกุญแจที่ใช้ลงนามหมดอายุแล้ว ${TELL}ให้ออกกุญแจใหม่ แล้วระบบจะส่งให้เอง`],
  ["tooLarge", `${REFUSED}เพราะก้อนข้อมูลใหญ่เกินไป ${TELL}`],
])

const TROUBLE_WORDS: Readonly<Record<MailTrouble, string>> = {
  sender: `ผู้ให้บริการอีเมลไม่รับผู้ส่งของระบบ ${TELL}ให้ตรวจที่อยู่ผู้ส่งและรหัสผ่าน แล้วระบบจะส่งให้เอง`,
  quota: "ส่งครบจำนวนที่ผู้ให้บริการอีเมลให้ต่อวันแล้ว ไม่ต้องทำอะไร ระบบจะส่งต่อให้เอง",
  server: `ติดต่อผู้ให้บริการอีเมลไม่ได้ ระบบจะลองใหม่เอง ถ้ายังไม่หายภายใน 1 วัน${TELL}`,
}

function mailText(mail: MailHealth | null): string | undefined {
  if (!mail) return undefined
  const { dead, waiting, trouble } = mail
  const parts = [
    ...(dead > 0 ? [`ส่งไม่สำเร็จ ${dead} ฉบับ ให้ตรวจอีเมลในแท็บ “หน่วยงาน” และ “ตั้งค่า” ถ้าถูกต้องแล้ว${TELL}`] : []),
    ...(waiting > 0 ? [`รอส่ง ${waiting} ฉบับ ${trouble ? TROUBLE_WORDS[trouble] : "ระบบจะส่งให้เอง"}`] : []),
  ]
  return parts.join("\n") || "ปกติ"
}

function openProblems(rows: readonly TableRow[]): StatusLine[] {
  return [...groupBy(rows, ({ tab }) => tab.title)].flatMap(([title, ofTab]) => {
    const count = (severity: Severity) =>
      ofTab.flatMap(({ problems }) => problems).filter(each => each.severity === severity).length
    const [errors, asks] = [count("error"), count("ask")]
    // Of reports, drafts are what sections are typing.
    const drafts = ofTab.filter(({ state, tab }) => state === "draft" && tab.tab !== "report").length
    if (errors + asks + drafts === 0) return []
    const unfilled = drafts === 0 ? "" : ` ยังกรอกไม่ครบจึงยังไม่เผยแพร่ ${drafts} แถว`
    return [line(`แท็บ ${title}`, `ต้องแก้ ${errors} ช่อง ขอให้ยืนยัน ${asks} ช่อง${unfilled}`)]
  })
}

function line(item: string, value: string | undefined): StatusLine {
  return { item, tick: false, reason: "", ...(value === undefined ? {} : { value }) }
}

/** `29 พฤษภาคม 2566 เวลา 08.05 น.` in Bangkok. */
function timeText(instant: number): string {
  return `${plainDate(bangkokDate(instant))} เวลา ${clockTime(instant)} น.`
}
