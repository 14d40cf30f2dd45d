/** Every page in a real browser, light and dark, narrow and wide: accessible, silent, asking no other host. */
import { readFileSync } from "node:fs"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import type Axe from "axe-core"
import type { ElementContext, RunOptions } from "axe-core"
import { unzipSync } from "fflate"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { listedPages } from "../local/record/addresses.ts"
import { type PushingOffice, startPushingOffice } from "../local/record/pushing-office.ts"
import { RICH, richRows, richSecondPush } from "../local/record/rich-rows.ts"
import { partsTold, partsWritten } from "./accessible-tables.ts"
import { walkAsAssessor } from "./assessor-walk.ts"
import { closePages, openBrowser, screenshot } from "./browser.ts"
import { gluedWords } from "./glued-words.ts"
import { findShownOtherwise, OTHERWISE } from "./shown-otherwise.ts"

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

describe("narrow and wide, light and dark", () => {
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    context = await browser.newContext({ locale: "th-TH" })
    await context.addInitScript(AXE)
    page = await context.newPage()
    listen(page, faults)
  })
  afterAll(() => context?.close())

  // Loaded once: the pages are the same at every width, and their styles alone decide.
  test.each(PAGES)("%s", async address => {
    faults.length = 0
    await page.emulateMedia({ colorScheme: "light" })
    await page.setViewportSize({ width: 360, height: 900 })
    await page.goto(`${office.url}${address}`, { waitUntil: "load" })
    await reads(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await reads(page)
    // Between the themes nothing differs but colours.
    await page.emulateMedia({ colorScheme: "dark" })
    expect(await violations(page, COLOURS)).toEqual([])
    await findShownOtherwise(page)
    await page.setViewportSize({ width: 360, height: 900 })
    if ((await findShownOtherwise(page)) > 0) expect(await violations(page, COLOURS, OTHERWISE)).toEqual([])
    expect(faults).toEqual([])
  })
})

/** What must hold of a page at the width it has, in the light. */
async function reads(page: Page): Promise<void> {
  const { width } = page.viewportSize() ?? {}
  const { overflow, text } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    text: document.body.innerText,
  }))
  expect([width, ...(await violations(page))]).toEqual([width])
  expect(overflow, `the page is wider than a screen of ${width}`).toBeLessThanOrEqual(0)
  expect(await gluedWords(page)).toEqual([])
  expect(text).not.toMatch(/[0-9๐-๙]{4}-[0-9๐-๙]{2}-[0-9๐-๙]{2}/)
  expect(await partsTold(page)).toEqual(await partsWritten(page))
}

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

test("an assessor comes from the year to what was signed of a measure, to paper and to the workbook by links alone", async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "th-TH" })
  const faults: string[] = []
  listen(page, faults)
  await page.goto(office.url)
  await walkAsAssessor(page)
  // A download is a request that the page itself gives up, and no office countersigned here.
  expect(faults.filter(fault => !/\/log\/office$|\/api\/v1\/pushes\/|\.(?:csv|xlsx)$/.test(fault))).toEqual(
    [],
  )
  await page.close()
})

