/** What the grid tells everybody who comes to it, by eye, ear or keyboard, and what several people do to it at once. */
import axe from "axe-core"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { cellOf, openPage, PATIENT, typeInto } from "./browser.ts"
import type { OfficeProcess } from "./office-process.ts"
import { postJson } from "./reading.ts"

/** An office on its first day, and who comes to it. */
type GridOffice = { readonly office: OfficeProcess; readonly browser: Browser }

let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []
const hosts = new Set<string>()

/** Leaves a problem on row 9, and another's words on row 10. */
export function gridCases(at: () => GridOffice): void {
  beforeAll(async () => {
    ;({ office, browser } = at())
    page = await openPage(browser, faults)
    page.on("request", request => hosts.add(new URL(request.url()).origin))
  })
  afterAll(() => page?.close())
  afterEach(() => {
    expect(faults.splice(0)).toEqual([])
  })

  describe("Thai typing", thaiTyping)
  describe("a problem", problem)
  describe("arrow keys", arrowKeys)
  describe("a paste", pasting)
  describe("two people at once", twoPeople)
  describe("light and dark, axe finds nothing wrong with", accessible)
  test("no page asked another host for anything", () => {
    expect([...hosts]).toEqual([office.sheetUrl])
  })
}

const PERIOD = "ระยะเวลา"
const MEASURE = "มาตรการ/กิจกรรม"

function thaiTyping(): void {
  test("begins with the first key, and every mark stays where it was put", async () => {
    await open(page, "ฝ่ายปกครอง", "นำเข้า")
    const text = "ที่กำหนดไว้ ให้ผู้รับผิดชอบเฝ้าน้ำ ป้องกันญู่ฐูํ"
    await cellOf(page, "ผลการประเมิน", 2).click()
    await typeKeys(page, text)
    await save(page)
    await expect.poll(() => cellOf(page, "ผลการประเมิน", 2).textContent(), PATIENT).toBe(text)
  })

  test("a tone mark as the first key, and a mark taken back by Backspace", async () => {
    await cellOf(page, "ผลการประเมิน", 3).click()
    await typeKeys(page, "่ทีี่")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")
    await save(page)
    await expect.poll(() => cellOf(page, "ผลการประเมิน", 3).textContent(), PATIENT).toBe("่ที")
  })

  test("an input method composes in the cell; its Enter ends the word, the next one saves", async () => {
    await cellOf(page, "ผลการประเมิน", 2).click()
    const keys = await page.context().newCDPSession(page)
    // What a browser sends while an input method is at work: no letter, and the code 229.
    const composing = { key: "Process", code: "KeyD", windowsVirtualKeyCode: 229 }
    await keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...composing })
    await keys.send("Input.imeSetComposition", { text: "กำ", selectionStart: 2, selectionEnd: 2 })
    await keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...composing, code: "Enter" })
    await keys.send("Input.insertText", { text: "กำหนด" })
    expect(await page.getByRole("grid").locator("textarea").inputValue()).toBe("กำหนด")
    await save(page)
    await expect.poll(() => cellOf(page, "ผลการประเมิน", 2).textContent(), PATIENT).toBe("กำหนด")
  })
}

function problem(): void {
  test("is a marked cell that says its sentence on hover and to a screen reader", async () => {
    await open(page, "ฝ่ายทะเบียน", "มาตรการ")
    await typeInto(page, PERIOD, 9, "31 มิ.ย. 66")
    const bad = cellOf(page, PERIOD, 9)
    expect(await bad.getAttribute("title")).toMatch(/^ต้องแก้: .*ไม่มีในปฏิทิน/)
    expect(await bad.getAttribute("aria-invalid")).toBe("true")
    expect(await descriptionOf(page, bad)).toBe(await bad.getAttribute("title"))
    const edge = await bad.evaluate(cell => getComputedStyle(cell).boxShadow)
    expect(edge).toContain("inset")
  })

  test("is in the panel, which stands in view while the cell has the focus", async () => {
    await cellOf(page, "รหัส", 2).click()
    await page.keyboard.press("F8")
    const panel = page.getByRole("region", { name: "ช่องที่เลือก" })
    expect(await panel.getAttribute("aria-live")).toBe("polite")
    expect(await panel.textContent()).toContain("ไม่มีในปฏิทิน")
    const box = await panel.boundingBox()
    const cell = await cellOf(page, PERIOD, 9).boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900)
    expect((cell?.y ?? 0) + 20).toBeLessThan(box?.y ?? 0)
  })

  test("a locked cell says whose it is, on hover and to a screen reader", async () => {
    const locked = cellOf(page, PERIOD, 3)
    expect(await locked.getAttribute("aria-readonly")).toBe("true")
    expect(await descriptionOf(page, locked)).toBe("ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง")
    expect(await locked.getAttribute("title")).toBe("ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง")
    expect(await page.getByRole("columnheader", { name: PERIOD }).textContent()).toContain("เจ้าภาพกรอก")
  })
}

