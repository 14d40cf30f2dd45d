/**
 * The bundled sample: the facts of the 2566 plan of one district office (indicators, scores as printed, sections,
 * deadlines, titles of measures). Longer texts are condensed in our own words, so this is not the published document.
 */
import type {
  ImportedAssessment,
  ImportedDuty,
  ImportedMeasure,
  ImportedPlan,
} from "../../shared/import/model.ts"
import { type ReportEntry, reportEntry } from "../../shared/import/problems.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"

const FISCAL_YEAR = 2566
const YEAR_END = "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖"
const PLANNER = "ฝ่ายปกครอง"
const EVERYONE = DISTRICT_SECTIONS.map(section => section.name)
const ALL_BUT = (lead: string) => EVERYONE.filter(name => name !== lead)

function assessment(indicator: number, name: string, score: number, description: string): ImportedAssessment {
  return { indicator, name, score, scoreYear: FISCAL_YEAR - 1, description }
}

const ASSESSMENTS: readonly ImportedAssessment[] = [
  assessment(
    1,
    "การปฏิบัติหน้าที่",
    99.68,
    "บุคลากรเห็นว่าเพื่อนร่วมงานทำงานโปร่งใส ตรงขั้นตอน ตรงเวลา และปฏิบัติต่อทุกคนเท่ากันเพียงใด",
  ),
  assessment(
    2,
    "การใช้งบประมาณ",
    48.86,
    "บุคลากรเห็นว่าสำนักงานเขตใช้เงินคุ้มค่า เปิดเผย ไม่เอื้อพวกพ้อง ตั้งแต่ทำแผนจนถึงตรวจรับพัสดุเพียงใด",
  ),
  assessment(
    3,
    "การใช้อำนาจ",
    99.36,
    "บุคลากรเห็นว่าผู้บังคับบัญชามอบหมายงาน ประเมินผล และให้สิทธิประโยชน์อย่างเป็นธรรมเพียงใด",
  ),
  assessment(
    4,
    "การใช้ทรัพย์สินของราชการ",
    99.49,
    "บุคลากรเห็นว่ามีการนำของราชการไปใช้ส่วนตัวหรือไม่ และการขอยืมมีขั้นตอนชัดเจนเพียงใด",
  ),
  assessment(5, "การแก้ไขปัญหาการทุจริต", 99.78, "บุคลากรเห็นว่าผู้บริหารเอาจริงกับการทุจริต และร้องเรียนได้อย่างมั่นใจเพียงใด"),
  assessment(
    6,
    "คุณภาพการดำเนินงาน",
    99.93,
    "ผู้รับบริการเห็นว่าได้รับบริการตามขั้นตอน เท่าเทียม ได้ข้อมูลตรงไปตรงมา และไม่ถูกเรียกรับประโยชน์เพียงใด",
  ),
  assessment(
    7,
    "ประสิทธิภาพการสื่อสาร",
    99.91,
    "ผู้รับบริการเห็นว่าข้อมูลที่เผยแพร่ครบถ้วน เป็นปัจจุบัน เข้าถึงง่าย และมีช่องทางติชมหรือร้องเรียนเพียงใด",
  ),
  assessment(
    8,
    "การปรับปรุงระบบการทำงาน",
    99.88,
    "ผู้รับบริการเห็นว่าสำนักงานเขตปรับปรุงงาน ใช้เทคโนโลยี และเปิดให้มีส่วนร่วมเพียงใด",
  ),
  assessment(
    9,
    "การเปิดเผยข้อมูล",
    100,
    "ตรวจจากเว็บไซต์ว่าเผยแพร่ข้อมูลพื้นฐาน การบริหารงาน งบประมาณ บุคลากร และการส่งเสริมความโปร่งใสครบหรือไม่",
  ),
  assessment(
    10,
    "การป้องกันการทุจริต",
    93.75,
    "ตรวจจากเว็บไซต์ว่าแสดงการดำเนินการและมาตรการภายในเพื่อป้องกันการทุจริตครบหรือไม่",
  ),
]

type MeasureFacts = Pick<ImportedMeasure, "issue" | "measure" | "monitoring" | "responsible"> &
  Partial<Pick<ImportedMeasure, "lead" | "partners" | "period">>

