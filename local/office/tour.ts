/** Five things to try, each marked when it is done: judged by what the office holds, not by what was clicked. */
import { html } from "hono/html"
import { reportTabTitle } from "../../shared/columns.ts"
import type { OfficeAppDeps } from "./app-deps.ts"
import type { Html } from "./frame.ts"
import type { Office } from "./office.ts"
import { rowsByKey, tabByKey, tabsByKey } from "./tab.ts"

type TourDeps = Pick<OfficeAppDeps, "office" | "clock" | "seen" | "began">

type Row = Readonly<Record<string, string>>

type Step = {
  readonly name: string
  readonly how: string
  readonly link: string
  readonly isDone: boolean
}

/** Blank when hidden. Only the step that is next has a link: a person at the keyboard passes no row of them. */
export function tourBar(deps: TourDeps): Html {
  if (deps.seen.has("tour")) return html``
  const steps = stepsOf(deps)
  const next = steps.find(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone).length
  return html`<section class="tour" aria-label="ลองใช้ ${steps.length} ขั้น">
<p class="name">ลองใช้ ${steps.length} ขั้น</p>
<ol>${steps.map(
    (step, at) =>
      html`<li value="${at + 1}" class="${step.isDone ? "done" : step === next ? "next" : ""}"${step === next ? html` aria-current="step"` : ""}>${step.name}${step.isDone ? html` <span>ทำแล้ว</span>` : ""}</li>`,
  )}</ol>
<p class="how">${next ? html`<a href="${next.link}">${next.name}</a> ${next.how}` : `ลองครบ ${done} ขั้นแล้ว`}</p>
<form method="post" action="/tour/hide"><button>ซ่อน</button></form>
</section>`
}

const MOVE_ON = {
  name: "เลื่อนวัน",
  how: "ไปถึงต้นสัปดาห์หน้า เช้าวันทำการแรกระบบส่งบันทึกสรุปและอีเมลเตือน",
  link: "/clock",
}

function stepsOf({ office, clock, seen, began }: TourDeps): Step[] {
  const { section, row, year } = exampleOf(office)
  const as = (tab: string) => `/?${new URLSearchParams({ as: section, tab })}`
  const measures = tabByKey(office.spreadsheet(), "measure")?.sheet.title ?? ""
  return [
    {
      name: "แก้ที่ผิดให้ถูก",
      how: `ในนาม${section} แถว ${row} พิมพ์ “31 มิ.ย. ${year}” ในช่องระยะเวลา อ่านว่าผิดอย่างไร แล้วพิมพ์ “30 มิ.ย. ${year}” กับเหตุผลที่เลื่อน`,
      link: as(measures),
      isDone: countReasons(office) > (began?.reasons ?? 0),
    },
    {
      name: "ส่งรายงานหนึ่งงวด",
      how: `ในนาม${section} กรอกวันที่ดำเนินการ กับผลหรือไม่มีรายการ ในแถวใดก็ได้ของแท็บรายงาน`,
      link: as(reportTabTitle(section)),
      isDone: countReports(office) > (began?.reports ?? 0),
    },
    {
      name: "ดูหน้าเว็บสาธารณะ",
      how: "เห็นสิ่งที่แก้และรายงานเมื่อครู่อย่างที่ประชาชนเห็น",
      link: "/public",
      isDone: seen.has("public"),
    },
    ...(clock.simulated ? [{ ...MOVE_ON, isDone: seen.has("clock") }] : []),
    {
      name: "อ่านอีเมล",
      how: "เปิดฉบับที่ส่งถึงผู้อำนวยการหรือฝ่าย",
      link: "/mailbox",
      isDone: seen.has("mail"),
    },
  ]
}

/** The measure to try on, by the section that leads it and its line, and the plan's year in two digits. */
function exampleOf(office: Office) {
  const settings = rowsOf(office, "setting")
  const settingOf = (key: string) => settings.find(row => row.key === key)?.value ?? ""
  const remembered = rowsOf(office, "record")
  const published = remembered.filter(({ kind, digest }) => kind === "measure" && digest !== "")
  const publishedIds = new Set(published.map(({ id = "" }) => id))
  const measures = rowsOf(office, "measure")
  const at = exampleAt(measures, publishedIds, settingOf("planner"))
  return {
    section: measures[at]?.lead || settingOf("planner"),
    row: at + 2,
    year: settingOf("fiscalYear").slice(-2),
  }
}

/**
 * The first measure that is public and led by another section than the planner: of a draft no date moves, and nothing
 * shows on the pages. Where there is none, the one that lacks least of it.
 */
export function exampleAt(
  measures: readonly Row[],
  publishedIds: ReadonlySet<string>,
  planner: string,
): number {
  const isPublic = ({ id = "", status = "" }) => publishedIds.has(id) && status === ""
  const isOthers = ({ lead = "" }) => lead !== "" && lead !== planner
  const wishes = [(row: Row) => isPublic(row) && isOthers(row), isPublic, isOthers]
  return wishes.map(fits => measures.findIndex(fits)).find(found => found >= 0) ?? 0
}

/** A promise was changed, and what is in the way was mended. */
function countReasons(office: Office): number {
  return rowsOf(office, "measure").filter(row => row.reason !== "" && isWhole(row)).length
}

function countReports(office: Office): number {
  return tabsByKey(office.spreadsheet(), "report")
    .flatMap(rowsByKey)
    .filter(row => row.date !== "" && (row.result !== "" || row.nothingToReport === "TRUE") && isWhole(row))
    .length
}

function isWhole({ marks = "" }: Readonly<Record<string, string>>): boolean {
  return !marks.includes("error:")
}

function rowsOf(office: Office, key: "setting" | "measure" | "record"): readonly Row[] {
  const tab = tabByKey(office.spreadsheet(), key)
  return tab ? rowsByKey(tab) : []
}
