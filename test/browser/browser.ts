/** A real browser, from npm. The list of arguments that comes with it dies when a second page closes: plain ones do not. */
import { mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import chromium from "@sparticuz/chromium"
import { type Browser, chromium as engine, type Locator, type Page } from "playwright-core"

let opened: Promise<Browser> | undefined

/** One a process, which ends with it: to start another costs as much as a dozen pages. Each file closes its own pages. */
export function openBrowser(): Promise<Browser> {
  opened ??= launch()
  return opened
}

async function launch(): Promise<Browser> {
  return engine.launch({
    executablePath: await unpacked(),
    // Its last compiler costs more than it saves on pages that live for a second.
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--js-flags=--no-opt"],
  })
}

/** It is unpacked once a machine, not among the folders of this run. */
async function unpacked(): Promise<string> {
  const { TMPDIR = tmpdir(), LASTING_TMPDIR = TMPDIR } = process.env
  process.env.TMPDIR = LASTING_TMPDIR
  try {
    return await chromium.executablePath()
  } finally {
    process.env.TMPDIR = TMPDIR
  }
}

/** With all that they kept. Files of a process follow each other: what is open is the asking file's. */
export async function closePages(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map(context => context.close()))
}

/** A page on which a script error or a refused resource fails the test that reads `faults`. */
export async function openPage(browser: Browser, faults: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "th-TH" })
  page.setDefaultTimeout(60_000)
  page.on("pageerror", error => faults.push(error.message))
  page.on("console", message => {
    // A refused edit is an answer of 4xx, which the browser logs by itself.
    if (message.type() === "error" && !message.text().includes("status of 4")) faults.push(message.text())
  })
  return page
}

/** An edit is shown once its scan has run, and the machine of a test may have other work. */
export const PATIENT = { timeout: 60_000 }

/** The grid's cell under a header, by the number of its row on the sheet. */
export function cellOf(page: Page, header: string, row: number): Locator {
  return page.getByRole("gridcell", { name: new RegExp(`^${header} แถว ${row}(?: |$)`) })
}

/** Types into a cell as a person does, and waits until the office has looked at it. */
export async function typeInto(page: Page, header: string, row: number, text: string): Promise<void> {
  await cellOf(page, header, row).click()
  await page.keyboard.press("F2")
  await page.keyboard.press("ControlOrMeta+A")
  const answered = page.waitForResponse(response => response.url().endsWith("/api/cells"))
  await page.keyboard.insertText(text)
  await page.keyboard.press("Enter")
  await answered
  await page.getByRole("status").filter({ hasText: "บันทึกและตรวจแล้ว" }).waitFor()
}

/** Only where somebody wants to look: `SUJARIT_SCREENSHOTS=folder`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SUJARIT_SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
