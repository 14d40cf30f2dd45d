/** Every hostile string as content of every cell, on every page, in a browser without our policy's help: none runs. */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { listedAddresses, listedPages } from "../local/record/addresses.ts"
import { NAUGHTY_MEASURES, NAUGHTY_TEXTS, naughtyChanges, naughtyRows } from "../local/record/naughty-rows.ts"
import { type PushingOffice, startPushingOffice } from "../local/record/pushing-office.ts"
import { RICH } from "../local/record/rich-rows.ts"
import { closePages, openBrowser } from "./browser.ts"

const [FIRST_MEASURE = ""] = NAUGHTY_MEASURES
const FILLING = { ...RICH, measure: FIRST_MEASURE, duty: FIRST_MEASURE.replace("m-", "d-") }

let office: PushingOffice
let browser: Browser
let page: Page
const ran: string[] = []

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push({ rows: naughtyRows() })
  await office.push({ rows: naughtyChanges() })
  browser = await openBrowser()
  // What the policy would stop must not be there to be stopped.
  const context = await browser.newContext({ bypassCSP: true })
  page = await context.newPage()
  page.on("dialog", async dialog => {
    ran.push(`dialog ${dialog.message()}`)
    await dialog.dismiss()
  })
  page.on("request", request => {
    if (!request.url().startsWith(office.url)) ran.push(`asked ${request.url()}`)
  })
  page.on("pageerror", error => ran.push(error.message))
}, 120_000)
afterAll(async () => {
  await closePages(browser)
  await office?.close()
})

/** What ran, what could be clicked into running, and what is on the page that no template of ours writes. */
async function harmOf(address: string): Promise<unknown> {
  ran.length = 0
  await page.goto(`${office.url}${address}`, { waitUntil: "load" })
  const found = await page.evaluate(() => ({
    pwned: "__pwned" in window,
    // The script of the page that verifies runs there alone. A guide's own pictures are the only ones there are; no text of the record is in a guide. A block of data never runs.
    elements: document.querySelectorAll(
      `script:not([type='application/ld+json'])${location.pathname === "/verify" ? ":not([src^='/assets/verify.'])" : ""}, iframe, object, embed, base, img:not([src^='/assets/guides/']), meta[http-equiv], svg [onload]`,
    ).length,
    handlers: [...document.querySelectorAll("*")].flatMap(element =>
      element.getAttributeNames().filter(name => name.startsWith("on") || name === "style"),
    ),
    links: [...document.querySelectorAll("a[href], form[action], link[href]")]
      .map(element => element.getAttribute("href") ?? element.getAttribute("action") ?? "")
      .filter(target => !/^(?:https:\/\/|\/|#|\?)/.test(target) || target.startsWith("//"))
      // The canonical address and the calendar to subscribe to are whole addresses of this site.
      .filter(target => !target.replace(/^webcal:/, "http:").startsWith(`${location.origin}/`)),
  }))
  return { ...found, ran: [...ran] }
}

const HARMLESS = { pwned: false, elements: 0, handlers: [], links: [], ran: [] }

describe("nothing runs on", () => {
  test.each([
    ...listedPages(FILLING),
    `/${RICH.year}?q=${encodeURIComponent('"><script>window.__pwned=1</script>')}`,
    `/${RICH.year}/measures/${encodeURIComponent("<script>window.__pwned=1</script>")}`,
    `/${RICH.year}?at=${encodeURIComponent("<img src=x onerror=window.__pwned=1>")}`,
    `/changes?page=2`,
  ])("%s", async address => {
    expect(await harmOf(address)).toEqual(HARMLESS)
  })

  test("any measure's page", async () => {
    for (const id of NAUGHTY_MEASURES) {
      const address = `/${RICH.year}/measures/${id}`
      expect({ address, ...((await harmOf(address)) as object) }).toEqual({ address, ...HARMLESS })
    }
  })

  test("an address for machines that a browser is led to", async () => {
    for (const address of listedAddresses(FILLING).filter(each => !listedPages(FILLING).includes(each))) {
      const response = await fetch(`${office.url}${address}`)
      await response.arrayBuffer()
      expect([address, response.headers.get("X-Content-Type-Options")]).toEqual([address, "nosniff"])
      expect([address, response.headers.get("Content-Type")]).not.toEqual([
        address,
        expect.stringMatching("html"),
      ])
    }
  })
})

test("the strings are really there, as text", async () => {
  await page.goto(`${office.url}/${RICH.year}/measures/${FIRST_MEASURE}`)
  const shown = await page.locator("body").innerText()
  for (const text of NAUGHTY_TEXTS.slice(0, 5)) expect(shown).toContain(text)
})
