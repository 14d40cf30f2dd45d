/** A small year to test with: two measures, a monthly duty of all sections, and a log to write reports into. */
import { bangkokMidnight, type IsoDate, isoDate } from "../../../shared/date/civil-date.ts"
import { type Hash, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { groupBy } from "../../../shared/record/group.ts"
import type { Look } from "../../../shared/record/look.ts"
import { oncePer } from "../../../shared/record/once-per.ts"
import { type Entry, foldRecord, type WholeRecord, type YearRecord } from "../../../shared/record/record.ts"
import { rowName } from "../../../shared/row/name.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import type { DutyRow, MeasureRow, PrivateRow, ProblemRow, ReportRow, Row } from "../../../shared/row/row.ts"
import { SETTINGS, type SettingKey } from "../../../shared/row/setting.ts"
import { NATIVE_CODEC } from "../../../worker/store/native-codec.ts"

export const HOUR = 3_600_000

export function day(text: string): IsoDate {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number)
  const found = isoDate(year, month, date)
  if (!found) throw new Error(`no such day ${text}`)
  return found
}

/** An instant in Bangkok. */
export function at(date: string, hour = 9): number {
  return bangkokMidnight(day(date)) + hour * HOUR
}

export function measureRow(changes: Partial<MeasureRow> = {}): MeasureRow {
  return {
    kind: "measure",
    id: "m-00000001",
    indicator: 2,
    issue: "การจัดซื้อจัดจ้างยังไม่โปร่งใสพอ",
    measure: "แสดงรายงานผลการดำเนินการป้องกันการทุจริต",
    monitoring: "",
    period: "ภายในวันที่ 30 มิถุนายน 2566",
    responsible: "ฝ่ายปกครอง",
    lead: "ฝ่ายปกครอง",
    partners: [],
    status: "",
    reason: "",
    normal: "BY 2023-06-30",
    occurrences: [{ id: "2566", due: day("2023-06-30") }],
    understood: "ภายในวันศุกร์ที่ 30 มิถุนายน พ.ศ. 2566",
    asks: "none",
    ...changes,
  }
}

/** ภายในวันที่ 5 ของทุกเดือน, for the month before. */
export function dutyRow(changes: Partial<DutyRow> = {}): DutyRow {
  const occurrences = Array.from({ length: 12 }, (_, index) => {
    const due = new Date(Date.UTC(2022, 10 + index, 5)).toISOString().slice(0, 10)
    const month = new Date(Date.UTC(2022, 9 + index, 1))
    const id = `${month.getUTCFullYear() + 543}-${String(month.getUTCMonth() + 1).padStart(2, "0")}`
    return { id, due: day(due) }
  })
  return {
    kind: "duty",
    id: "d-00000001",
    measure: "m-00000002",
    what: "ส่งข้อมูลจัดซื้อจัดจ้าง (แบบ สขร.๑)",
    owedBy: ["ทุกฝ่าย"],
    owedTo: "ฝ่ายปกครอง",
    when: "ภายในวันที่ 5 ของทุกเดือน",
    evidenceKind: "แบบ สขร.๑ ที่เผยแพร่แล้ว",
    reason: "",
    normal: "",
    occurrences,
    understood: "",
    asks: "none",
    ...changes,
  }
}

export function reportRow(id: string, changes: Partial<ReportRow> = {}): ReportRow {
  const [duty = "", slug = "", occurrence = ""] = id.split("/")
  return {
    kind: "report",
    id,
    duty,
    section: DISTRICT_SECTIONS.find(each => each.slug === slug)?.name ?? "",
    occurrence,
    due: day("2023-06-30"),
    date: day("2023-06-01"),
    result: "ดำเนินการแล้ว",
    evidence: "https://example.go.th/report.pdf",
    nothingToReport: false,
    by: "",
    ...changes,
  }
}

export function sectionRows(): Row[] {
  return DISTRICT_SECTIONS.map(({ slug, name, shortNames }) => ({
    kind: "section",
    slug,
    name,
    shortNames: [...shortNames],
    head: `หัวหน้า${name}`,
  }))
}

