/**
 * Three days of the whole office as it is started: a Saturday, so that a link is looked at twice before the Monday on which
 * sections and the director are told. Evidence, as a section gives it and an assessor looks: links that need a log-in, are
 * gone, or changed, opened by the deployed Worker at the stand-in for the web while the clock is stepped. And what people
 * type into cells that are held, and who they are, stays in the sheet meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { EVIDENCE_HOST } from "../../../local/evidence/evidence-host.ts"
import { SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../../local/sample/office.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { columnName } from "../../../shared/sheet/a1.ts"
import { type OfficeProcess, startOffice } from "../../browser/office-process.ts"
import { linesOf, postJson, readJson } from "../../browser/reading.ts"
import { crawl, leaksIn, readersQuestions } from "../record/crawl.ts"

const [SATURDAY, SUNDAY, MONDAY] = ["2023-06-10", "2023-06-11", "2023-06-12"] as const

const SECTION = "ฝ่ายปกครอง"
const MEASURES = "มาตรการ"
/** Of the measure that another section leads. */
const HELD_LINE = 9
const HELD = "ข้อความที่ยังค้างอยู่-zq-held"

const ADDRESSES = SAMPLE_SECTIONS.flatMap(each => [each.accounts, each.addresses, each.headAddresses].flat())
const PRIVATE_SETTINGS = SETTINGS.filter(each => !each.public)
  .map(({ key }) => SAMPLE_SETTINGS[key] ?? "")
  .filter(value => value !== "")

const TAB = `รายงาน ${SECTION}`
const linkTo = (path: string) => `https://${EVIDENCE_HOST}${path}`

let folder: string
let office: OfficeProcess
/** Of the periods typed in: the lines move, a finished one below what is open. */
let ids: readonly string[]
let keys: readonly string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-evidence-"))
  office = await startOffice(folder, ["--sample", "district", "--today", SATURDAY])
  const tab = Object(await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(TAB)}.json`))
  keys = tab.keys
  const listed: string[][] = tab.rows
  const year = await readJson(`${office.publicUrl}/2566.json`)
  // Periods that have begun on the first day, and were promised before they fell due.
  const begun = linesOf(year, "reports").filter(
    each => each.state !== "beforeRecord" && /\/2566(?:-06)?$/.test(String(each.id)),
  )
  ids = idsOf(listed).filter(id => begun.some(each => each.id === id))
  await hold()
})
afterAll(async () => {
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})

function idsOf(rows: readonly (readonly string[])[]): string[] {
  return rows.map(cells => String(cells[keys.indexOf("id")]))
}

/** Held all the days of this walk: a measure whose date is none, and whose words were changed. */
async function hold() {
  const measures = Object(await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(MEASURES)}.json`))
  const typed = { period: `ภายในวันที่ 31 มิถุนายน 2566 ${HELD}`, measure: HELD }
  for (const [key, value] of Object.entries(typed)) {
    const cell = `${columnName(measures.keys.indexOf(key))}${HELD_LINE}`
    const { status } = await postJson(`${office.sheetUrl}/api/cells`, {
      ...{ tab: MEASURES, cell, value, as: SECTION },
    })
    expect(status).toBe(200)
  }
}