function measure(indicator: number, facts: MeasureFacts): ImportedMeasure {
  const defaults = { period: YEAR_END, lead: PLANNER, partners: [], status: "", reason: "" }
  return { id: `m${indicator}`, indicator, ...defaults, ...facts }
}

const MEASURES: readonly ImportedMeasure[] = [
  measure(1, {
    issue: "๑. บริการบางครั้งไม่เสร็จตามเวลาที่กำหนด\n๒. บางคนเข้าใจว่าถูกเลือกปฏิบัติ เพราะไม่รู้จักการจองคิวล่วงหน้า",
    measure: "๑. เวียนแจ้งคู่มือการปฏิบัติงานให้ทุกฝ่าย\n๒. ประชาสัมพันธ์แอปพลิเคชัน BMA Q เพื่อนัดหมายวันเวลารับบริการ",
    monitoring: "- ผู้อำนวยการเขตให้ฝ่ายปกครองเวียนคู่มือ\n- ผู้อำนวยการเขตติดตามการประชาสัมพันธ์แอปพลิเคชัน",
    responsible: "ฝ่ายปกครอง เป็นเจ้าภาพหลัก (ฝ่ายปกครอง ดำเนินการร่วมกับฝ่ายทะเบียน)",
    partners: ["ฝ่ายทะเบียน"],
  }),
  measure(2, {
    issue: "จัดซื้อจัดจ้างจากร้านเดิมหลายครั้ง อาจทำให้สงสัยว่าเอื้อประโยชน์กัน",
    measure: "เปิดเผยรายงานผลการดำเนินการจัดซื้อจัดจ้างทุกเดือน",
    monitoring: "ผู้อำนวยการเขตให้ทุกฝ่ายส่งแบบ สขร.๑ ให้ฝ่ายปกครอง ภายในวันที่ ๕ ของทุกเดือน เพื่อเผยแพร่ทางเว็บไซต์",
    responsible: "ฝ่ายปกครอง เป็นเจ้าของหลัก (ดำเนินการร่วมกัน ทุกฝ่าย)",
    partners: ALL_BUT(PLANNER),
  }),
  measure(3, {
    issue: "บางคนรู้สึกว่าการมอบหมายงานไม่เป็นธรรม",
    measure: "จัดทำคำสั่งมอบหมายงานเป็นลายลักษณ์อักษร",
    monitoring: "ผู้บริหารให้หัวหน้าฝ่ายตรวจว่ามีคำสั่งมอบหมายงานครบทุกฝ่าย",
    responsible: "ฝ่ายปกครอง เป็นเจ้าของหลัก (ดำเนินการร่วมกัน ทุกฝ่าย)",
    partners: ALL_BUT(PLANNER),
  }),
  measure(4, {
    issue: "บางคนไม่ทราบวิธีขอใช้ทรัพย์สินของราชการที่ถูกต้อง",
    measure: "เวียนแจ้งหลักเกณฑ์และวิธีขออนุญาตยืมทรัพย์สินของราชการ",
    monitoring: "ผู้อำนวยการเขตมอบหัวหน้าฝ่ายปกครองเวียนแจ้งหลักเกณฑ์ให้ทุกฝ่าย",
    responsible: PLANNER,
  }),
  measure(5, {
    issue: "บางคนไม่มั่นใจว่าร้องเรียนการทุจริตแล้วจะปลอดภัยและมีการดำเนินการจริง",
    measure: "จัดทำประกาศสำนักงานเขต เรื่อง มาตรการจัดการเรื่องร้องเรียนการทุจริต",
    monitoring: "ผู้อำนวยการเขตให้ประชาสัมพันธ์มาตรการจัดการเรื่องร้องเรียนหลายช่องทาง",
    responsible: PLANNER,
  }),
  measure(6, {
    issue: "ผู้มีส่วนได้ส่วนเสียบางส่วนไม่มั่นใจว่าจะได้รับบริการที่มีคุณภาพเท่ากัน",
    measure: "จัดทำประกาศเจตจำนงต่อต้านการทุจริต",
    monitoring: "ผู้อำนวยการเขตให้ประชาสัมพันธ์ประกาศเจตจำนงหลายช่องทาง",
    responsible: PLANNER,
  }),
  measure(7, {
    issue: "ควรเผยแพร่ข้อมูลที่เป็นปัจจุบันอยู่เสมอ",
    measure: "ปรับปรุงข้อมูลบนเว็บไซต์สำนักงานเขตให้เป็นปัจจุบัน",
    monitoring: "ผู้อำนวยการเขตติดตามให้ข้อมูลบนเว็บไซต์เป็นปัจจุบัน",
    responsible: PLANNER,
  }),
  measure(8, {
    issue: "ควรใช้เทคโนโลยีให้บริการมากขึ้น เพื่อความสะดวกของประชาชนและลดภาระเจ้าหน้าที่",
    measure: "การให้บริการผ่านระบบ E - Service",
    monitoring: "ผู้อำนวยการเขตให้ประชาสัมพันธ์บริการ E - Service หลายช่องทาง",
    responsible: "ฝ่ายทะเบียน เป็นเจ้าภาพหลัก (ดำเนินการร่วมกับทุกฝ่าย)",
    lead: "ฝ่ายทะเบียน",
    partners: ALL_BUT("ฝ่ายทะเบียน"),
  }),
  measure(9, {
    issue: "๑. ควรรายงานการดำเนินการตามนโยบายทรัพยากรบุคคลบนเว็บไซต์\n๒. ควรแสดงคู่มือจัดการเรื่องร้องเรียนการทุจริต",
    measure:
      "แสดงข้อมูลต่อไปนี้บนเว็บไซต์สำนักงานเขต\n๑. รายงานการดำเนินงานตามนโยบายการบริหารทรัพยากรบุคคล\n๒. มาตรการจัดการเรื่องร้องเรียนการทุจริต",
    monitoring: "ผู้อำนวยการเขตติดตามให้ปรับปรุงและเพิ่มเติมข้อมูลตามข้อเสนอแนะของผลการประเมิน",
    responsible: PLANNER,
  }),
  measure(10, {
    issue: "ควรแสดงการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต ประจำปี พ.ศ. ๒๕๖๕",
    measure: "แสดงรายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ บนเว็บไซต์",
    monitoring: "ผู้บริหารให้ประชาสัมพันธ์รายงานผลการป้องกันการทุจริตหลายช่องทาง",
    period: "ภายในเดือนมิถุนายน ๒๕๖๖",
    responsible: PLANNER,
  }),
]

