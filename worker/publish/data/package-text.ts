/**
 * The CSVs of every year as a Data Package (datapackage.org, version 2) with the fields of the Thai data catalog. Its
 * Table Schemas have their names from the code that writes the columns, titles and help from the sheet's columns.
 */
import type { TabKey } from "../../../shared/columns.ts"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { OBLIGATION_STATES } from "../../../shared/due/obligation.ts"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { latestRevision } from "../../../shared/record/record.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import { CATALOG_LICENSES } from "../../../shared/row/setting.ts"
import { columnWords, MEASURE_COLUMNS, REPORT_COLUMNS } from "../../../shared/view/table-columns.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"

export function dataPackageText(published: Published, origin: string): string {
  const { record, day, years } = published
  const latest = latestRevision(record)
  return JSON.stringify({
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "sujarit",
    id: `${origin}/datapackage.json`,
    ...catalogFields(published, origin),
    description: NOTES,
    homepage: `${origin}/`,
    version: `${record.fiscalYear}.${latest?.sequence ?? 0}`,
    created: latest && instantText(latest.acceptedAt),
    simulated: day.simulated,
    keywords: KEYWORDS,
    resources: years.flatMap(year => [
      csvResource(`measures-${year}`, `${year}/measures.csv`, `มาตรการ ปีงบประมาณ ${year}`, MEASURE_SCHEMA),
      csvResource(
        `reports-${year}`,
        `${year}/reports.csv`,
        `รายงานตามกำหนด ปีงบประมาณ ${year}`,
        REPORT_SCHEMA,
      ),
    ]),
  })
}

const KEYWORDS = ["ความโปร่งใส", "ITA", "การประเมินคุณธรรมและความโปร่งใส", "มาตรการ", "การกำกับติดตาม"]

const NOTES =
  "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ผู้รับผิดชอบ กำหนดเวลา ผลการดำเนินงานและหลักฐาน ข้อความที่ขึ้นต้นอย่างสูตรมี ' นำหน้า"

/** Where the terms of a licence stand. "Open Data Common" names a family of licences, so it has no address. */
const TERMS: ReadonlyMap<string, { readonly name?: string; readonly path: string }> = new Map([
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

const OTHER = "อื่นๆ"

/**
 * Under the names and in the words of the catalog's CKAN extension, ckanext-thai_gdc, whose `ckan_dataset.json` (February
 * 2024) requires the fourteen down to the licence. What the office has not said is what its settings begin with, blank
 * or unknown: a licence above all is the office's to grant.
 */
function catalogFields({ record }: Published, origin: string) {
  const settings = settingsOf(record)
  const office = settings.get("office") ?? ""
  const latest = latestRevision(record)
  return {
    data_type: "ข้อมูลระเบียน",
    title: settings.get("title") || `มาตรการส่งเสริมคุณธรรมและความโปร่งใส ${office}`.trim(),
    owner_org: office,
    maintainer: settings.get("planner") ?? "",
    maintainer_email: parseAddress(settings.get("contact") ?? "") ?? "",
    tag_string: KEYWORDS.join(","),
    notes: NOTES,
    objective: "พันธกิจหน่วยงาน",
    update_frequency_unit: "ตามเวลาจริง",
    update_frequency_interval: "",
    geo_coverage: settings.get("geoCoverage") ?? "",
    data_source: office,
    data_format: "CSV",
    data_category: "ข้อมูลสาธารณะ",
    ...licenseFields(settings.get("license") ?? ""),
    url: `${origin}/`,
    data_language: "ไทย",
    ...(latest ? { last_updated_date: bangkokDate(latest.acceptedAt) } : {}),
  }
}

/** A licence the catalog has no word for is another, named beside it: so its own importer writes one. */
function licenseFields(license: string) {
  const isListed = license === "" || CATALOG_LICENSES.some(each => each === license)
  const terms = TERMS.get(license)
  return {
    license_id: isListed ? license : OTHER,
    ...(isListed ? {} : { license_id_other: license }),
    ...(terms ? { licenses: [{ ...terms, title: license }] } : {}),
  }
}

function csvResource(name: string, path: string, title: string, schema: object) {
  return { name, path, title, format: "csv", mediatype: "text/csv", encoding: "utf-8", schema }
}

type Field = {
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly type: string
  readonly itemType?: string
  readonly delimiter?: string
  readonly constraints?: object
}

type FieldType = Omit<Field, "name" | "title" | "description">

const BOOLEAN: FieldType = { type: "boolean" }
const STATE: FieldType = { type: "string", constraints: { enum: OBLIGATION_STATES } }
const lines = (itemType: string): FieldType => ({ type: "list", itemType, delimiter: "\n" })

/** Whatever is not named here is a text. */
const MEASURE_TYPES: Readonly<Partial<Record<(typeof MEASURE_COLUMNS)[number], FieldType>>> = {
  indicator: { type: "integer", constraints: { minimum: 1, maximum: 10 } },
  partners: lines("string"),
  due: lines("date"),
  state: STATE,
  confirmed: BOOLEAN,
  doubted: BOOLEAN,
  held: BOOLEAN,
  withdrawn: BOOLEAN,
}
const REPORT_TYPES: Readonly<Partial<Record<(typeof REPORT_COLUMNS)[number], FieldType>>> = {
  due: { type: "date" },
  state: STATE,
  date: { type: "date" },
  nothingToReport: BOOLEAN,
  reportedAt: { type: "datetime" },
  held: BOOLEAN,
}

const MEASURE_SCHEMA = {
  fields: MEASURE_COLUMNS.map(key => fieldOf("measure", key, MEASURE_TYPES[key])),
  primaryKey: ["id"],
}
const REPORT_SCHEMA = {
  fields: REPORT_COLUMNS.map(key => fieldOf("report", key, REPORT_TYPES[key])),
  primaryKey: ["id"],
}

function fieldOf(tab: TabKey, key: string, type: FieldType = { type: "string" }): Field {
  const { title, help } = columnWords(tab, key)
  return {
    name: key,
    title,
    ...(help === undefined ? {} : { description: help }),
    ...type,
  }
}
