/** What an assessor does with the record of an office he has never seen: every step by what the page before offers. */
import { readFile } from "node:fs/promises"
import type { Page } from "playwright-core"
import { expect } from "vitest"

/** Begins on the page of the year, at a measure whose date was moved. */
export async function walkAsAssessor(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^[0-9]+ มาตรการ$/ })
    .last()
    .click()
  await page.getByRole("heading", { name: /ถูกเลื่อน/ }).waitFor()
  await page.getByRole("main").getByRole("row").getByRole("link").first().click()
  const measure = (await page.getByRole("heading", { level: 1 }).textContent()) ?? ""
  await readsEvidence(page)
  await readsHistory(page)
  await verifies(page)
  await page.getByRole("navigation", { name: "หลัก" }).getByRole("link", { name: "มาตรการ" }).click()
  await page.getByRole("main").getByRole("link", { name: "แบบพิมพ์ A4" }).first().click()
  expect(await page.locator(".sheet").count()).toBeGreaterThan(1)
  expect(await page.locator(".sheet").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining(measure.slice(0, 12))]),
  )
  await page.getByRole("main").getByRole("link", { name: "มาตรการ", exact: true }).click()
  await takesTables(page, measure)
}

/** What was given for a period, and whether it opened. */
async function readsEvidence(page: Page): Promise<void> {
  const periods = page.getByRole("region", { name: "งวดรายงานและหลักฐาน" })
  const link = periods.getByRole("link", { name: /\./ }).first()
  const folded = periods.locator("details:not([open]) > summary")
  while (!(await link.isVisible()) && (await folded.count()) > 0) await folded.first().click()
  expect(await link.getAttribute("href")).toMatch(/^https:/)
  expect(await link.getAttribute("rel")).toContain("noopener")
}

/** Old and new words, why, and the very text that was signed. */
async function readsHistory(page: Page): Promise<void> {
  const moves = page.getByRole("region", { name: /^เลื่อนแล้ว/ })
  expect(await moves.textContent()).toContain("เหตุผล")
  const history = page.getByRole("region", { name: "ประวัติข้อความ" })
  expect(await history.locator("del").count()).toBeGreaterThan(0)
  const signed = await download(page, () => history.getByRole("link", { name: /^ฉบับที่/ }).first().click())
  const [jwt = "", ...disclosures] = signed.toString().split("~")
  expect(JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString())).toHaveProperty("state")
  expect(disclosures.map(each => Buffer.from(each, "base64url").toString()).join()).toContain(
    '"kind":"measure"',
  )
  expect(await page.getByRole("contentinfo").getByRole("link", { name: /^ที่/ }).getAttribute("href")).toMatch(
    /^https:/,
  )
}

async function verifies(page: Page): Promise<void> {
  await page.getByRole("contentinfo").getByRole("link", { name: "ตรวจบันทึก", exact: true }).click()
  await page.getByRole("button", { name: "ตรวจบันทึก" }).click()
  await page.locator("#verdict > :focus").waitFor()
  expect(await page.locator("#verdict h2").textContent()).toContain("ทุกฉบับ")
}

async function takesTables(page: Page, measure: string): Promise<void> {
  const reuse = page.getByRole("region", { name: "นำไปใช้ต่อ" })
  const csv = await download(page, () => reuse.getByRole("link", { name: "CSV มาตรการ" }).click())
  expect(csv.toString()).toContain(measure)
  const workbook = await download(page, () => reuse.getByRole("link", { name: "Excel ทั้งปี" }).click())
  expect(workbook.subarray(0, 2).toString()).toBe("PK")
}

async function download(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [started] = await Promise.all([page.waitForEvent("download"), press()])
  return readFile(await started.path())
}
