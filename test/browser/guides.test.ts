/** The guides' pictures are of the program as it is: the words seen in each are compared, and `npm run generate -- --pictures` takes them anew. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { cellOf, closePages, openBrowser, openPage, typeInto } from "./browser.ts"
import { type Clip, clipOf, pictureOf, wordsIn } from "./guide-picture.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

const FOLDER = resolve(import.meta.dirname, "../../docs/guides/pictures")
const SIDECAR = join(FOLDER, "pictures.json")
const MOST_BYTES = 60 * 1024

/** What takes them anew: it runs this file with the variable set. */
const TAKE = "npm run generate -- --pictures"
const TAKES_PICTURES = process.env.TAKE_PICTURES === "1"

type Told = { readonly width: number; readonly height: number; readonly words: readonly string[] }

let folder: string
let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []
const taken: Record<string, Told> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-guides-"))
  ;[office, browser] = await Promise.all([startOffice(folder), openBrowser()])
  // What is pictured is the work of every day, not the first one.
  await fetch(`${office.sheetUrl}/tour/hide`, { method: "POST" })
  page = await openPage(browser, faults)
})
afterAll(async () => {
  await closePages(browser)
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})

const LED_BY_REGISTRATION = 9
const PERIOD = "ระยะเวลา"

test("a cell with a problem, and the sentence that says what to do", async () => {
  await page.setViewportSize({ width: 1000, height: 900 })
  await openTab("ฝ่ายทะเบียน", "มาตรการ")
  await typeInto(page, PERIOD, LED_BY_REGISTRATION, "ภายในวันที่ 31 มิถุนายน 2566")
  await cellOf(page, PERIOD, LED_BY_REGISTRATION).click()
  await page.getByRole("region", { name: "ช่องที่เลือก" }).getByText("ไม่มีในปฏิทิน").waitFor()
  await compare("grid-problem", [page.locator("#problems"), cellOf(page, PERIOD, LED_BY_REGISTRATION)])
})

test("the tab in which a section reports", async () => {
  await page.setViewportSize({ width: 1320, height: 900 })
  await openTab("ฝ่ายทะเบียน", "มาตรการ")
  await typeInto(page, PERIOD, LED_BY_REGISTRATION, "ภายในวันที่ 31 สิงหาคม 2566")
  await typeInto(page, "เหตุผล", LED_BY_REGISTRATION, "เร่งให้เสร็จก่อนสิ้นปีงบประมาณ")
  await openTab("ฝ่ายทะเบียน", "รายงาน ฝ่ายทะเบียน")
  await typeInto(page, "วันที่ดำเนินการ", 2, "5 พ.ค. 2566")
  await typeInto(page, "ผลการดำเนินงาน", 2, "ส่งข้อมูลครบทุกรายการแล้ว")
  await typeInto(page, "หลักฐาน", 2, "กท 6001/123 ลว. 5 พ.ค. 2566")
  // Again from where a section begins to read.
  await openTab("ฝ่ายทะเบียน", "รายงาน ฝ่ายทะเบียน")
  await cellOf(page, "หลักฐาน", 2).waitFor()
  await compare("report-tab", [page.locator("#tabs"), cellOf(page, "วันที่ดำเนินการ", 3)])
})

test("the settings that make a plan public and send its mail", async () => {
  await page.setViewportSize({ width: 1000, height: 900 })
  await openTab("ฝ่ายปกครอง", "ตั้งค่า")
  await compare("settings-tab", [page.locator("#tabs"), cellOf(page, "ค่า", 9)], 560)
})

test("the director's mail", async () => {
  await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-05" })
  const mails = (await (await fetch(`${office.sheetUrl}/mailbox.json`)).json()) as { readonly to: string }[]
  const number = mails.findLastIndex(mail => mail.to === "director@bangsommut.example") + 1
  await page.setViewportSize({ width: 640, height: 1000 })
  await page.goto(`${office.sheetUrl}/mailbox/${number}/html`)
  await compare("digest", [page.locator("body")], 760)
})

test("the page of the year on a phone", async () => {
  await page.setViewportSize({ width: 360, height: 900 })
  await page.goto(`${office.publicUrl}/2566`)
  await compare("year-phone", [page.locator("header.band"), page.locator("section[aria-labelledby=strip]")])
})

test("a measure whose date was moved", async () => {
  const year = await readJson(`${office.publicUrl}/2566.json`)
  const measure = linesOf(year, "measures").find(each => each.indicator === 8)
  await page.setViewportSize({ width: 768, height: 900 })
  await page.goto(`${office.publicUrl}/2566/measures/${measure?.id}`)
  await page.locator("#moves").scrollIntoViewIfNeeded()
  await compare("moved-date", [page.locator("section[aria-labelledby=moves]")])
})

test("nothing else is among the pictures, and no page had a script error", async () => {
  expect(faults).toEqual([])
  if (TAKES_PICTURES) await writeFile(SIDECAR, `${JSON.stringify(taken, null, 2)}\n`)
  expect(Object.keys(taken)).toEqual(Object.keys(await told()))
})

async function openTab(as: string, tab: string): Promise<void> {
  await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as, tab })}`)
  await page.getByRole("grid").waitFor()
}

/** The words seen are those that were pinned, and the picture is small. Its size may differ by a line that an id takes. */
async function compare(name: string, places: readonly Locator[], most = 900): Promise<void> {
  const clip = await clipOf(page, places, most)
  const words = await wordsIn(page, clip)
  taken[name] = { width: clip.width, height: clip.height, words }
  if (TAKES_PICTURES) await take(name, clip)
  else expect((await told())[name]?.words, `run \`${TAKE}\` and look at ${name}`).toEqual(words)
  expect((await readFile(join(FOLDER, `${name}.webp`))).byteLength).toBeLessThan(MOST_BYTES)
}

async function take(name: string, clip: Clip): Promise<void> {
  await writeFile(join(FOLDER, `${name}.webp`), await pictureOf(browser, page, clip))
}

async function told(): Promise<Readonly<Record<string, Told>>> {
  return JSON.parse(await readFile(SIDECAR, "utf8")) as Readonly<Record<string, Told>>
}