function arrowKeys(): void {
  test("bring the cell they reach into view, clear of the headings and the panel", async () => {
    await page.setViewportSize({ width: 768, height: 700 })
    await open(page, "ฝ่ายโยธา", "รายงาน ฝ่ายโยธา")
    await cellOf(page, "สิ่งที่ต้องรายงาน", 2).click()
    for (const key of ["ArrowRight", "ArrowDown"])
      for (let times = 0; times < 5; times++) await page.keyboard.press(key)
    await cellIsInView()
    for (const key of ["ArrowLeft", "ArrowUp"])
      for (let times = 0; times < 5; times++) await page.keyboard.press(key)
    await cellIsInView()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  async function cellIsInView(): Promise<void> {
    const isOnTop = () =>
      page.evaluate(() => {
        const cell = document.activeElement
        const box = cell?.getBoundingClientRect()
        if (!cell || !box) return false
        const corners = [
          [box.left + 6, box.top + 6],
          [box.right - 6, box.bottom - 6],
        ] as const
        return corners.every(([x, y]) => cell.contains(document.elementFromPoint(x, y)))
      })
    await expect.poll(isOnTop, PATIENT).toBe(true)
  }
}

function pasting(): void {
  test("of a word that the list does not offer is taken, marked, and told in words", async () => {
    await open(page, "ฝ่ายปกครอง", "มาตรการ")
    const lead = cellOf(page, "เจ้าภาพหลัก", 3)
    const accepted = (await lead.textContent()) ?? ""
    await lead.click()
    await paste("ฝ่ายที่ไม่มีจริง")
    await expect.poll(() => lead.getAttribute("title"), PATIENT).toMatch(/^ต้องแก้: .*ฝ่ายที่ไม่มีจริง/)
    await paste(accepted)
    await expect.poll(() => lead.getAttribute("aria-invalid"), PATIENT).toBeNull()
    expect(await lead.textContent()).toBe(accepted)
  })

  test("of a word on a tick is refused by the sheet, and the tick stays", async () => {
    await open(page, "ฝ่ายโยธา", "รายงาน ฝ่ายโยธา")
    const tick = cellOf(page, "ไม่มีรายการ", 3)
    await tick.click({ position: { x: 60, y: 10 } })
    await paste("อาจจะ")
    const panel = page.getByRole("region", { name: "ช่องที่เลือก" })
    await expect.poll(() => panel.textContent(), PATIENT).toContain("แก้ไม่ได้")
    expect(await tick.getByRole("checkbox").isChecked()).toBe(false)
    expect(await tick.getAttribute("aria-label")).toBe("ไม่มีรายการ แถว 3 ไม่ได้ติ๊ก")
  })
}

function twoPeople(): void {
  test("what is typed goes to its row, though another put rows above it meanwhile", async () => {
    await open(page, "ฝ่ายปกครอง", "มาตรการ")
    const id = await cellOf(page, "รหัส", 10).textContent()
    await cellOf(page, MEASURE, 10).click()
    await page.keyboard.press("F2")
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.insertText("พิมพ์ค้างไว้ระหว่างแทรกแถว")
    const insert = { tab: "มาตรการ", as: "owner", action: "insert", at: 2, count: 1 }
    expect((await postJson(`${office.sheetUrl}/api/rows`, insert)).status).toBe(200)
    await save(page)
    await expect.poll(() => cellOf(page, "รหัส", 11).textContent(), PATIENT).toBe(id)
    await expect.poll(() => cellOf(page, MEASURE, 11).textContent(), PATIENT).toBe("พิมพ์ค้างไว้ระหว่างแทรกแถว")
    expect(await cellOf(page, MEASURE, 10).textContent()).not.toContain("พิมพ์ค้าง")
  })

  test("the selection stays with its row, and what another types shows without asking", async () => {
    await cellOf(page, MEASURE, 11).click()
    const other = await openPage(browser, faults)
    await open(other, "owner", "มาตรการ")
    await cellOf(other, PERIOD, 3).click()
    await other.getByRole("button", { name: "ลบแถว" }).click()
    const moved = cellOf(page, MEASURE, 10)
    await expect.poll(() => moved.textContent(), PATIENT).toBe("พิมพ์ค้างไว้ระหว่างแทรกแถว")
    await expect.poll(() => moved.evaluate(cell => cell === document.activeElement), PATIENT).toBe(true)
    await expect.poll(() => cellOf(other, MEASURE, 10).textContent(), PATIENT).toContain("พิมพ์ค้างไว้")
    await typeInto(other, MEASURE, 10, "คนที่สองแก้")
    await expect.poll(() => moved.textContent(), PATIENT).toBe("คนที่สองแก้")
    await other.close()
  })
}

function accessible(): void {
  test.each([
    ["the measures of a section, with a problem", gridPath("ฝ่ายทะเบียน", "มาตรการ")],
    ["a section's reports, with ticks", gridPath("ฝ่ายทะเบียน", "รายงาน ฝ่ายทะเบียน")],
    ["the grid of a stranger", gridPath("stranger", "นำเข้า")],
    ["the mailbox", "/mailbox"],
    ["the clock", "/clock"],
  ])("%s", async (_, path) => {
    await page.emulateMedia({ colorScheme: "light" })
    await page.goto(`${office.sheetUrl}${path}`)
    if (path.startsWith("/?")) await page.getByRole("gridcell").nth(3).click()
    await page.evaluate(axe.source)
    expect(await violations(page)).toEqual([])
    // Between the themes nothing differs but colours.
    await page.emulateMedia({ colorScheme: "dark" })
    expect(await violations(page, { runOnly: ["color-contrast", "link-in-text-block"] })).toEqual([])
  })
}

function gridPath(as: string, tab: string): string {
  return `/?${new URLSearchParams({ as, tab })}`
}

async function open(at: Page, as: string, tab: string): Promise<void> {
  await at.goto(`${office.sheetUrl}${gridPath(as, tab)}`)
  await at.getByRole("grid", { name: `ตาราง ${tab}` }).waitFor()
}

/** Key by key, as a Thai keyboard sends them; the browser's own keyboard of tests knows Latin keys alone. */
async function typeKeys(at: Page, text: string): Promise<void> {
  const keys = await at.context().newCDPSession(at)
  for (const letter of text) {
    await keys.send("Input.dispatchKeyEvent", { type: "keyDown", key: letter, text: letter, code: "KeyA" })
    await keys.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter, code: "KeyA" })
  }
}

async function save(at: Page): Promise<void> {
  const answered = at.waitForResponse(response => response.url().endsWith("/api/cells"))
  await at.keyboard.press("Enter")
  await answered
}

async function descriptionOf(at: Page, cell: ReturnType<typeof cellOf>): Promise<string | null> {
  const id = await cell.getAttribute("aria-describedby")
  return at.locator(`#${id}`).textContent()
}

async function paste(text: string): Promise<void> {
  const answered = page.waitForResponse(response => response.url().endsWith("/api/cells"))
  await page.evaluate(given => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/plain", given)
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
  await answered
}

/** The checker was evaluated, not added as a script of the page, which its policy refuses. */
async function violations(at: Page, options: axe.RunOptions = {}): Promise<string[]> {
  const found = await at.evaluate(async given => {
    const checker = (window as unknown as { axe: typeof axe }).axe
    return (await checker.run({ ...given, resultTypes: ["violations"] })).violations
  }, options)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target).join(" ")}`)
}
