/** The whole job as a new user does it: from an edited cell to the public record and the director's mail. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parseIsoDate } from "../../shared/date/civil-date.ts"
import { longDate } from "../../shared/date/thai-date.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { cellOf, closePages, openBrowser, openPage, PATIENT, screenshot, typeInto } from "./browser.ts"
import { type OfficeProcess, startOffice } from "./office-process.ts"
import { linesOf, memoryOf, postJson, readJson } from "./reading.ts"

let folder: string
let office: OfficeProcess
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-proof-"))
  ;[office, browser] = await Promise.all([startOffice(folder, FIRST_DAY), openBrowser()])
  page = await openPage(browser, faults)
})
afterAll(async () => {
  await closePages(browser)
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})

/** The sample's plan alone, on the Sunday before a week whose Monday is a holiday: each day passes hour by hour. */
const FIRST_DAY = ["--sample", "district", "--today", "2023-06-04"]
const LED_BY_REGISTRATION = 9
const PERIOD = "ระยะเวลา"
/** Where the buttons of the clock have taken the office. */
const LAST_DAY = "2023-06-09"
/** Where a move was stopped after that. */
let stoppedDay = ""

describe("a section at the grid", () => {
  test("is told where everything is", () => {
    expect(office.output).toContain(office.sheetUrl)
    expect(office.output).toContain(office.publicUrl)
    expect(office.output).toContain("2023-06-04")
  })

  test("opens the grid, sees the simulated day, acts as its section", async () => {
    await page.goto(`${office.sheetUrl}/`)
    await page.getByLabel("ทำงานในนาม").selectOption("ฝ่ายทะเบียน")
    await page.waitForURL(/as=%E0%B8%9D/)
    expect(await page.locator("#day").textContent()).toContain("วันจำลอง 4 มิถุนายน 2566")
    expect(await page.getByRole("grid").getAttribute("aria-label")).toBe("ตาราง มาตรการ")
    await screenshot(page, "grid")
  })

  test("breaks the deadline of the measure it leads and reads why, in Thai", async () => {
    await typeInto(page, PERIOD, LED_BY_REGISTRATION, "ภายในวันที่ 31 มิถุนายน 2566")
    const cell = cellOf(page, PERIOD, LED_BY_REGISTRATION)
    await cell.click()
    expect(await cell.getAttribute("aria-invalid")).toBe("true")
    const panel = page.getByRole("region", { name: "ช่องที่เลือก" })
    expect(await panel.textContent()).toContain("31 มิถุนายน 2566” ไม่มีในปฏิทิน")
    expect(await page.locator("#counts").textContent()).toContain("ต้องแก้")
    await screenshot(page, "grid-problem")
  })

  test("the public still reads the old deadline meanwhile, and that an edit is held", async () => {
    const measure = await measureOf(8)
    expect(measure.period).toBe("ภายในปีงบประมาณ พ.ศ. ๒๕๖๖")
  })

  test("mends it with a reason; the public page and its JSON change", async () => {
    await typeInto(page, PERIOD, LED_BY_REGISTRATION, "ภายในวันที่ 31 สิงหาคม 2566")
    await typeInto(page, "เหตุผล", LED_BY_REGISTRATION, "เร่งให้เสร็จก่อนสิ้นปีงบประมาณ")
    const measure = await measureOf(8)
    const html = await (await fetch(`${office.publicUrl}/2566`)).text()
    expect(measure).toMatchObject({ period: "ภายในวันที่ 31 สิงหาคม 2566", due: ["2023-08-31"] })
    // A date is marked up so that no line breaks within it.
    expect(html.replace(/<[^>]+>/g, "")).toContain("31 สิงหาคม 2566")
    expect(await cellOf(page, "สิ่งที่ต้องดู", LED_BY_REGISTRATION).textContent()).toBe("")
  })

  test("is refused another section's row, and told whose it is", async () => {
    const cell = cellOf(page, PERIOD, 3)
    await cell.click()
    await page.keyboard.type("x")
    expect(await cell.getAttribute("aria-readonly")).toBe("true")
    expect(await page.getByRole("region", { name: "ช่องที่เลือก" }).textContent()).toContain(
      "ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง",
    )
    const refused = { tab: "มาตรการ", cell: "F3", value: "x", as: "ฝ่ายทะเบียน" }
    const { status, body } = await postJson(`${office.sheetUrl}/api/cells`, refused)
    expect(status).toBe(403)
    expect(body).toMatchObject({ error: { message: "ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง" } })
  })

  test("takes back what it typed, and does it again", async () => {
    await typeInto(page, "มาตรการ/กิจกรรม", LED_BY_REGISTRATION, "ข้อความชั่วคราว")
    await page.getByRole("button", { name: "ย้อน" }).click()
    await expect
      .poll(() => cellOf(page, "มาตรการ/กิจกรรม", LED_BY_REGISTRATION).textContent(), PATIENT)
      .not.toContain("ชั่วคราว")
    await page.getByRole("button", { name: "ทำซ้ำ" }).click()
    await expect
      .poll(() => cellOf(page, "มาตรการ/กิจกรรม", LED_BY_REGISTRATION).textContent(), PATIENT)
      .toBe("ข้อความชั่วคราว")
    await page.getByRole("button", { name: "ย้อน" }).click()
    await expect
      .poll(() => cellOf(page, "มาตรการ/กิจกรรม", LED_BY_REGISTRATION).textContent(), PATIENT)
      .not.toContain("ชั่วคราว")
  })

  test("sees another browser's edit without asking", async () => {
    const other = await openPage(browser, faults)
    const address = new URLSearchParams({ as: "ฝ่ายปกครอง", tab: "มาตรการ" })
    await other.goto(`${office.sheetUrl}/?${address}`)
    await typeInto(page, "เหตุผล", LED_BY_REGISTRATION, "เร่งให้เสร็จก่อนสิ้นปี")
    await expect
      .poll(() => cellOf(other, "เหตุผล", LED_BY_REGISTRATION).textContent(), PATIENT)
      .toBe("เร่งให้เสร็จก่อนสิ้นปี")
    await other.close()
  })
})

