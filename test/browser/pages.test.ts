/** Every page in a real browser, light and dark, narrow and wide: accessible, silent, asking no other host. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { AxeResults } from "axe-core"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { listedPages } from "../local/record/addresses.ts"
import { type PushingOffice, startPushingOffice } from "../local/record/pushing-office.ts"
import { RICH, richRows, richSecondPush } from "../local/record/rich-rows.ts"
import { partsTold, partsWritten } from "./accessible-tables.ts"
import { closePages, openBrowser } from "./browser.ts"
import { gluedWords } from "./glued-words.ts"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const PAGES = [
  ...listedPages(RICH),
  `/${RICH.year}?section=2&state=overdue`,
  `/${RICH.year}?at=2023-05-29`,
  `/${RICH.year}/measures/m-dddddddd`,
  `/${RICH.year}/nothing`,
  `/${RICH.year}?at=2999-01-01`,
  `/${RICH.year}?at=yesterday`,
]
let office: PushingOffice
let browser: Browser

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push(richRows())
  await office.push(richSecondPush())
  browser = await openBrowser()
})
afterAll(async () => {
  await closePages(browser)
  await office?.close()
})

describe.each([360, 1440])("at a width of %d, light and dark", width => {
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width, height: 900 }, locale: "th-TH" })
    page = await context.newPage()
    listen(page, faults)
  })
  afterAll(() => context?.close())

  test.each(PAGES)("%s", async address => {
    faults.length = 0
    await page.emulateMedia({ colorScheme: "light" })
    await page.goto(`${office.url}${address}`, { waitUntil: "load" })
    await page.evaluate(AXE)
    expect(await violations(page, "axe.run()")).toEqual([])
    // Between the themes nothing differs but colours.
    await page.emulateMedia({ colorScheme: "dark" })
    expect(await violations(page, `axe.run({ runOnly: ["cat.color"] })`)).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, "the page is wider than the screen").toBeLessThanOrEqual(0)
    expect(await gluedWords(page)).toEqual([])
    expect(await page.locator("body").innerText()).not.toMatch(/[0-9๐-๙]{4}-[0-9๐-๙]{2}-[0-9๐-๙]{2}/)
    expect(await partsTold(page)).toEqual(await partsWritten(page))
    expect(faults).toEqual([])
  })
})

test("on a phone the first measure stands within 1,200 px, under the year at a glance", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: "th-TH" })
  await page.goto(`${office.url}/${RICH.year}`)
  const top = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate(each => each.getBoundingClientRect().top)
  expect(await top(".official tbody tr")).toBeLessThan(1200)
  expect(await top(".strip svg.strip-cells")).toBeLessThan(await top(".official tbody tr"))
  await page.close()
})

test("the policy allows nothing inline and nothing from elsewhere", async () => {
  const response = await fetch(`${office.url}/${RICH.year}`)
  const policy = response.headers.get("Content-Security-Policy") ?? ""
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/)
  expect(await response.text()).not.toMatch(
    /<script(?! type="application\/ld\+json">)|<style| style="| on[a-z]+="/,
  )
})

/** What the console says as an error, what the browser refused, and what it asked of another host. */
function listen(page: Page, faults: string[]): void {
  page.on("pageerror", error => faults.push(error.message))
  page.on("console", message => {
    // A page that is not there, or of a day that is none, is logged by the browser itself.
    if (["error", "warning"].includes(message.type()) && !/status of 40[04] /.test(message.text()))
      faults.push(message.text())
  })
  page.on("request", request => {
    if (!request.url().startsWith(office.url)) faults.push(`asked ${request.url()}`)
  })
  page.on("requestfailed", request => faults.push(`failed ${request.url()}`))
}

async function violations(page: Page, run: string): Promise<string[]> {
  const { violations: found, passes } = await page.evaluate<AxeResults>(run)
  // A checker that looked at nothing finds nothing.
  expect(passes.length).toBeGreaterThan(0)
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  )
}
