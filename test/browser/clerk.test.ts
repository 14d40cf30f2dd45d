/**
 * What a clerk's hands do to the grid: paste from Word and Excel, choose, tick, delete, look for the next problem. Before
 * them, in the same office, what the grid tells everybody.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { cellOf, closePages, openBrowser, openPage, PATIENT, screenshot, typeInto } from "./browser.ts"
import { gridCases } from "./grid-cases.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"

let folder: string
let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-clerk-"))
  ;[office, browser] = await Promise.all([startOffice(folder), openBrowser()])
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

describe("the grid and everybody", () => gridCases(() => ({ office, browser })))

test("a table from Word lands cell by cell, a cell of two paragraphs in one cell", async () => {
  await open("ฝ่ายปกครอง", "นำเข้า")
  await cellOf(page, "ผลการประเมิน", 2).click()
  await paste({
    "text/html":
      "<table><tr><td><p>ตัวชี้วัดที่ ๑</p><p>ได้คะแนน ๙๙.๖๘</p></td><td>ประเด็น<br>ที่สอง</td></tr>" +
      "<tr><td>  แถว\n สอง </td><td>=1+1</td></tr></table>",
    "text/plain": "ตัวชี้วัดที่ ๑\nได้คะแนน ๙๙.๖๘\tประเด็น",
  })
  await expect
    .poll(() => cellOf(page, "ผลการประเมิน", 2).textContent(), PATIENT)
    .toBe("ตัวชี้วัดที่ ๑\nได้คะแนน ๙๙.๖๘")
  expect(await cellOf(page, "ประเด็นที่ต้องปรับปรุง", 2).textContent()).toBe("ประเด็น\nที่สอง")
  expect(await cellOf(page, "ผลการประเมิน", 3).textContent()).toBe("แถว สอง")
})

test("a block from Excel lands too, and Delete empties a selection", async () => {
  await cellOf(page, "ผลการประเมิน", 5).click()
  await paste({ "text/plain": 'ก\tข\r\n"สอง\nบรรทัด"\tง\r\n' })
  await expect.poll(() => cellOf(page, "ผลการประเมิน", 6).textContent(), PATIENT).toBe("สอง\nบรรทัด")
  expect(await cellOf(page, "ประเด็นที่ต้องปรับปรุง", 6).textContent()).toBe("ง")
  await cellOf(page, "ผลการประเมิน", 5).click()
  await cellOf(page, "ประเด็นที่ต้องปรับปรุง", 6).click({ modifiers: ["Shift"] })
  await page.keyboard.press("Delete")
  await expect.poll(() => cellOf(page, "ประเด็นที่ต้องปรับปรุง", 6).textContent(), PATIENT).toBe("")
  expect(await cellOf(page, "ผลการประเมิน", 5).textContent()).toBe("")
})

test("keys undo and redo, on a Thai keyboard too", async () => {
  await page.keyboard.press("ControlOrMeta+Z")
  await expect.poll(() => cellOf(page, "ประเด็นที่ต้องปรับปรุง", 6).textContent(), PATIENT).toBe("ง")
  await page.keyboard.press("ControlOrMeta+Y")
  await expect.poll(() => cellOf(page, "ประเด็นที่ต้องปรับปรุง", 6).textContent(), PATIENT).toBe("")
})

test("typing begins at once, Esc gives it up, Enter goes down", async () => {
  await cellOf(page, "ผลการประเมิน", 8).click()
  await page.keyboard.type("abc")
  await page.keyboard.press("Escape")
  expect(await cellOf(page, "ผลการประเมิน", 8).textContent()).toBe("")
  await page.keyboard.insertText("")
  await typeInto(page, "ผลการประเมิน", 8, "<script>alert(1)</script>")
  expect(await cellOf(page, "ผลการประเมิน", 8).textContent()).toBe("<script>alert(1)</script>")
  expect(await cellOf(page, "ผลการประเมิน", 9).evaluate(cell => cell === document.activeElement)).toBe(true)
})

test("of a text that is refused nothing stays in the cell", async () => {
  await open("ฝ่ายปกครอง", "นำเข้า")
  await typeInto(page, "ผลการประเมิน", 9, "เดิม")
  await cellOf(page, "ผลการประเมิน", 9).click()
  const error = { reason: "validation", message: "ยาวเกินไป" }
  await page.route("**/api/cells", route => route.fulfill({ status: 422, json: { error } }), { times: 1 })
  await page.keyboard.insertText("ใหม่")
  await save("Enter")
  await page.getByText("แก้ไม่ได้").waitFor()
  expect(await cellOf(page, "ผลการประเมิน", 9).textContent()).toBe("เดิม")
})