describe("a deadline that comes near", () => {
  test("reaches the director's mailbox on the Tuesday before it, since the Monday is a holiday", async () => {
    const { body } = await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-06" })
    expect(body).toMatchObject({ today: "2023-06-06" })
    expect(linesOf(body, "runs").some(run => Number(run.sent) > 0)).toBe(true)
    const digest = (await mails()).findLast(mail => mail.to === "director@bangsommut.example")
    expect(digest?.at.slice(0, 10)).toBe("2023-06-06")
    expect(digest?.text).toContain("๓๐ มิ")
    await page.goto(`${office.sheetUrl}/mailbox`)
    await screenshot(page, "mailbox")
    await page
      .getByRole("link", { name: digest?.subject ?? "" })
      .first()
      .click()
    const frame = page.frameLocator("iframe")
    await frame.locator("body").getByText("เรียน").first().waitFor()
    await screenshot(page, "mail")
  })

  test("is not told twice when the day is advanced to again", async () => {
    const before = (await mails()).length
    const { body } = await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-06" })
    expect(body).toMatchObject({ today: "2023-06-06", runs: [] })
    await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-07" })
    const after = await mails()
    const told = after.map(({ to, subject }) => `${to} ${subject}`)
    expect(new Set(told).size).toBe(told.length)
    expect(after.slice(before).every(mail => mail.at > "2023-06-06T17")).toBe(true)
  })

  test("never goes back", async () => {
    const { status, body } = await postJson(`${office.sheetUrl}/api/clock`, { today: "2023-06-03" })
    expect(status).toBe(409)
    expect(body).toMatchObject({ error: { reason: "backwards" } })
  })
})

describe("a report", () => {
  test("with evidence is done in public", async () => {
    const tab = "รายงาน ฝ่ายปกครอง"
    await page.goto(`${office.sheetUrl}/?${new URLSearchParams({ as: "ฝ่ายปกครอง", tab })}`)
    await page.getByRole("grid").waitFor()
    const row = await rowDueOn(tab, "2566-06")
    await typeInto(page, "วันที่ดำเนินการ", row.line, "6 มิ.ย. 2566")
    await typeInto(page, "ผลการดำเนินงาน", row.line, "เผยแพร่รายงานแล้ว")
    await typeInto(page, "หลักฐาน", row.line, "https://webportal.bangkok.go.th/phasicharoen/report-06")
    await screenshot(page, "report")
    const year = await readJson(`${office.publicUrl}/2566.json`)
    const report = linesOf(year, "reports").find(each => each.id === row.id)
    expect(report).toMatchObject({ section: "ฝ่ายปกครอง", date: "2023-06-06", state: "done" })
  })
})

/** What was answered from the mail. */
const ANSWERED = "ส่งแบบให้ฝ่ายปกครองแล้ว ไม่มีข้อทักท้วง"