describe("the page that verifies", () => {
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 360, height: 800 }, locale: "th-TH" })
    listen(page, faults)
  })
  afterAll(() => page?.close())

  /** As a person does it: opens the page, pastes what was kept, presses. */
  async function verified(kept = "", address = "/verify"): Promise<string> {
    await page.goto(`${office.url}${address}`)
    await page.getByRole("textbox").fill(kept)
    await page.getByRole("button").click()
    const verdict = page.locator("#verdict > :focus")
    await verdict.waitFor()
    return (await verdict.textContent()) ?? ""
  }

  test("says that every revision is what was signed, and can be read by all", async () => {
    expect(await verified()).toBe("ตรวจแล้ว 2 ฉบับ ตรงกับลายมือชื่อของ สำนักงานเขตทดสอบ ทุกฉบับ")
    expect(await page.locator("#verdict h3").allTextContents()).toEqual([
      ...["สิ่งที่พิสูจน์แล้ว", "สิ่งที่พิสูจน์ไม่ได้", "เก็บไว้ตรวจครั้งหน้า"],
    ])
    await screenshot(page, "verify-holds")
    await page.evaluate(AXE)
    expect(await violations(page)).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, "the page is wider than the screen").toBeLessThanOrEqual(0)
    expect(await gluedWords(page)).toEqual([])
    expect(await verified("", "/verify?lang=en")).toBe("2 revisions of สำนักงานเขตทดสอบ verified, all hold")
  })

  test("finds what was kept, and says what is not in the record", async () => {
    await verified()
    const kept = (await page.locator("#verdict pre").textContent()) ?? ""
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
    await page.getByRole("button", { name: "คัดลอกทั้งหมด" }).click()
    await page.getByRole("button", { name: "คัดลอกแล้ว" }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(kept)
    const head = /^2566\/2\/(.{43})$/m.exec(kept)?.[1] ?? ""
    expect(head).not.toBe("")
    for (const each of [kept, `ฉบับที่ 2 ค่าตรวจสอบ ${head}`]) {
      expect(await verified(each)).toContain("ทุกฉบับ")
      expect(await page.locator("#verdict").textContent()).toContain("ตรงกับบันทึกนี้ ซึ่งต่อจากนั้น")
    }
    const proof = await fetch(`${office.url}/${RICH.year}/measures/m-dddddddd.tlog-proof`)
    expect(await verified(await proof.text())).toMatch(/^ข้อความนี้อยู่ในบันทึก .* รับเมื่อวันจันทร์ที่ 29 พฤษภาคม/)
    const other = `${head.startsWith("A") ? "B" : "A"}${head.slice(1)}`
    expect(await verified(`ค่าตรวจสอบ ${other}`)).toContain("ไม่มีฉบับใดมีค่าตรวจสอบที่เก็บไว้")
    expect(await verified("ไม่มีอะไรให้เทียบ")).toContain("วางทั้งบรรทัดจากอีเมล")
  })

  test("names in Thai the row that this reader alone is shown otherwise", async () => {
    await page.route(`${office.url}/${RICH.year}.json`, async route => {
      const response = await route.fetch()
      const year = await response.json()
      year.measures[0].period = "ภายใน ๓๐ กันยายน ๒๕๗๐"
      await route.fulfill({ response, json: year })
    })
    const told = await verified()
    await screenshot(page, "verify-fails")
    await page.unroute(`${office.url}/${RICH.year}.json`)
    expect(told).toMatch(/แห่งแรก ข้อมูลปี 2566 มาตรการ m-\w{8} ช่อง “ระยะเวลา”: ที่เผยแพร่ไม่ตรงกับบันทึก$/)
    expect(await page.locator("#verdict h3").allTextContents()).not.toContain("สิ่งที่พิสูจน์แล้ว")
  })

  test("runs its own script alone, and asks nobody else", async () => {
    // This office has countersigned nothing: a browser says on its console what it did not find.
    expect(faults.filter(fault => fault !== `failed ${office.url}/log/office`)).toEqual([])
    const policyOf = async (address: string) =>
      (await fetch(`${office.url}${address}`)).headers.get("Content-Security-Policy") ?? ""
    expect(await policyOf("/verify")).toMatch(/^default-src 'none';.*; script-src 'self'$/)
    expect(await policyOf("/about")).not.toContain("script-src")
    const html = await (await fetch(`${office.url}/verify`)).text()
    expect(html.match(/<script[^>]*>/g)?.filter(tag => !tag.includes("ld+json"))).toEqual([
      expect.stringMatching(
        /^<script defer(?:="")? src="\/assets\/verify\.[\w-]{10}\.js" integrity="sha256-[\w+/]{43}=">$/,
      ),
    ])
  })

  test("says without a script what to do instead, and shows the log's key", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "th-TH" })
    const plain = await context.newPage()
    await plain.goto(`${office.url}/verify`)
    const text = await plain.locator("main").innerText()
    expect(text).toContain(`sujarit verify ${office.url}`)
    expect(text).toContain((await (await fetch(`${office.url}/log/vkey`)).text()).trim())
    expect(await plain.getByRole("button").count()).toBe(0)
    await context.close()
  })
})

test("the page of a bundle, opened from a disk with the network off, says what was proved, and what was changed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-bundle-"))
  const zip = await (await fetch(`${office.url}/${RICH.year}/bundle.zip`)).arrayBuffer()
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(zip)))) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  const own = join(folder, `sujarit-${RICH.year}`)
  const context = await browser.newContext({
    offline: true,
    locale: "th-TH",
    viewport: { width: 360, height: 800 },
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on("pageerror", error => faults.push(error.message))
  page.on("console", message => faults.push(message.text()))
  page.on("request", request => {
    if (!request.url().startsWith("file:")) faults.push(request.url())
  })
  const opened = async () => {
    await page.goto(pathToFileURL(join(own, "verify.html")).href)
    const verdict = page.locator("#verdict > :focus")
    await verdict.waitFor()
    return verdict.textContent()
  }
  expect(await opened()).toBe("ตรวจแล้ว 2 ฉบับ ตรงกับลายมือชื่อของ สำนักงานเขตทดสอบ ทุกฉบับ")
  expect(await page.locator("#verdict").textContent()).toContain("ชุดนี้บอกถึงจุดตรวจในชุดเท่านั้น")
  await screenshot(page, "bundle")
  await page.evaluate(AXE)
  expect(await violations(page)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect([overflow, faults]).toEqual([0, []])
  const data = await readFile(join(own, "data.js"), "utf8")
  const [, year = ""] = /"\/2566\.json":"([^"]+)"/.exec(data) ?? []
  const other = Buffer.from(year, "base64").toString().replace('"state":"', '"state":"x')
  await writeFile(join(own, "data.js"), data.replace(year, Buffer.from(other).toString("base64")))
  expect(await opened()).toMatch(/^ไม่ตรง/)
  await context.close()
  await rm(folder, { recursive: true })
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

/** The stricter rule of contrast leaves to the other what falls short of both. */
const COLOURS = { runOnly: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] }

/** Of the whole page, or of the elements that its window has under a name. */
async function violations(page: Page, options: RunOptions = {}, part?: string): Promise<string[]> {
  // Of what passes one node a rule is enough: to name every node of a page is half of the work.
  const { found, looked } = await page.evaluate(
    async ([options, part]) => {
      const kept = window as unknown as { axe: typeof Axe } & Record<string, ElementContext>
      const context = part === undefined ? document : (kept[part] ?? [])
      const { violations, passes } = await kept.axe.run(context, { ...options, resultTypes: ["violations"] })
      return { found: violations, looked: passes.length }
    },
    [options, part] as const,
  )
  // A checker that looked at nothing finds nothing. What a width shows otherwise may hold no text.
  if (part === undefined) expect(looked).toBeGreaterThan(0)
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  )
}
