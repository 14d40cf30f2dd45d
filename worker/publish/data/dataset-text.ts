/**
 * What a search engine or a data catalog is told of a year within its page: one node that is a Dataset of schema.org and of
 * DCAT 3 alike (JSON-LD 1.1 in HTML, where addresses are those of the page). A script block of data is never run, so that
 * the policy which forbids every script does not concern it.
 */
import { fiscalYearEnd, fiscalYearStart } from "../../../shared/date/civil-date.ts"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { latestRevision } from "../../../shared/record/record.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { type Download, downloadsOf, KEYWORDS, NOTES, TERMS, titleOf } from "./catalog.ts"

export function datasetText({ record }: Published): string {
  const { fiscalYear } = record
  const settings = settingsOf(record)
  const office = settings.get("office") ?? ""
  const latest = latestRevision(record)
  const modified = latest && instantText(latest.acceptedAt)
  const license = TERMS.get(settings.get("license") ?? "")?.path
  const publisher = {
    "@type": ["Organization", "foaf:Organization"],
    name: office,
    "foaf:name": office,
    url: "/",
  }
  const files = Object.values(downloadsOf(fiscalYear)).map(distribution)
  return embedded({
    "@context": ["https://schema.org", PREFIXES],
    "@type": ["Dataset", "dcat:Dataset"],
    "@id": `/${fiscalYear}`,
    ...both("name", "dct:title", titleOf(record)),
    ...both("description", "dct:description", NOTES),
    ...both("keywords", "dcat:keyword", KEYWORDS),
    ...both("inLanguage", "dct:language", "th"),
    ...both("dateModified", "dct:modified", modified),
    ...both("publisher", "dct:publisher", publisher),
    ...both("version", "dcat:version", `${fiscalYear}.${latest?.sequence ?? 0}.0`),
    ...(license ? both("license", "dct:license", license) : {}),
    url: `/${fiscalYear}`,
    "dcat:landingPage": { "@id": `/${fiscalYear}` },
    temporalCoverage: `${fiscalYearStart(fiscalYear)}/${fiscalYearEnd(fiscalYear)}`,
    isAccessibleForFree: true,
    creator: publisher,
    ...both("distribution", "dcat:distribution", files),
  })
}

const PREFIXES = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
}

/** The same in the words of either. */
function both(schemaOrg: string, dcat: string, value: unknown): Record<string, unknown> {
  return { [schemaOrg]: value, [dcat]: value }
}

function distribution({ path, title, type }: Download) {
  const address = `/${path}`
  return {
    "@type": ["DataDownload", "dcat:Distribution"],
    "@id": address,
    ...both("name", "dct:title", title),
    encodingFormat: type,
    "dcat:mediaType": type,
    contentUrl: address,
    "dcat:downloadURL": { "@id": address },
  }
}

/** JSON that cannot end the script it stands in. */
function embedded(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
