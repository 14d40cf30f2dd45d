/** The CSVs of every year as a Data Package (datapackage.org, version 2) with the fields of the Thai data catalog. */
import { settingsOf } from "../../shared/due/timetable.ts"
import { parseAddress } from "../../shared/mail/address.ts"
import { latestRevision } from "../../shared/record.ts"
import { instantText } from "../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { MEASURE_SCHEMA, REPORT_SCHEMA } from "./table-schema.ts"

export function dataPackageText(published: Published, origin: string): string {
  const { record, day, years } = published
  const latest = latestRevision(record)
  return JSON.stringify({
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "sujarit",
    id: `${origin}/datapackage.json`,
    ...catalogFields(published),
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

/** The data package wants an address of a licence; of the catalog's words only this has one that never changes. */
const CC_BY = {
  id: "Creative Commons Attributions",
  name: "CC-BY-4.0",
  path: "https://creativecommons.org/licenses/by/4.0/",
} as const

/**
 * Under the names and in the words of the catalog's CKAN extension. What the office has not said is what its settings begin with, blank or unknown:
 * a licence above all is the office's to grant.
 */
function catalogFields({ record }: Published) {
  const settings = settingsOf(record)
  const office = settings.get("office") ?? ""
  const license = settings.get("license") ?? ""
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
    license_id: license,
    ...(license === CC_BY.id ? { licenses: [{ name: CC_BY.name, path: CC_BY.path, title: license }] } : {}),
  }
}

function csvResource(name: string, path: string, title: string, schema: object) {
  return { name, path, title, format: "csv", mediatype: "text/csv", encoding: "utf-8", schema }
}
