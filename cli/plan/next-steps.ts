/** From a file to an announced plan, in the order in which it is done: what is left, and where each is answered. */
import { tabOf } from "../../shared/columns.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import { GATE_ITEM } from "../../shared/scan/gate.ts"
import type { PlanFileOptions } from "../command/office-options.ts"

/** What is answered with the command itself; everything else is a row of the sheet by then, and some of it is asked again there. */
const BY_COMMAND: readonly ReportEntry["code"][] = ["plansSeveral", "yearAssumed", "yearDiffers"]
const OF_SCORES: readonly ReportEntry["code"][] = [
  "numberDiffers",
  "indicatorNear",
  "scoreOutlier",
  "scoreRepeated",
]

/** The file, and the choices that this plan was read by: a command without them would read another. */
export type ReadBy = Pick<PlanFileOptions, "file" | "year" | "sections">

export function nextSteps(readBy: ReadBy, { report, title }: ImportedPlan): string[] {
  const errors = report.filter(each => each.severity === "error").length
  const asks = report.filter(each => each.severity === "ask")
  const ofCommand = asks.filter(each => BY_COMMAND.includes(each.code)).length
  const { year, sections } = readBy
  const plan = `--plan ${inShell(readBy.file)}${sections === undefined ? "" : ` --sections ${inShell(sections)}`}`
  const steps = [
    errors > 0 ? `แก้ ${errors} เรื่องใต้ “ต้องแก้ก่อนนำเข้า” ในแฟ้มนี้ แล้วสั่งคำสั่งนี้อีกครั้ง` : "",
    sections === undefined && asks.some(({ code }) => code === "ownersUnknown")
      ? "เลือกหน่วยงานย่อยตามที่บอกท้ายรายงานนี้ แล้วสั่งคำสั่งนี้อีกครั้งพร้อม --sections"
      : "",
    ofCommand > 0 ? "ตรวจปีของแผน ถ้าไม่ใช่ให้สั่งคำสั่งนี้อีกครั้งพร้อม --year" : "",
    `นำเข้าตาราง: ลองในเครื่องนี้ด้วย npm start -- ${plan} หรือเข้าตารางจริงด้วย sujarit setup ${plan}${year === undefined ? "" : ` --year ${year}`}`,
    ...answersIn(asks.filter(each => !BY_COMMAND.includes(each.code))),
    `กรอก${title === "" ? "ชื่อแผน " : ""}เลขที่และวันที่ประกาศในแท็บ “${tabOf("setting").title}”`,
    `เปิดแท็บ “${tabOf("status").title}” อ่านสิ่งที่จะเผยแพร่ งวดที่จะเกินกำหนด และฝ่ายที่จะได้รับอีเมลก่อน แล้วให้ฝ่ายเจ้าของแผนติ๊กแถว “${GATE_ITEM}”`,
  ].filter(step => step !== "")
  return ["", "ลำดับต่อไปจนถึงประกาศแผน", ...steps.map((step, index) => `  ${index + 1}. ${step}`)]
}

/** As a shell takes it for one word. */
function inShell(word: string): string {
  return /^[\p{L}\p{M}\p{N}_./:\\-]+$/u.test(word) ? word : `"${word}"`
}

/** By tab, in the order of the tabs. */
function answersIn(asks: readonly ReportEntry[]): string[] {
  const tabs = (["measure", "duty", "assessment"] as const).flatMap(key => {
    const count = asks.filter(each => tabAsked(each) === key).length
    return count === 0 ? [] : [`แท็บ “${tabOf(key).title}” ${count} เรื่อง`]
  })
  if (tabs.length === 0) return []
  return [
    `ดูเรื่องใต้ “ต้องมีคนตอบ” ในตาราง: ${tabs.join(" ")} ถ้าไม่ถูกให้พิมพ์ใหม่หรือลบแถว ถ้าถูกแล้วปล่อยไว้ เว้นแต่แถวที่ตารางถามเอง ให้ติ๊กช่อง “ยืนยัน”`,
  ]
}

function tabAsked({ code }: ReportEntry): "measure" | "duty" | "assessment" {
  if (code.startsWith("duty")) return "duty"
  return OF_SCORES.includes(code) ? "assessment" : "measure"
}
