/** Requests in words: what a run would do to a spreadsheet, tab by tab, for the person who must agree to it. */
import type { Diff } from "./diff.ts"
import type { Request } from "./found.ts"

export type ChangeText = {
  /** The tab's title; "" for the file itself. */
  readonly tab: string
  readonly kind: ChangeKind
  readonly thai: string
  readonly english: string
}

type Words = readonly [thai: string, english: string]

/** Every kind of request that provisioning makes. `updateCells` is a header in the first row and content below. */
const WORDS = {
  addSheet: ["เพิ่มแท็บ", "add the tab"],
  appendDimension: ["เพิ่มแถวหรือคอลัมน์ท้ายแท็บ", "rows or columns at its end"],
  insertDimension: ["แทรกคอลัมน์ที่หายไป", "lost columns put back"],
  moveDimension: ["ย้ายหัวตารางกลับไปแถวแรก", "headers back to the first row"],
  updateSheetProperties: ["ชื่อ การซ่อน หรือแถวตรึงของแท็บ", "title, hiding or frozen row"],
  updateSpreadsheetProperties: ["ภาษาไทยและเขตเวลากรุงเทพ", "Thai locale, Bangkok time zone"],
  createDeveloperMetadata: ["ป้ายประจำแท็บและคอลัมน์", "marks of the tab and its columns"],
  deleteDeveloperMetadata: ["ถอนป้ายที่ติดมากับสำเนา", "marks taken off a copy"],
  header: ["หัวคอลัมน์พร้อมคำอธิบาย", "headers with help"],
  content: ["ข้อความตั้งต้นในช่องว่าง", "first content of empty cells"],
  repeatCell: ["รูปแบบและตัวเลือกของช่อง", "formats and dropdowns"],
  updateDimensionProperties: ["ความกว้างและการซ่อนคอลัมน์", "column widths and hiding"],
  addConditionalFormatRule: ["สีของช่องที่มีปัญหา", "colours of problems"],
  deleteConditionalFormatRule: ["สีของช่องที่เขียนใหม่", "colours written anew"],
  addProtectedRange: ["การป้องกัน", "protections"],
  updateProtectedRange: ["การป้องกันที่ปรับให้ตรง", "protections put right"],
  deleteProtectedRange: ["การป้องกันที่ไม่ใช้แล้ว", "protections no longer due"],
} as const satisfies Readonly<Record<string, Words>>
type ChangeKind = keyof typeof WORDS

/** In the order of the requests, repeated ones counted. @throws Error for a request without words: a defect */
export function changesInWords({ requests, protections, tabs, protectionTabs }: Diff): ChangeText[] {
  const titles = new Map(tabs.map(tab => [tab.sheetId, tab.wanted.title]))
  const counts = new Map<string, { readonly tab: string; readonly kind: ChangeKind; count: number }>()
  for (const request of [...requests, ...protections]) {
    const kind = kindOf(request)
    const tab = titles.get(sheetIdOf(request, protectionTabs) ?? -1) ?? ""
    const key = `${tab}\n${kind}`
    const counted = counts.get(key)
    if (counted) counted.count++
    else counts.set(key, { tab, kind, count: 1 })
  }
  return [...counts.values()].map(({ tab, kind, count }) => {
    const [thai, english] = WORDS[kind]
    const times = count > 1 ? ` ${count}` : ""
    return { tab, kind, thai: `${thai}${times}`, english: `${english}${times}` }
  })
}

function kindOf(request: Request): ChangeKind {
  const [name = ""] = Object.keys(request)
  const kind =
    name === "updateCells" ? (request.updateCells?.start?.rowIndex === 0 ? "header" : "content") : name
  if (!isKind(kind)) throw new Error(`a ${name} request has no words`)
  return kind
}

function isKind(name: string): name is ChangeKind {
  return Object.hasOwn(WORDS, name)
}

/** Google names the sheet wherever the request has its place. */
function sheetIdOf(request: Request, protectionTabs: Diff["protectionTabs"]): number | undefined {
  const removed = request.deleteProtectedRange?.protectedRangeId
  if (removed != null) return protectionTabs.get(removed)
  return findSheetId(Object.values(request)[0])
}

function findSheetId(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined
  if ("sheetId" in value && typeof value.sheetId === "number") return value.sheetId
  for (const part of Object.values(value)) {
    const found = findSheetId(part)
    if (found !== undefined) return found
  }
  return undefined
}