test("Word's merged cells leave the columns where they are, its styles nothing, its second table follows the first", async () => {
  await open("ฝ่ายปกครอง", "นำเข้า")
  await cellOf(page, "ผลการประเมิน", 6).click()
  await paste({
    "text/html":
      "<html><head><style>p.MsoNormal{margin:0cm}</style></head><body lang=TH><!--StartFragment-->" +
      "<table><tr><td rowspan=2 style='width:10cm'><p class=MsoNormal style=\"color:red\">ตัวชี้วัดที่ ๑</p></td><td>ก</td></tr>" +
      "<tr><td>ข style='x'</td></tr><tr><td colspan=2>ค</td><td>ง</td></tr></table><p>&nbsp;</p>" +
      "<table><tr><td><table><tr><td>จ</td></tr><tr><td>ฉ</td></tr></table></td><td>ช</td></tr></table>",
  })
  await expect.poll(() => cellOf(page, "ประเด็นที่ต้องปรับปรุง", 9).textContent(), PATIENT).toBe("ช")
  const texts = async (header: string) =>
    Promise.all([6, 7, 8, 9].map(row => cellOf(page, header, row).textContent()))
  expect(await texts("ผลการประเมิน")).toEqual(["ตัวชี้วัดที่ ๑", "", "ค", "จ\nฉ"])
  expect(await texts("ประเด็นที่ต้องปรับปรุง")).toEqual(["ก", "ข style='x'", "", "ช"])
  expect(await texts("มาตรการ/กิจกรรม")).toEqual(["", "", "ง", ""])
})

test("a dropdown offers the sections and takes one", async () => {
  await open("ฝ่ายปกครอง", "มาตรการ")
  await cellOf(page, "เจ้าภาพหลัก", 3).dblclick()
  const list = page.getByRole("grid").locator("select")
  expect(await list.locator("option").allTextContents()).toContain("ฝ่ายโยธา")
  await list.selectOption("ฝ่ายโยธา")
  await expect.poll(() => cellOf(page, "เจ้าภาพหลัก", 3).textContent(), PATIENT).toBe("ฝ่ายโยธา")
})

