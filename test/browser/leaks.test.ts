/** The whole office as it is started: what people type into cells that are held, and who they are, stays in the sheet. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../local/sample/office.ts"
import { SETTINGS } from "../../shared/row/setting.ts"
import { crawl, leaksIn } from "../local/record/crawl.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

const HELD = "ข้อความที่ยังค้างอยู่-zq-held"
const TAB = "มาตรการ"
const LINE = 9

const ADDRESSES = SAMPLE_SECTIONS.flatMap(each => [each.accounts, each.addresses, each.headAddresses].flat())
const PRIVATE_SETTINGS = SETTINGS.filter(each => !each.public)
  .map(({ key }) => SAMPLE_SETTINGS[key] ?? "")
  .filter(value => value !== "")

let root: string
let office: OfficeProcess

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sujarit-leaks-"))
  office = await startOffice(root)
})
afterAll(async () => {
  await office?.interrupt()
  await rm(root, { recursive: true, force: true })
})

const type = async (column: string, value: string) => {
  const { keys } = (await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(TAB)}.json`)) as {
    keys: string[]
  }
  const letter = String.fromCharCode(65 + keys.indexOf(column))
  return postJson(`${office.sheetUrl}/api/cells`, {
    tab: TAB,
    cell: `${letter}${LINE}`,
    value,
    as: "ฝ่ายปกครอง",
  })
}

test("a row with an error is held: neither its new words nor anybody's address is said anywhere", async () => {
  await type("period", `ภายในวันที่ 31 มิถุนายน 2566 ${HELD}`)
  const { status } = await type("measure", HELD)
  expect(status).toBe(200)
  const { body } = await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-05" })
  expect(linesOf(body, "runs").some(run => Number(run.sent) > 0)).toBe(true)
  const year = await readJson(`${office.publicUrl}/2566.json`)
  expect(linesOf(year, "measures").filter(measure => measure.held)).toHaveLength(1)
  const get = (path: string, init?: RequestInit) =>
    fetch(`${office.publicUrl}${path}`, { redirect: "manual", ...init })
  const said = await crawl(
    get,
    ["/", "/2566", "/sitemap.xml", "/notices", "/changes", "/openapi.json", "/healthz", "/feed.atom"],
    "2023-05-29",
  )
  expect(said.length).toBeGreaterThan(200)
  const log = { address: "the log", method: "", status: 0, text: office.output }
  const sought = [HELD, "zq-held", ...ADDRESSES, ...PRIVATE_SETTINGS]
  expect(sought.length).toBeGreaterThan(30)
  expect(leaksIn([...said, log], sought)).toEqual([])
})