export function settingRows(values: Partial<Record<SettingKey, string>> = {}): Row[] {
  const filled = {
    office: "สำนักงานเขตภาษีเจริญ",
    publicAddress: "https://sujarit.example.go.th",
    announcementNumber: "กท 6301/1",
    ...values,
  }
  return SETTINGS.filter(each => each.public).map(({ key, initial }) => ({
    kind: "setting",
    key,
    value: (filled as Partial<Record<SettingKey, string>>)[key] ?? initial,
  }))
}

export function contactRow(
  slug: string,
  changes: Partial<PrivateRow & { kind: "contact" }> = {},
): PrivateRow {
  return {
    kind: "contact",
    slug,
    accounts: [],
    addresses: [`section${slug}@example.go.th`],
    headAddresses: [`head${slug}@example.go.th`],
    deputy: [],
    deputyUntil: "",
    ...changes,
  }
}

export function privateRows(): PrivateRow[] {
  return [
    ...DISTRICT_SECTIONS.map(each => contactRow(each.slug)),
    { kind: "secret", key: "directorMail", value: "director@example.go.th" },
  ]
}

/** What the sheet says of a held row. */
export function problemRow(of: string, changes: Partial<ProblemRow> = {}): ProblemRow {
  const says = "“31 มิ.ย. 2566” ไม่มีในปฏิทิน โปรดพิมพ์ “๓๐ มิถุนายน พ.ศ. ๒๕๖๖”"
  return { kind: "problem", of, tab: "มาตรการ", sheetId: 17, cells: [{ cell: "F7", says }], ...changes }
}

/** What one push changes, and when it was accepted. */
export type Change = {
  readonly at: number
  readonly rows?: readonly Row[]
  readonly gone?: readonly string[]
  readonly redacted?: readonly string[]
  readonly held?: readonly string[]
  /** Accepted before the rules of now. */
  readonly isOld?: boolean
  /** Accepted before links were opened. */
  readonly isUnopened?: boolean
}

const digestOf = oncePer((row: Row) => sha256Text(JSON.stringify(row), NATIVE_CODEC))

/** The record that the pushes would leave behind. */
export function recordOf(...changes: readonly Change[]): WholeRecord {
  const entries = changes.flatMap((change, index): Entry[] => {
    const line = (name: string, digest: Hash | null, row: Row | null) => ({
      sequence: index + 1,
      acceptedAt: change.at,
      name,
      digest,
      row,
      ...(change.isOld ? { isOld: true } : {}),
      ...(change.isUnopened ? { isUnopened: true } : {}),
    })
    return [
      ...(change.rows ?? []).map(row => line(rowName(row), digestOf(row), row)),
      ...(change.gone ?? []).map(name => line(name, null, null)),
      ...(change.redacted ?? []).map(name => line(name, sha256Text(`redacted ${name}`, NATIVE_CODEC), null)),
    ]
  })
  const revisions = changes.map((change, index) => ({
    sequence: index + 1,
    head: sha256Text(`head ${index + 1}`, NATIVE_CODEC),
    acceptedAt: change.at,
    held: change.held ?? [],
  }))
  return foldRecord(2566, revisions, entries)
}

/** The record, and what was found behind its links. */
export function lookedAt<R extends YearRecord>(record: R, ...looks: readonly Look[]): R {
  return { ...record, looksByLink: groupBy(looks, each => each.link) }
}

/** A look that found a file open to all, unless told otherwise. */
export function look(link: string, instant: number, changes: Partial<Look> = {}): Look {
  const outcome = changes.outcome ?? "open"
  const found = outcome === "open" ? { status: 200, type: "application/pdf", size: 1, sha256: "aa" } : LOST
  return { link, at: instant, outcome, ...found, isCut: false, ...changes }
}

const LOST = { status: null, type: "", size: null, sha256: null }

/** The plan as it was announced. */
export const PLAN: Change = {
  at: at("2022-10-12"),
  rows: [
    ...sectionRows(),
    ...settingRows(),
    measureRow({ occurrences: [{ id: "2566", due: day("2023-05-31") }] }),
    measureRow({
      id: "m-00000002",
      measure: "เผยแพร่ข้อมูลจัดซื้อจัดจ้างทุกเดือน",
      occurrences: [{ id: "2566", due: day("2023-09-30") }],
    }),
    dutyRow(),
    { kind: "holiday", date: day("2023-04-13"), name: "วันสงกรานต์" },
    { kind: "holiday", date: day("2023-04-14"), name: "วันสงกรานต์" },
  ],
}