const MONTHLY_SUMMARY = "ส่งข้อมูลการจัดซื้อจัดจ้าง (แบบ สขร.๑)"

/** Both were confirmed by a person; the quarterly progress the importer would also propose was not, and is left out. */
const DUTIES: readonly ImportedDuty[] = [
  {
    id: "d1",
    measure: "m2",
    what: MONTHLY_SUMMARY,
    owedBy: EVERYONE,
    owedTo: PLANNER,
    when: "ภายในวันที่ ๕ ของทุกเดือน",
    evidenceKind: "แบบ สขร.๑",
  },
  {
    id: "d2",
    measure: "m2",
    what: "รวบรวมและเผยแพร่แบบ สขร.๑ ทางเว็บไซต์สำนักงานเขต",
    owedBy: [PLANNER],
    owedTo: "",
    when: "ทุกสิ้นเดือน",
    evidenceKind: "ลิงก์หน้าเว็บไซต์ที่เผยแพร่",
  },
]

const REPORT: readonly ReportEntry[] = [
  reportEntry("scoreOutlier", 0, "ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ค่าคะแนน ๔๘.๘๖ คะแนน", {
    value: "๔๘.๘๖",
    hint: "อาจเป็น 98.86",
  }),
  reportEntry("numberDiffers", 0, "ตัวชี้วัดที่ ๒ คุณภาพการดำเนินงาน", { hint: "6" }),
]

export const SAMPLE_PLAN: ImportedPlan = {
  office: "สำนักงานเขตบางสมมุติ",
  title: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
  fiscalYear: FISCAL_YEAR,
  assessments: ASSESSMENTS,
  measures: MEASURES,
  duties: DUTIES,
  report: REPORT,
}
