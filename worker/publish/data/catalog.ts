/** What a catalog is told of the record, in whichever format it reads. */
import { settingsOf } from "../../../shared/due/timetable.ts"
import type { YearRecord } from "../../../shared/record/record.ts"

export const KEYWORDS = ["ความโปร่งใส", "ITA", "การประเมินคุณธรรมและความโปร่งใส", "มาตรการ", "การกำกับติดตาม"]

export const NOTES =
  "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ผู้รับผิดชอบ กำหนดเวลา ผลการดำเนินงานและหลักฐาน ใน CSV บรรทัดที่ขึ้นต้นอย่างสูตรมี ' นำหน้า"

/** Where the terms of a licence stand. "Open Data Common" names a family of licences, so it has no address. */
export const TERMS: ReadonlyMap<string, { readonly name?: string; readonly path: string }> = new Map([
  [
    "Creative Commons Attributions",
    { name: "CC-BY-4.0", path: "https://creativecommons.org/licenses/by/4.0/" },
  ],
  [
    "Creative Commons Attribution Share-Alike",
    { name: "CC-BY-SA-4.0", path: "https://creativecommons.org/licenses/by-sa/4.0/" },
  ],
  ["DGA Open Government License", { path: "https://data.go.th/pages/dga-open-government-license" }],
])

export function titleOf(record: YearRecord): string {
  const settings = settingsOf(record)
  return settings.get("title") || `มาตรการส่งเสริมคุณธรรมและความโปร่งใส ${settings.get("office") ?? ""}`.trim()
}

export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** Of the workbook, its first. */
export const MEASURES_SHEET = "มาตรการ"

export type Download = {
  readonly name: string
  readonly path: string
  readonly title: string
  readonly type: string
}

/** The tables of a year. */
export function downloadsOf(year: number): {
  readonly measures: Download
  readonly reports: Download
  readonly workbook: Download
} {
  const csv = (name: string, title: string): Download => ({
    name: `${name}-${year}`,
    path: `${year}/${name}.csv`,
    title: `${title} ปีงบประมาณ ${year}`,
    type: "text/csv",
  })
  return {
    measures: csv("measures", "มาตรการ"),
    reports: csv("reports", "รายงานตามกำหนด"),
    workbook: {
      name: `workbook-${year}`,
      path: `${year}.xlsx`,
      title: `ทั้งปีงบประมาณ ${year}`,
      type: WORKBOOK_TYPE,
    },
  }
}