async function type(line: number, key: string, value: string) {
  const tab = Object(await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(TAB)}.json`))
  const cell = `${columnName(keys.indexOf(key))}${idsOf(tab.rows).indexOf(ids[line] ?? "") + 2}`
  return (await postJson(`${office.sheetUrl}/api/cells`, { tab: TAB, cell, value, as: SECTION })).body
}

async function report(line: number, evidence: string) {
  await type(line, "date", "10 มิ.ย. 2566")
  await type(line, "result", "ดำเนินการแล้วตามแผน")
  return type(line, "evidence", evidence)
}

async function reported(line: number) {
  const year = await readJson(`${office.publicUrl}/2566.json`)
  return linesOf(year, "reports").find(each => each.id === ids[line])
}

/** Answers with how many mails went meanwhile. */
async function goTo(today: string): Promise<number> {
  const { status, body } = await postJson(`${office.sheetUrl}/api/clock`, { today })
  expect(status).toBe(200)
  return linesOf(body, "runs").reduce((sum, run) => sum + Number(run.sent), 0)
}

test("what nobody can open is told in the cell, and does not enter the record", async () => {
  expect(ids.length).toBeGreaterThanOrEqual(4)
  const problems = linesOf(await report(0, "C:\\งาน\\รายงาน.pdf"), "problems")
  expect(JSON.stringify(problems)).toContain("ใช้เป็นหลักฐานไม่ได้")
  expect(JSON.stringify(problems)).toContain("เลขที่และวันที่ของหนังสือ")
  // The whole report stood there before the evidence was typed, and stays as it was accepted.
  expect(await reported(0)).toMatchObject({ evidence: "" })
})

test("a log-in, a file that is gone and one that changed are found as the days pass", async () => {
  await report(0, linkTo("/private"))
  await report(1, linkTo("/gone"))
  await report(2, linkTo(`/changed-on/${SUNDAY}`))
  await report(3, linkTo("/down"))
  await goTo(SATURDAY)
  expect(await reported(0)).toMatchObject({ state: "done", links: [{ state: "login" }] })
  await goTo(SUNDAY)
  expect(await reported(0)).toMatchObject({ state: "reported", proven: false, links: [{ state: "login" }] })
  expect(await reported(1)).toMatchObject({ state: "done", links: [{ state: "gone", status: 404 }] })
  expect(await reported(3)).toMatchObject({ state: "done", links: [{ state: "down", status: 503 }] })
  // The second look at what opened was the day after the first. What is told waits for the first working day.
  await report(1, `${linkTo("/slow")} ${linkTo("/huge")}`)
  expect(await goTo(MONDAY)).toBeGreaterThan(0)
  const [changed] = linesOf(await reported(2), "links")
  expect(changed).toMatchObject({ state: "changed" })
  expect(changed?.sha256).not.toBe(changed?.sentSha256)
  const states = await Promise.all([0, 1, 2, 3].map(async line => (await reported(line))?.state))
  expect(states).toEqual(["reported", "done", "done", "done"])
})

test("the section was told how to share it, and the director that it cannot be opened", async () => {
  const mails = linesOf({ mails: await readJson(`${office.sheetUrl}/mailbox.json`) }, "mails")
  const told = (to: string) =>
    mails
      .filter(each => String(each.to).startsWith(to))
      .map(each => String(each.text).replace(/\s+/g, " "))
      .join("\n")
  expect(told("mail-")).toContain("ทุกคนที่มีลิงก์")
  expect(told("director@")).toContain("คนภายนอกเปิดไม่ได้")
  expect(told("director@")).toContain("เปลี่ยนไปหลังส่ง")
})

test("the addresses of the stand-in are listed for whoever wants to try", async () => {
  const page = await (await fetch(`${office.sheetUrl}/evidence`)).text()
  expect(page).toContain(linkTo("/private"))
})

test("neither the new words of a row that is held nor anybody's address is said anywhere", async () => {
  const year = await readJson(`${office.publicUrl}/2566.json`)
  expect(linesOf(year, "measures").filter(measure => measure.held)).toHaveLength(1)
  const get = (path: string, init?: RequestInit) =>
    fetch(`${office.publicUrl}${path}`, { redirect: "manual", ...init })
  const start = [
    "/",
    "/2566",
    "/sitemap.xml",
    "/notices",
    "/changes",
    "/openapi.json",
    "/healthz",
    "/feed.atom",
  ]
  // What is said to other questions, and to those that are refused, is tried in test/worker/pages/leaks.test.ts.
  const said = await crawl(get, start, SATURDAY, readersQuestions)
  expect(said.length).toBeGreaterThan(200)
  const log = { address: "the log", method: "", status: 0, text: office.output }
  const sought = [HELD, "zq-held", ...ADDRESSES, ...PRIVATE_SETTINGS]
  expect(sought.length).toBeGreaterThan(30)
  expect(leaksIn([...said, log], sought)).toEqual([])
})

test("a link that never ends, or too slowly, neither stops the hour nor keeps the office open", async () => {
  expect(await reported(1)).toMatchObject({
    state: "done",
    links: [
      { state: "down", status: null },
      { state: "open", isCut: true },
    ],
  })
  expect(await office.interrupt()).toBe(0)
})
