/** How long a person waits. Alone on the machine, after everything else: no other test may be timed. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { closePages, openBrowser, openPage, typeInto } from "./browser.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, readJson } from "./reading.ts"

let folder: string
let office: OfficeProcess
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-waits-"))
  ;[office, browser] = await Promise.all([startOffice(folder), openBrowser()])
})
afterAll(async () => {
  await closePages(browser)
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})

test("a new office is ready within 15 seconds", () => {
  expect(office.readyAfter).toBeLessThan(15_000)
})

test("a date with its reason changes the public page and its JSON within 3 seconds", async () => {
  const page = await openPage(browser, [])
  const address = new URLSearchParams({ as: "ฝ่ายทะเบียน", tab: "มาตรการ" })
  await page.goto(`${office.sheetUrl}/?${address}`)
  await typeInto(page, "ระยะเวลา", 9, "ภายในวันที่ 31 สิงหาคม 2566")
  const typedAt = performance.now()
  await typeInto(page, "เหตุผล", 9, "เร่งให้เสร็จก่อนสิ้นปีงบประมาณ")
  const year = await readJson(`${office.publicUrl}/2566.json`)
  const html = await (await fetch(`${office.publicUrl}/2566`)).text()
  expect(performance.now() - typedAt).toBeLessThan(3000)
  expect(linesOf(year, "measures").find(measure => measure.indicator === 8)).toMatchObject({
    period: "ภายในวันที่ 31 สิงหาคม 2566",
  })
  expect(html.replace(/<[^>]+>/g, "")).toContain("31 สิงหาคม 2566")
})
