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
import { type Download, downloadsOf, KEYWORDS, MEASURES_SHEET, NOTES, TERMS, titleOf } from "./catalog.ts"

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
    // A year, a revision of it, and nothing else to tell apart (semver.org).
    version: `${record.fiscalYear}.${latest?.sequence ?? 0}.0`,
    created: latest && instantText(latest.acceptedAt),
    simulated: day.simulated,
    keywords: KEYWORDS,
    resources: years.flatMap(year => {
      const { measures, reports, workbook } = downloadsOf(year)
      return [
        csvResource(measures, MEASURE_SCHEMA),
        csvResource(reports, REPORT_SCHEMA),
        workbookResource(workbook),
      ]
    }),
  })
}

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
    title: titleOf(record),
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
    data_format: "CSV, XLSX",
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

/** Its first sheet: where its headings are, programs guess wrongly. */
function workbookResource({ name, path, title, type }: Download) {
  const dialect = { sheetName: MEASURES_SHEET, headerRows: [1] }
  return { name, path, title, format: "xlsx", mediatype: type, dialect }
}

function csvResource({ name, path, title, type }: Download, schema: object) {
  return { name, path, title, format: "csv", mediatype: type, encoding: "utf-8", schema }
}

type Field = {
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly type: string
  readonly constraints?: object
}

type FieldType = Omit<Field, "name" | "title" | "description">

const BOOLEAN: FieldType = { type: "boolean" }
const STATE: FieldType = { type: "string", constraints: { enum: OBLIGATION_STATES } }

/** Whatever is not named here is a text: several values too, a line each. The type `list` of version 2 is known to few programs. */
const MEASURE_TYPES: Readonly<Partial<Record<(typeof MEASURE_COLUMNS)[number], FieldType>>> = {
  indicator: { type: "integer", constraints: { minimum: 1, maximum: 10 } },
  state: STATE,
  confirmed: BOOLEAN,
  doubted: BOOLEAN,
  held: BOOLEAN,
  withdrawn: BOOLEAN,
  vanished: BOOLEAN,
}
const REPORT_TYPES: Readonly<Partial<Record<(typeof REPORT_COLUMNS)[number], FieldType>>> = {
  due: { type: "date" },
  state: STATE,
  date: { type: "date" },
  nothingToReport: BOOLEAN,
  reportedAt: { type: "datetime" },
  held: BOOLEAN,
  vanished: BOOLEAN,
  proven: BOOLEAN,
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
