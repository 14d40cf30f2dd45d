/** From a file to an announced plan, in the order in which it is done: what is left, and where each is answered. */
import { tabOf } from "../../shared/columns.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import { GATE_ITEM } from "../../shared/scan/gate.ts"

/** What is answered with the command itself; everything else is asked again beside its row in the sheet. */
const BY_COMMAND: readonly ReportEntry["code"][] = ["plansSeveral", "yearAssumed", "yearDiffers"]
const OF_SCORES: readonly ReportEntry["code"][] = [
  "numberDiffers",
  "indicatorNear",
  "scoreOutlier",
  "scoreRepeated",
]

export function nextSteps(file: string, { report, title }: ImportedPlan): string[] {
  const errors = report.filter(each => each.severity === "error").length
  const asks = report.filter(each => each.severity === "ask")
  const ofCommand = asks.filter(each => BY_COMMAND.includes(each.code)).length
  const steps = [
    errors > 0 ? `แก้ ${errors} เรื่องใต้ “ต้องแก้ก่อนนำเข้า” ในแฟ้มนี้ แล้วสั่งคำสั่งนี้อีกครั้ง` : "",
    ofCommand > 0 ? "ตรวจปีของแผน ถ้าไม่ใช่ให้สั่งคำสั่งนี้อีกครั้งพร้อม --year" : "",
    `นำเข้าตาราง: ลองในเครื่องนี้ด้วย npm start -- --plan ${file} หรือเข้าตารางจริงด้วย sujarit setup --plan ${file}`,
    ...answersIn(asks.filter(each => !BY_COMMAND.includes(each.code))),
    `กรอก${title === "" ? "ชื่อแผน " : ""}เลขที่และวันที่ประกาศในแท็บ “${tabOf("setting").title}”`,
    `เปิดแท็บ “${tabOf("status").title}” อ่านสิ่งที่จะเผยแพร่ งวดที่จะเกินกำหนด และฝ่ายที่จะได้รับอีเมลก่อน แล้วให้ฝ่ายเจ้าของแผนติ๊กแถว “${GATE_ITEM}”`,
  ].filter(step => step !== "")
  return ["", "ลำดับต่อไปจนถึงประกาศแผน", ...steps.map((step, index) => `  ${index + 1}. ${step}`)]
}

/** By tab, in the order of the tabs. */
function answersIn(asks: readonly ReportEntry[]): string[] {
  const tabs = (["measure", "duty", "assessment"] as const).flatMap(key => {
    const count = asks.filter(each => tabAsked(each) === key).length
    return count === 0 ? [] : [`แท็บ “${tabOf(key).title}” ${count} เรื่อง`]
  })
  if (tabs.length === 0) return []
  return [
    `ตอบเรื่องใต้ “ต้องมีคนตอบ” ในตาราง: ${tabs.join(" ")} ถ้าถูกให้ติ๊กช่อง “ยืนยัน” ของแถวที่ระบบถาม ถ้าไม่ถูกให้พิมพ์ใหม่หรือลบแถว`,
  ]
}

function tabAsked({ code }: ReportEntry): "measure" | "duty" | "assessment" {
  if (code.startsWith("duty")) return "duty"
  return OF_SCORES.includes(code) ? "assessment" : "measure"
}
