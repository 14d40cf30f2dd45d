/** The pictures of guides and README are of the program as it is: the words seen in each are compared, and `npm run generate -- --pictures` takes them anew. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { cellOf, closePages, openBrowser, openPage, typeInto } from "./browser.ts"
import { clipOf, pictureOf, wordsIn } from "./guide-picture.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

const DOCS = resolve(import.meta.dirname, "../../docs")

/** Pictures of one kind, and in `pictures.json` beside them what can be read in each. */
type Album = { readonly folder: string; readonly ending: "webp" | "png"; readonly mostBytes: number }

/** The Worker carries them. */
const GUIDES: Album = { folder: join(DOCS, "guides/pictures"), ending: "webp", mostBytes: 60 * 1024 }
/** Wherever a README is read, a PNG can be seen. */
const README: Album = { folder: join(DOCS, "pictures"), ending: "png", mostBytes: 200 * 1024 }

/** What takes them anew: it runs this file with the variable set. */
const TAKE = "npm run generate -- --pictures"
const TAKES_PICTURES = process.env.TAKE_PICTURES === "1"

type Told = { readonly width: number; readonly height: number; readonly words: readonly string[] }

let folder: string
let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []
const taken = new Map<Album, Record<string, Told>>([
  [GUIDES, {}],
  [README, {}],
])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-guides-"))
  ;[office, browser] = await Promise.all([startOffice(folder, []), openBrowser()])
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
/** As wide as a phone; of its height a picture shows what fits. */
const PHONE = { width: 360, height: 1600 }
const SCREEN = 740
const PERIOD = "ระยะเวลา"
const SECTION = "mail-3@bangsommut.example"
const DIRECTOR = "director@bangsommut.example"

test("the year of the sample as it is first opened", async () => {
  await page.setViewportSize({ width: 1200, height: 1200 })
  await page.goto(`${office.publicUrl}/2566`)
  const places = [page.locator("aside.simulated"), page.locator("section[aria-labelledby=strip]")]
  await compare("year", places, { album: README, most: 1150 })
})

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
  await typeInto(page, "วันที่ดำเนินการ", 2, "29 พ.ค. 2566")
  await typeInto(page, "ผลการดำเนินงาน", 2, "ส่งข้อมูลครบทุกรายการแล้ว")
  await typeInto(page, "หลักฐาน", 2, "กท 6001/123 ลว. 29 พ.ค. 2566")
  // Again from where a section begins to read.
  await openTab("ฝ่ายทะเบียน", "รายงาน ฝ่ายทะเบียน")
  await cellOf(page, "หลักฐาน", 2).waitFor()
  await compare("report-tab", [page.locator("#tabs"), cellOf(page, "วันที่ดำเนินการ", 3)])
})

test("the settings that make a plan public and send its mail", async () => {
  await page.setViewportSize({ width: 1000, height: 900 })
  await openTab("ฝ่ายปกครอง", "ตั้งค่า")
  await compare("settings-tab", [page.locator("#tabs"), cellOf(page, "ค่า", 9)], { most: 560 })
})

test("from a reminder to what was answered, on a phone", async () => {
  await untilMail("2023-06-06", [SECTION, DIRECTOR])
  await page.setViewportSize(PHONE)
  await page.goto(`${office.sheetUrl}/mailbox/${await newestMailTo(SECTION)}/html`)
  await compare("answer-mail", [page.locator("body")], { most: SCREEN })
  await page.goto((await page.getByRole("link", { name: /^ตอบจากโทรศัพท์/ }).getAttribute("href")) ?? "")
  const form = page.locator("details[open]").first()
  await form.getByLabel("วันที่ดำเนินการ").fill("31 เม.ย. 66")
  await form.getByLabel("ผลการดำเนินงาน").fill("ส่งแบบ สขร.๑ ให้ฝ่ายปกครองแล้ว")
  await form.getByLabel("หลักฐาน").fill("บันทึกที่ 3/67 ลว. 6 มิ.ย. 2566")
  await form.getByRole("button", { name: "ส่งคำตอบ" }).click()
  await page.getByText("ไม่มีในปฏิทิน").first().waitFor()
  await compare("answer-wrong", [page.locator("details[open]").first()], { most: SCREEN })
  await form.getByLabel("วันที่ดำเนินการ").fill("6 มิ.ย. 66")
  await form.getByRole("button", { name: "ส่งคำตอบ" }).click()
  await page.getByRole("heading", { name: "ตอบแล้ว 1 เรื่อง" }).waitFor()
  await compare("answer-kept", [page.locator("body")], { most: SCREEN })
})

