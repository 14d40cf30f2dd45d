/** Rows of a small plan, as the script would send them. */

import { parseIsoDate } from "../../shared/date/civil-date.ts"
import { longDate } from "../../shared/date/thai-date.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { evidenceFault } from "../../shared/row/evidence.ts"
import { obligationId } from "../../shared/row/name.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { PrivateRow, ReportRow, Row, RowOf } from "../../shared/row/row.ts"

export function day(text: string) {
  const parsed = parseIsoDate(text)
  if (!parsed) throw new Error(`no such day: ${text}`)
  return parsed
}

export function setting(key: string, value: string): Row {
  return { kind: "setting", key, value }
}

/** What every first push of an announced year carries. */
export const SETTINGS: readonly Row[] = [
  setting("office", "สำนักงานเขตทดสอบ"),
  setting("parent", "กรุงเทพมหานคร"),
  setting("title", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
  setting("fiscalYear", "2566"),
  setting("announcementNumber", "1/2566"),
  setting("announcementDate", "2022-10-12"),
  setting("announcementLink", "https://office.example/plan.pdf"),
]

export const SECTIONS: readonly Row[] = DISTRICT_SECTIONS.map(({ slug, name, shortNames }) => ({
  kind: "section",
  slug,
  name,
  shortNames: [...shortNames],
  head: `หัวหน้า${name}`,
}))

/** None of these words may ever be served. */
export const PRIVATE_ROWS: readonly PrivateRow[] = [
  {
    kind: "contact",
    slug: "2",
    accounts: ["secret-account@office.example"],
    addresses: ["secret-address@office.example"],
    headAddresses: ["secret-head@office.example"],
    deputy: ["secret-deputy@office.example"],
    deputyUntil: "",
  },
  { kind: "secret", key: "directorMail", value: "secret-director@office.example" },
]

export function assessment(indicator: number, name: string, score: number | null): RowOf<"assessment"> {
  return {
    kind: "assessment",
    indicator,
    name,
    score,
    scoreYear: 2565,
    description: "คำอธิบายของตัวชี้วัด",
    asks: "none",
  }
}

type Read = Pick<RowOf<"measure">, "normal" | "understood" | "occurrences">

/** The same few deadlines are read for row after row. */
const readings = new Map<string, Read>()

function readingOf(words: string, fiscalYear: number): Read {
  const key = `${fiscalYear} ${words}`
  const known = readings.get(key)
  if (known) return known
  const { normal, understood, occurrences } = compilePeriod(words, { fiscalYear, isOfPlan: true })
  const reading = { normal, understood, occurrences: [...occurrences] }
  readings.set(key, reading)
  return reading
}

/** What the compiler makes of a deadline; of a date alone it is said in words first. */
function understanding(
  words: string | undefined,
  occurrences: Read["occurrences"] | undefined,
  usual: string,
): Read & { readonly words: string } {
  const [only] = occurrences ?? []
  const said = words ?? (only ? `ภายใน${longDate(only.due)}` : usual)
  const fiscalYear = only ? Number(only.id.slice(0, 4)) : 2566
  return { words: said, ...readingOf(said, fiscalYear) }
}

const JUNE = "ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๖"
const MAY_AND_JUNE = "ภายในวันที่ ๕ ของทุกเดือน ตั้งแต่เดือนพฤษภาคม ถึงเดือนมิถุนายน ๒๕๖๖"

export function measure(letter: string, change: Partial<RowOf<"measure">> = {}): RowOf<"measure"> {
  const { words, ...read } = understanding(change.period, change.occurrences, JUNE)
  return {
    kind: "measure",
    id: `m-${letter.repeat(8)}`,
    indicator: 1,
    issue: "ผู้รับบริการเห็นว่าขั้นตอนยังไม่ชัดเจน",
    measure: "จัดทำคู่มือการให้บริการ",
    monitoring: "ผู้อำนวยการเขตกำกับติดตามทุกเดือน",
    period: words,
    responsible: "ฝ่ายทะเบียน",
    lead: "ฝ่ายทะเบียน",
    partners: [],
    status: "",
    reason: "",
    ...read,
    asks: "none",
    ...change,
  }
}

export function duty(letter: string, change: Partial<RowOf<"duty">> = {}): RowOf<"duty"> {
  const { words, ...read } = understanding(change.when, change.occurrences, MAY_AND_JUNE)
  return {
    kind: "duty",
    id: `d-${letter.repeat(8)}`,
    measure: `m-${letter.repeat(8)}`,
    what: "ส่งข้อมูลจัดซื้อจัดจ้าง (แบบ สขร.๑)",
    owedBy: DISTRICT_SECTIONS.map(({ name }) => name),
    owedTo: "ฝ่ายปกครอง",
    when: words,
    evidenceKind: "แบบ สขร.๑",
    reason: "",
    ...read,
    asks: "none",
    ...change,
  }
}

export function report(
  dutyId: string,
  slug: string,
  occurrence: string,
  change: Partial<ReportRow> = {},
): ReportRow {
  const section = DISTRICT_SECTIONS.find(each => each.slug === slug)?.name ?? ""
  return {
    kind: "report",
    id: obligationId(dutyId, slug, occurrence),
    duty: dutyId,
    section,
    occurrence,
    due: day("2023-06-30"),
    date: day("2023-05-02"),
    result: "ดำเนินการแล้ว",
    evidence: "https://office.example/evidence",
    nothingToReport: false,
    by: "",
    ...change,
  }
}

const DOCUMENT = "กท 6301/123 ลว. 5 มิ.ย. 2566"

/** Any text where evidence belongs, beside a document that is some; the document alone where even that is refused. */
export function evidenceWith(text: string): string {
  const both = `${text} ${DOCUMENT}`
  return evidenceFault(both) === undefined ? both : DOCUMENT
}

/** A first push: an announced year with one measure. */
export const FIRST = {
  rows: [...SETTINGS, ...SECTIONS, assessment(1, "การปฏิบัติหน้าที่", 99.68), measure("a")],
  privateRows: PRIVATE_ROWS,
}
