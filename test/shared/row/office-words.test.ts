/** Code names no section and no kind of office: both are data, in the presets and the samples. */
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { SECTION_PRESETS } from "../../../cli/plan/section-presets.ts"
import { OFFICE_KINDS } from "../../../shared/row/office-kind.ts"

const ROOT = new URL("../../../", import.meta.url)
const ROOMS = ["shared", "apps-script", "worker", "local", "cli"]
/** Where such words stand. */
const DATA = [/^shared\/row\/office-kind\.ts$/, /^cli\/plan\/section-presets\.ts$/, /^local\/sample\//]
/** Of a title that every office could have nothing is told. */
const ANY_OFFICE = ["ผู้อำนวยการ"]
/** What other lists call things: the government's data catalog its areas, a count what it counts, a zone its time. */
const OTHER_LISTS = [`"จังหวัด", "อำเภอ"`, "เทศบาล/อบต.", "ซอย|สาย|โรงเรียน|ตลาด", "เขตเวลา"]

const sections = Object.values(SECTION_PRESETS).flatMap(list => list.sections)
const kinds = Object.values(OFFICE_KINDS)
const words = [
  ...sections.flatMap(({ name, head = "" }) => [name, head]),
  ...kinds.flatMap(({ begins, directorTitle, parent }) => [...begins, directorTitle, parent]),
].filter(word => word.length > 3 && !ANY_OFFICE.includes(word))

const sources = ROOMS.flatMap(room =>
  readdirSync(new URL(`${room}/`, ROOT), { recursive: true })
    .map(path => `${room}/${path}`.replaceAll("\\", "/"))
    .filter(path => /\.(?:tsx?|js|html|css)$/.test(path) && !DATA.some(each => each.test(path))),
)

test("no section, no kind of office and no title of its head stands in code outside the presets", () => {
  const found = sources.flatMap(path => {
    const code = readFileSync(new URL(path, ROOT), "utf8")
      .replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, "")
      .replace(/\/\*.*?\*\//gs, "")
    const judged = OTHER_LISTS.reduce((text, other) => text.replaceAll(other, ""), code)
    return words.filter(word => judged.includes(word)).map(word => `${path}: ${word}`)
  })
  expect(sources.length).toBeGreaterThan(300)
  expect([...new Set(found)]).toEqual([])
})