describe("an answer from the mail, on a phone", () => {
  test("by the mail's own button, without a log-in or a script, is told at once what is wrong, and then kept", async () => {
    const number = (await mails()).findLastIndex(({ to }) => to === "mail-3@bangsommut.example") + 1
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: "th-TH",
      javaScriptEnabled: false,
    })
    const phone = await context.newPage()
    await phone.goto(`${office.sheetUrl}/mailbox/${number}/html`)
    await phone.goto((await phone.getByRole("link", { name: /^ตอบจากโทรศัพท์/ }).getAttribute("href")) ?? "")
    await phone.getByRole("heading", { name: "รายงานผลของฝ่ายโยธา" }).waitFor()
    const form = phone.locator("details[open]").first()
    await form.getByLabel("วันที่ดำเนินการ").fill("8 มิ.ย. 66")
    await form.getByLabel("ผลการดำเนินงาน").fill(ANSWERED)
    await form.getByLabel("หลักฐาน").fill("กท 6301/123 ลว. 7 มิ.ย. 2566")
    await form.getByRole("button", { name: "ส่งคำตอบ" }).click()
    await phone.getByText("ยังมาไม่ถึง ให้พิมพ์วันที่ทำเสร็จจริง").waitFor()
    expect(await form.getByLabel("ผลการดำเนินงาน").inputValue()).toBe(ANSWERED)
    await screenshot(phone, "answer-wrong")
    await form.getByLabel("วันที่ดำเนินการ").fill("7 มิ.ย. 66")
    await form.getByRole("button", { name: "ส่งคำตอบ" }).click()
    await phone.getByRole("heading", { name: "ตอบแล้ว 1 เรื่อง" }).waitFor()
    expect(await phone.evaluate("document.documentElement.scrollWidth")).toBe(360)
    await screenshot(phone, "answer")
    await context.close()
  })
})

describe("the page of the clock", () => {
  test("moves the day by a button, and to the day that is typed", async () => {
    await page.goto(`${office.sheetUrl}/clock`)
    const named = (name: string) => page.getByRole("main").getByRole("button", { name })
    const typed = page.getByLabel("หรือเลื่อนไปถึงสิ้นวันที่")
    const steps = ["วันถัดไป", "ต้นสัปดาห์หน้า", "อีก 7 วัน", "อีก 30 วัน"]
    // A month passes hour by hour and takes as long: of buttons that differ in nothing but their day, one is pressed.
    const buttons = steps.map(each => named(each).evaluate(button => button.outerHTML.replace(/>.*/s, ">")))
    const [first = "", ...others] = await Promise.all(buttons)
    expect(others.map(each => each.replace(/ class="[^"]*"| value="[^"]*"/g, ""))).toEqual(
      others.map(() => first.replace(/ class="[^"]*"| value="[^"]*"/g, "")),
    )
    const days = await Promise.all(steps.map(each => named(each).getAttribute("value")))
    expect(days).toEqual(["2023-06-08", "2023-06-12", "2023-06-14", "2023-07-07"])
    for (const name of ["วันถัดไป", "เลื่อนวัน"]) {
      const next = parseIsoDate(await typed.inputValue())
      await named(name).click()
      const shown = next && longDate(next, "ascii").replace("พ.ศ. ", "พ.ศ.\u00a0")
      await expect.poll(() => page.locator("h1").textContent(), PATIENT).toContain(shown)
      await typed.waitFor()
    }
    await screenshot(page, "clock")
  })

  test("has brought what was answered into the sheet, marked, and in public it counts from the day it was sent", async () => {
    const year = await readJson(`${office.publicUrl}/2566.json`)
    const answered = linesOf(year, "reports").find(each => each.result === ANSWERED)
    expect(answered).toMatchObject({ section: "ฝ่ายโยธา", by: "ตอบทางอีเมล", date: "2023-06-07" })
    expect(String(answered?.reportedAt)).toMatch(/^2023-06-07T/)
    const tab = encodeURIComponent("รายงาน ฝ่ายโยธา")
    expect(JSON.stringify(await readJson(`${office.sheetUrl}/api/tabs/${tab}.json`))).toContain(ANSWERED)
  })

  test("shows how far a long move has come, and stops it where it is", async () => {
    await page.getByRole("button", { name: "อีก 30 วัน" }).click()
    await page.getByRole("progressbar").waitFor()
    await expect
      .poll(() => page.locator("#progress").textContent(), PATIENT)
      .toMatch(/ผ่านไปแล้ว [1-9]\d* จาก 31 วัน/)
    await screenshot(page, "clock-moving")
    await page.getByRole("button", { name: "หยุดที่วันนี้" }).click()
    await page.getByText("หยุดไว้ที่").waitFor(PATIENT)
    const { today } = (await readJson(`${office.publicUrl}/2566.json`)) as { today: string }
    stoppedDay = today
    expect([LAST_DAY < stoppedDay, stoppedDay < "2023-07-09"]).toEqual([true, true])
  })
})