test("the clerk's own tab opens first, ready to type in, with no key pressed", async () => {
  await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as: "ฝ่ายโยธา" })}`)
  await page.getByRole("grid", { name: "ตาราง รายงาน ฝ่ายโยธา" }).waitFor()
  expect(await page.locator("#tabs a").first().textContent()).toBe("รายงาน ฝ่ายโยธา")
  const first = cellOf(page, "วันที่ดำเนินการ", 2)
  await expect.poll(() => hasFocus(first), PATIENT).toBe(true)
  expect(await cellOf(page, "สถานะ", 2).textContent()).toBe("◐ ใกล้ครบกำหนด\nอีก 7 วัน")
  // What stands there is the script's until the fifth column; no machine word is among it.
  const headers = await page.getByRole("columnheader").allTextContents()
  expect(headers.filter(text => text.includes("รหัส"))).toEqual([])
  expect(headers.findIndex(text => text.startsWith("สิ่งที่ต้องดู"))).toBe(8)
})

test("the first link of the page leads into the grid", async () => {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.mouse.click(720, 130)
  await page.locator(".skip").focus()
  await page.keyboard.press("Enter")
  expect(await hasFocus(cellOf(page, "วันที่ดำเนินการ", 2))).toBe(true)
})

test("what is composed or spoken into a selected cell loses no letter, and replaces what stood there", async () => {
  const result = cellOf(page, "ผลการดำเนินงาน", 2)
  const keys = await page.context().newCDPSession(page)
  for (const [composed, text] of [
    ["จั", "จัดซื้อจัดจ้าง 3 รายการ"],
    ["ซื้", "ซื้อ 4 รายการ"],
  ] as const) {
    await result.click()
    await keys.send("Input.imeSetComposition", { text: composed, selectionStart: 2, selectionEnd: 2 })
    await keys.send("Input.insertText", { text })
    expect(await page.getByRole("grid").locator("textarea").inputValue()).toBe(text)
    await save("Enter")
    await expect.poll(() => result.textContent(), PATIENT).toBe(text)
  }
  await result.click()
  await save("Delete")
  await expect.poll(() => result.textContent(), PATIENT).toBe("")
})

test("one line is reported in three cells, and a wrong date says what to type", async () => {
  const [date, problems] = [cellOf(page, "วันที่ดำเนินการ", 2), cellOf(page, "สิ่งที่ต้องดู", 2)]
  await date.click()
  await page.keyboard.insertText("31 เม.ย. 66")
  await save("Enter")
  await expect
    .poll(() => problems.textContent(), PATIENT)
    .toContain("“31 เม.ย. 66” ไม่มีในปฏิทิน เดือนเมษายนมี 30 วัน ให้พิมพ์ “30 เม.ย. 2566” หรือ “1 พ.ค. 2566”")
  await screenshot(page, "clerk-wrong-date")
  await date.click()
  for (const text of ["29 พ.ค. 2566", "จัดซื้อจัดจ้าง 3 รายการ", "กท 5405/99 ลว. 29 พ.ค. 2566"]) {
    await page.keyboard.insertText(text)
    await save("Tab")
  }
  await expect.poll(() => cellOf(page, "สถานะ", 2).textContent(), PATIENT).toBe("● แล้วเสร็จ")
  expect(await problems.textContent()).toBe("")
  await screenshot(page, "clerk-reported")
})

test("what is owed stays in view beside what is typed far to the right, but on a phone", async () => {
  const state = cellOf(page, "สถานะ", 2)
  const scrolled = async (width: number) => {
    await page.setViewportSize({ width, height: 800 })
    await page.locator(".grid-scroll").evaluate(scroller => scroller.scrollTo(500, 0))
    return (await state.boundingBox())?.x ?? Number.NaN
  }
  expect(await scrolled(1024)).toBeGreaterThan(0)
  expect(await scrolled(360)).toBeLessThan(0)
  await page.setViewportSize({ width: 1440, height: 900 })
})

test("a measure is chosen by its words, or typed by their beginning", async () => {
  await open("ฝ่ายปกครอง", "งานที่ต้องรายงาน")
  const measure = cellOf(page, "มาตรการ", 2)
  const before = (await measure.textContent()) ?? ""
  expect(before).toMatch(/^2\. เปิดเผย/)
  await measure.dblclick()
  const offered = await page.getByRole("grid").locator("select option").allTextContents()
  expect(offered).toHaveLength(11)
  expect(offered).toContain("8. การให้บริการผ่านระบบ E - Service")
  await page.keyboard.press("Escape")
  await open("director", "การกำกับติดตาม")
  await typeInto(page, "มาตรการ", 2, "2, การให้บริการ")
  await expect
    .poll(() => cellOf(page, "มาตรการ", 2).textContent(), PATIENT)
    .toBe(`${before}\n8. การให้บริการผ่านระบบ E - Service`)
})

test("a tick is one click or one space away", async () => {
  await open("ฝ่ายโยธา", "รายงาน ฝ่ายโยธา")
  const tick = cellOf(page, "ไม่มีรายการ", 3)
  const box = tick.getByRole("checkbox", { name: "ไม่มีรายการ" })
  await box.click()
  await expect.poll(() => box.isChecked(), PATIENT).toBe(true)
  expect(await tick.getAttribute("aria-label")).toContain("ติ๊กแล้ว")
  await tick.click({ position: { x: 60, y: 10 } })
  await page.keyboard.press("Space")
  await expect.poll(() => box.isChecked(), PATIENT).toBe(false)
})

test("F8 goes from problem to problem, the list above links to each", async () => {
  await open("ฝ่ายโยธา", "มาตรการ")
  await typeInto(page, "ระยะเวลา", 3, "31 มิ.ย. 66")
  await cellOf(page, "รหัส", 2).click()
  await page.keyboard.press("F8")
  const bad = cellOf(page, "ระยะเวลา", 3)
  expect(await bad.evaluate(cell => cell === document.activeElement)).toBe(true)
  await cellOf(page, "รหัส", 2).click()
  await page
    .getByRole("button", { name: /^แถว 3 ระยะเวลา/ })
    .first()
    .click()
  expect(await bad.evaluate(cell => cell === document.activeElement)).toBe(true)
  await screenshot(page, "clerk-problem")
})

test("a stranger sees that nothing can be edited, and why", async () => {
  await open("stranger", "มาตรการ")
  expect(await page.locator("#no-access").textContent()).toContain("ไม่มีสิทธิ์แก้")
  await cellOf(page, "ระยะเวลา", 4).click()
  await page.keyboard.press("F2")
  expect(await page.getByRole("grid").locator("textarea").count()).toBe(0)
})

test("Esc leaves the grid, so that Tab goes on to the page", async () => {
  await cellOf(page, "ระยะเวลา", 4).click()
  await page.keyboard.press("Escape")
  await page.keyboard.press("Tab")
  expect(await page.evaluate(() => document.activeElement?.closest("#grid") === null)).toBe(true)
})

test("the tabs are one stop of the Tab key, and arrows go along them", async () => {
  await open("ฝ่ายปกครอง", "มาตรการ")
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  expect(await page.locator('#tabs a:not([tabindex="-1"])').allTextContents()).toEqual([
    expect.stringMatching(/^มาตรการ/),
  ])
  await page.locator('#tabs a[tabindex="0"]').focus()
  await page.keyboard.press("ArrowRight")
  expect(await focused()).toMatch(/^งานที่ต้องรายงาน/)
  await page.keyboard.press("End")
  expect(await focused()).toMatch(/^สถานะ/)
  await page.keyboard.press("Enter")
  await page.getByRole("grid", { name: "ตาราง สถานะ" }).waitFor()
})

test("a phone shows the page without sideways scrolling of its own", async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  for (const path of ["/", "/clock", "/mailbox"]) {
    await page.goto(`${office.sheetUrl}${path}`)
    if (path === "/") await page.getByRole("gridcell").first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(`${path} ${wide}`).toBe(`${path} 360`)
    await screenshot(page, `phone${path.replace("/", "-")}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test("the public page of this machine is one link away", async () => {
  await page.goto(`${office.sheetUrl}/`)
  await page.getByRole("link", { name: "หน้าเว็บสาธารณะ" }).click()
  await page.waitForURL(`${office.publicUrl}/**`)
  expect(await page.textContent("body")).toContain("วันจำลอง")
})

async function save(key: string): Promise<void> {
  const answered = page.waitForResponse(response => response.url().endsWith("/api/cells"))
  await page.keyboard.press(key)
  await answered
}

function hasFocus(cell: ReturnType<typeof cellOf>): Promise<boolean> {
  return cell.evaluate(element => element === document.activeElement)
}

async function open(as: string, tab: string): Promise<void> {
  await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as, tab })}`)
  await page.getByRole("grid", { name: `ตาราง ${tab}` }).waitFor()
}

async function paste(content: Record<string, string>): Promise<void> {
  await page.evaluate(given => {
    const clipboardData = new DataTransfer()
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text)
    const target = document.activeElement ?? document.body
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
  }, content)
}
