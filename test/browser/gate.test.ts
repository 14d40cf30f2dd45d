/** A planner announces in the browser: fills in the signed plan, reads what would become public, and ticks. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { SETTINGS, type SettingKey } from "../../shared/row/setting.ts"
import { PLANNER_TICK_ROW } from "../../shared/sheet/protection.ts"
import { cellOf, closePages, openBrowser, openPage, PATIENT, screenshot, typeInto } from "./browser.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, postJson } from "./reading.ts"

let folder: string
let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-gate-"))
  const starting = startOffice(folder, ["--empty", "--today", "2023-01-10"])
  ;[office, browser] = await Promise.all([starting, openBrowser()])
  page = await openPage(browser, faults)
})
afterAll(async () => {
  await closePages(browser)
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  expect(faults.splice(0)).toEqual([])
})

/** The gate's line, as the grid numbers rows. */
const LINE = PLANNER_TICK_ROW + 1
const said = () => cellOf(page, "ค่า", LINE).textContent()
const box = () => cellOf(page, "สั่งการ", LINE).getByRole("checkbox")
const publicStatus = async () => (await fetch(`${office.publicUrl}/2566.json`)).status

test("an office that is not announced judges what is typed, and says what is to be filled in", async () => {
  const cells = ["", "2", "ประเด็น", "เผยแพร่รายงานจัดซื้อจัดจ้าง", "", "31 มิ.ย. 66", "", "ฝ่ายทะเบียน"]
  const edit = { tab: "มาตรการ", cell: "A2", values: [cells], as: "ฝ่ายปกครอง" }
  const { body } = await postJson(`${office.sheetUrl}/api/cells`, edit)
  expect(linesOf(body, "problems")).not.toEqual([])
  expect(await publicStatus()).toBe(404)
  await postJson(`${office.sheetUrl}/api/cells`, { ...edit, cell: "F2", values: [["30 มิ.ย. 66"]] })
  await open("ฝ่ายปกครอง", "สถานะ")
  await expect.poll(said, PATIENT).toContain("กรอกเลขที่และวันที่ประกาศ")
})

test("filled in but for its title, the gate shows what would become public and refuses the tick", async () => {
  await send("announcementNumber", "กท 1/2565")
  await send("announcementDate", "12 ต.ค. 2565")
  await open("ฝ่ายปกครอง", "สถานะ")
  await expect.poll(said, PATIENT).toContain("ชื่อแผนว่างอยู่")
  await box().click()
  await expect.poll(() => box().isChecked(), PATIENT).toBe(false)
  expect(await said()).toContain("ยังประกาศไม่ได้")
  expect(await publicStatus()).toBe(404)
})

test("another section reads it and cannot tick", async () => {
  await open("ฝ่ายปกครอง", "ตั้งค่า")
  await typeInto(page, "ค่า", rowOf("title"), "มาตรการของปี 2566")
  await open("ฝ่ายโยธา", "สถานะ")
  await expect.poll(said, PATIENT).toContain("ให้ฝ่ายเจ้าของแผนดู")
  expect(await box().isDisabled()).toBe(true)
  await box().click({ force: true })
  await cellOf(page, "สั่งการ", LINE).press("Space")
  await page.reload()
  expect(await box().isChecked()).toBe(false)
  expect(await publicStatus()).toBe(404)
})

test("the planner's tick announces, and the line says so", async () => {
  await open("ฝ่ายปกครอง", "สถานะ")
  expect(await page.getByRole("grid").textContent()).toMatch(/มาตรการของปี 2566[\s\S]*มาตรการ 1[\s\S]*0 งวด/)
  await screenshot(page, "gate")
  await box().click()
  await expect.poll(said, PATIENT).toContain("ประกาศแล้ว")
  expect(await box().isChecked()).toBe(false)
  const year = (await (await fetch(`${office.publicUrl}/2566.json`)).json()) as { measures: unknown[] }
  expect(year.measures).toHaveLength(1)
})

async function open(as: string, tab: string): Promise<void> {
  await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as, tab })}`)
  await page.getByRole("grid", { name: `ตาราง ${tab}` }).waitFor()
}

const rowOf = (key: SettingKey) => SETTINGS.findIndex(setting => setting.key === key) + 2

/** As the grid sends what was typed; it is typed in the browser once. */
async function send(key: SettingKey, value: string): Promise<void> {
  const edit = { tab: "ตั้งค่า", cell: `C${rowOf(key)}`, value, as: "ฝ่ายปกครอง" }
  expect((await postJson(`${office.sheetUrl}/api/cells`, edit)).status).toBe(200)
}