test("the tour has marked what was done, leads to the rest, and ends", async () => {
  const tour = page.locator("#tour")
  await page.goto(`${office.sheetUrl}/`)
  await tour.getByText("ทำแล้ว").nth(3).waitFor()
  await tour.getByRole("link", { name: "ดูหน้าเว็บสาธารณะ" }).click()
  await page.waitForURL(`${office.publicUrl}/**`)
  await page.goto(`${office.sheetUrl}/`)
  await tour.getByText("ลองครบ 5 ขั้นแล้ว").waitFor()
  await screenshot(page, "tour")
})

test("no page had a script error or a refused resource", () => {
  expect(faults).toEqual([])
})

describe("Ctrl-C", () => {
  test("comes to an office that stayed under 900 MB", async () => {
    // What a busy moment left behind is given back; what is held stays: half of it the Worker's runtime, which collects late: some 650, by luck 780.
    await expect.poll(() => memoryOf(office.pid), { timeout: 30_000, interval: 250 }).toBeLessThan(900)
  })

  test("saves everything, and the next start finds it", async () => {
    // What a person typed in the place of the public address is not this machine's to mend.
    expect((await postJson(`${office.sheetUrl}/api/cells`, await typedAddress())).status).toBe(200)
    const before = { mails: await mails(), year: await readJson(`${office.publicUrl}/2566.json`) }
    const { publicUrl, sheetUrl } = office
    expect(await office.interrupt()).toBe(0)
    office = await startOffice(folder)
    expect(office.output).toContain(stoppedDay)
    const kept = JSON.stringify(before.mails)
    // At whatever ports, and in no other letter than its links.
    const here = kept.replaceAll(publicUrl, office.publicUrl).replaceAll(sheetUrl, office.sheetUrl)
    expect(await mails()).toEqual(JSON.parse(here))
    expect(await (await fetch(`${office.sheetUrl}/`)).text()).toContain("ลองครบ 5 ขั้นแล้ว")
    const year = await readJson(`${office.publicUrl}/2566.json`)
    expect(linesOf(year, "measures")).toEqual(linesOf(before.year, "measures"))
    expect(linesOf(year, "reports")).toEqual(linesOf(before.year, "reports"))
    const sheet = await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent("มาตรการ")}.json`)
    expect(JSON.stringify(sheet)).toContain("ภายในวันที่ 31 สิงหาคม 2566")
    const settings = await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent("ตั้งค่า")}.json`)
    expect(JSON.stringify(settings)).toContain(OWN_ADDRESS)
  })
})

const OWN_ADDRESS = "https://record.example"

async function typedAddress() {
  const tab = "ตั้งค่า"
  const sheet = await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(tab)}.json`)
  const { keys, rows } = sheet as { keys: string[]; rows: string[][] }
  const at = rows.findIndex(row => row[keys.indexOf("key")] === "publicAddress")
  return { tab, cell: `${columnName(keys.indexOf("value"))}${at + 2}`, value: OWN_ADDRESS, as: "owner" }
}

type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly at: string }

async function mails(): Promise<Mail[]> {
  return (await (await fetch(`${office.sheetUrl}/mailbox.json`)).json()) as Mail[]
}

async function measureOf(indicator: number): Promise<Record<string, unknown>> {
  const year = await readJson(`${office.publicUrl}/2566.json`)
  return linesOf(year, "measures").find(measure => measure.indicator === indicator) ?? {}
}

async function rowDueOn(tab: string, occurrence: string): Promise<{ line: number; id: string }> {
  const { keys, rows } = (await readJson(`${office.sheetUrl}/api/tabs/${encodeURIComponent(tab)}.json`)) as {
    keys: string[]
    rows: string[][]
  }
  const id = keys.indexOf("id")
  const at = rows.findIndex(row => row[id]?.endsWith(`/${occurrence}`))
  return { line: at + 2, id: rows[at]?.[id] ?? "" }
}
