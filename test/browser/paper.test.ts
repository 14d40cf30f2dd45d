/** The forms as a browser prints them: as many pages as were planned, the words on them, the font they were measured by. */
import type { Browser, Page } from "playwright-core"
import { extractText, getDocumentProxy } from "unpdf"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { glyphWidth } from "../../shared/print/sarabun-widths.ts"
import { type PushingOffice, startPushingOffice } from "../local/record/pushing-office.ts"
import { richRows, richSecondPush } from "../local/record/rich-rows.ts"
import { measure } from "../worker/rows.ts"
import { closePages, openBrowser, openPage } from "./browser.ts"

let office: PushingOffice
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  const rich = richRows()
  await office.push({ ...rich, rows: [...(rich.rows ?? []), ...longMeasures()] })
  await office.push(richSecondPush())
  await office.push({ rows: [measure("b", { indicator: 2, issue: words(60), reason: "เขียนปัญหาให้ครบถ้วน" })] })
  browser = await openBrowser()
  page = await openPage(browser, faults)
})
afterAll(async () => {
  await closePages(browser)
  await office?.close()
})

const words = (count: number) => Array(count).fill("ผู้รับบริการเห็นว่าขั้นตอนการให้บริการยังไม่ชัดเจน").join(" ")

/** Rows of many heights, so that sheets end in each other way. */
function longMeasures() {
  return [..."hijklmno"].map((letter, at) =>
    measure(letter, { indicator: 7, issue: words(3 + at * 2), monitoring: words(10 - at) }),
  )
}

/** Without spaces: a PDF keeps where letters stand, not where words end. */
const letters = (text: string) => text.replace(/[\s\u0000]+/g, "")

/** Marks above and below are drawn apart, and some readers lose them. */
const consonants = (text: string) => text.replace(/[^ก-ฮ]/g, "")

async function printed(path: string): Promise<{ planned: number; pages: readonly string[]; width: number }> {
  await page.goto(`${office.url}${path}`)
  const planned = await page.locator(".sheet").count()
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text } = await extractText(document, { mergePages: false })
  const [, , width = 0] = (await document.getPage(1)).view
  return { planned, pages: text, width }
}

describe.each(["/2566/print", "/2566/print?as=announced", "/2566/results/print"])("%s", path => {
  test("prints the pages that were planned, on A4 landscape, each numbered in Thai digits", async () => {
    const { planned, pages, width } = await printed(path)
    expect(planned).toBeGreaterThan(2)
    expect(pages).toHaveLength(planned)
    expect(Math.round(width)).toBe(842)
    const thai = (n: number) =>
      String(n).replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0x0e20))
    for (const [index, text] of pages.entries())
      expect(letters(text)).toContain(letters(`หน้า${thai(index + 1)}จาก${thai(planned)}`))
  })
})

test("the plan has its title once, its header on every sheet, and says which row goes on", async () => {
  const { pages } = await printed("/2566/print")
  const title = consonants(await page.locator(".form-title h1").innerText())
  expect(title.length).toBeGreaterThan(10)
  expect(pages.map(text => consonants(text).includes(title))).toEqual(pages.map((_, index) => index === 0))
  // What changed since the announcement follows the form, on sheets of its own.
  const form = await page.locator(".sheet:has(.form-26-17-19-18-9-11)").count()
  expect(form).toBeLessThan(pages.length)
  expect(pages.map(text => letters(text).includes("โดยผู"))).toEqual(pages.map((_, index) => index < form))
  expect(letters(pages[0] ?? "")).toContain("๙๙.๖๘")
  await page.goto(`${office.url}/2566/print`)
  const continued = await page.getByText(/^ตัวชี้วัดที่ [๐-๙]+ \(ต่อ\)$/).count()
  expect(continued).toBe(letters(pages.join("")).split("(ต่อ)").length - 1)
  expect(continued).toBeGreaterThan(0)
})

test("no sheet stands taller than the paper it was planned for", async () => {
  await page.setViewportSize({ width: 1032, height: 700 })
  await page.emulateMedia({ media: "print" })
  for (const path of ["/2566/print", "/2566/print?as=announced", "/2566/results/print"]) {
    await page.goto(`${office.url}${path}`)
    await page.evaluate(() => document.fonts.ready)
    const heights = await page
      .locator(".sheet")
      .evaluateAll(sheets => sheets.map(sheet => sheet.getBoundingClientRect().height))
    expect(Math.max(...heights)).toBeLessThan((180 / 25.4) * 96)
  }
  await page.emulateMedia({ media: "screen" })
})

test("the widths that lines are counted by are the font's own", async () => {
  await page.goto(`${office.url}/2566`)
  const characters = [..."กขฃคฆงจฉชซญฎฐณดตถทธนบปผพฟภมยรลวศษสหฬอฮฤะาำเแโใไๆฯ๐๑๒๓๙abcWXYZ0123456789 .,:()/-"]
  const measured = await page.evaluate(async list => {
    for (const subset of ["thai", "latin"])
      for (const weight of ["400", "600"]) {
        const url = `/assets/sarabun-5-${subset}-${weight}.woff2`
        document.fonts.add(await new FontFace(`Measured ${subset}`, `url(${url})`, { weight }).load())
      }
    const context = document.createElement("canvas").getContext("2d")
    return [400, 600].map(weight => {
      if (!context) return []
      context.font = `${weight} 1000px "Measured thai", "Measured latin"`
      return list.map(character => Math.round(context.measureText(character).width))
    })
  }, characters)
  expect(measured[0]).toEqual(characters.map(character => glyphWidth(character, 400)))
  expect(measured[1]).toEqual(characters.map(character => glyphWidth(character, 600)))
})

test("nothing failed in the browser", () => {
  expect(faults).toEqual([])
})