test("the director's mail, and the page that it leads to", async () => {
  await page.goto(`${office.sheetUrl}/mailbox/${await newestMailTo(DIRECTOR)}/html`)
  await compare("digest", [page.locator("body")], { most: 900 })
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
  for (const [album, pictures] of taken) {
    if (TAKES_PICTURES) await writeFile(sidecarOf(album), `${JSON.stringify(pictures, null, 2)}\n`)
    expect(Object.keys(pictures)).toEqual(Object.keys(await told(album)))
  }
})

async function openTab(as: string, tab: string): Promise<void> {
  await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as, tab })}`)
  await page.getByRole("grid").waitFor()
}

/** Lets days pass until these were written to on the last: nothing that is pictured comes in the hours after. */
async function untilMail(day: string, readers: readonly string[]): Promise<void> {
  const box = join(folder, "mail")
  const before = new Set(await readdir(box))
  const moved = postJson(`${office.sheetUrl}/api/clock`, { today: day })
  const told = async () => {
    const names = (await readdir(box)).filter(name => /^\d+\.json$/.test(name) && !before.has(name))
    const mails = await Promise.all(names.map(name => readFile(join(box, name), "utf8")))
    return mails.map(text => JSON.parse(text)).map(({ at, to }) => `${at.slice(0, 10)} ${to}`)
  }
  await expect
    .poll(told, { timeout: 150_000, interval: 100 })
    .toEqual(expect.arrayContaining(readers.map(each => `${day} ${each}`)))
  await fetch(`${office.sheetUrl}/clock/stop`, { method: "POST" })
  await moved
}

async function newestMailTo(reader: string): Promise<number> {
  const mails = (await readJson(`${office.sheetUrl}/mailbox.json`)) as readonly { readonly to: string }[]
  return mails.findLastIndex(({ to }) => to === reader) + 1
}

type Shot = { readonly album?: Album; readonly most?: number }

/** The words seen are those that were pinned, and the picture is small. Its size may differ by a line that an id takes. */
async function compare(
  name: string,
  places: readonly Locator[],
  { album = GUIDES, most = 900 }: Shot = {},
): Promise<void> {
  const seen = async () => wordsIn(page, await clipOf(page, places, most))
  // A grid may still be on its way to where its cell is seen.
  if (!TAKES_PICTURES) {
    const { words } = (await told(album))[name] ?? {}
    await expect
      .poll(seen, { timeout: 10_000, message: `run \`${TAKE}\` and look at ${name}` })
      .toEqual(words)
  }
  const clip = await clipOf(page, places, most)
  const words = await wordsIn(page, clip)
  Object.assign(taken.get(album) ?? {}, { [name]: { width: clip.width, height: clip.height, words } })
  const file = join(album.folder, `${name}.${album.ending}`)
  if (TAKES_PICTURES) await writeFile(file, await pictureOf(browser, page, clip, album.ending))
  expect((await readFile(file)).byteLength).toBeLessThan(album.mostBytes)
}

function sidecarOf({ folder }: Album): string {
  return join(folder, "pictures.json")
}

async function told(album: Album): Promise<Readonly<Record<string, Told>>> {
  return JSON.parse(await readFile(sidecarOf(album), "utf8")) as Readonly<Record<string, Told>>
}
