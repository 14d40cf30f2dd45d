/** An office of another kind, started from its sample: nothing it says is a district's. */
import { mkdtempSync, rmSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type RunningOffice, startOffice } from "../../../cli/start/assemble.ts"
import type { GridView } from "../../../local/office/grid-view.ts"
import { DISTRICT_SECTIONS, EARLIER_OFFICE } from "../../../shared/row/office-kind.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import { freePort } from "../../free-port.ts"
import { addressesListed } from "../../listed-addresses.ts"

type Mail = { readonly to: string; readonly text: string; readonly html: string }

const OF_A_DISTRICT = [EARLIER_OFFICE.directorTitle, EARLIER_OFFICE.parent, "สำนักงานเขต"].concat(
  DISTRICT_SECTIONS.map(({ name }) => name),
)
const districtIn = (text: string) => OF_A_DISTRICT.filter(word => text.includes(word))

const folder = mkdtempSync(join(tmpdir(), "sujarit-other-"))
let office: RunningOffice
let view: YearView
let mails: readonly Mail[]

beforeAll(async () => {
  // What is done by itself is done when this file says so.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
  office = await startOffice({
    ...{ port: await freePort(), sheetPort: await freePort(), folder: join(folder, "office") },
    ...{ source: { kind: "sample", name: "local" }, log: () => {}, today: undefined },
  })
  const stepped = await fetch(`${office.sheetUrl}/api/clock`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ today: "2023-05-30" }),
  })
  expect(stepped.status).toBe(200)
  view = (await (await fetch(`${office.publicUrl}/2566.json`)).json()) as YearView
  mails = (await (await fetch(`${office.sheetUrl}/mailbox.json`)).json()) as Mail[]
}, 480_000)

afterAll(async () => {
  await office?.close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe("the office of a sub-district", () => {
  // What else is done then is told by timekeeper.test.ts.
  it("looks a few times a minute at what is due, and keeps its clock", async () => {
    const keptAt = async () =>
      JSON.parse(await readFile(join(folder, "office", "office.json"), "utf8")).clock.at as number
    const before = await keptAt()
    vi.advanceTimersByTime(20_000)
    await expect.poll(keptAt, { timeout: 60_000 }).toBeGreaterThan(before)
  })

  it("publishes its sample whole, by its own sections and their heads", () => {
    expect(view).toMatchObject({ office: "องค์การบริหารส่วนตำบลบางตัวอย่าง", fiscalYear: 2566 })
    expect(view.measures).toHaveLength(10)
    expect(view.duties).toHaveLength(5)
    expect(view.sections.slice(0, 2)).toMatchObject([
      { name: "สำนักปลัด", head: "หัวหน้าสำนักปลัด" },
      { name: "กองคลัง", head: "ผู้อำนวยการกองคลัง" },
    ])
    expect(view.reports.filter(({ section }) => section === "กองคลัง").length).toBeGreaterThan(5)
  })

  it("names at no public address what a district calls its own", async () => {
    const document = await readFile(new URL("../../../docs/addresses.md", import.meta.url), "utf8")
    const [measure, duty] = [view.measures[0]?.id ?? "", view.duties[0]?.id ?? ""]
    const addresses = addressesListed(document, { year: 2566, measure, duty, section: "2", revision: 1 })
    // The program that verifies stands in a bundle whole, with the words of every kind of office; its texts are those of the others.
    for (const address of addresses.filter(each => !each.endsWith(".zip"))) {
      const answer = await fetch(`${office.publicUrl}${address}`)
      expect([address, answer.status < 500, districtIn(await answer.text())]).toEqual([address, true, []])
    }
    const page = await (await fetch(`${office.publicUrl}/2566`)).text()
    expect(page).toContain("โดยนายก")
  }, 60_000)

  it("writes to its own head and sections, as each is called", () => {
    const toDirector = mails.filter(({ to }) => to.startsWith("director@"))
    expect(toDirector[0]?.text).toContain("เรียน  นายกองค์การบริหารส่วนตำบลบางตัวอย่าง")
    expect(mails.some(({ text }) => text.includes("ผู้อำนวยการกองคลัง"))).toBe(true)
    expect(mails.flatMap(({ text, html }) => districtIn(text + html))).toEqual([])
  })

  it("is shown so in the sheet", async () => {
    const text = await (await fetch(`${office.sheetUrl}/`)).text()
    expect(districtIn(text)).toEqual([])
    const measures = (await (
      await fetch(`${office.sheetUrl}/api/tabs/${encodeURIComponent("มาตรการ")}.json`)
    ).json()) as {
      readonly rows: readonly { readonly problems?: string }[]
    }
    expect(measures.rows.filter(({ problems = "" }) => /ต้องแก้/.test(problems))).toEqual([])
  })
})

describe("the year after", () => {
  const grid = async (tab = "ตั้งค่า") => {
    const query = new URLSearchParams({ as: "owner", tab })
    const shown = (await (await fetch(`${office.sheetUrl}/api/view?${query}`)).json()) as GridView
    return shown.tab.rows.map(({ cells }) => cells.map(({ text }) => text))
  }
  const settingOf = async (label: string) => (await grid()).find(row => row.includes(label))?.[2]
  const press = (path: string) => fetch(`${office.sheetUrl}${path}`, { method: "POST", redirect: "manual" })

  it("is opened with one button, with the sections, people and settings of this one, and no plan", async () => {
    expect(await (await fetch(`${office.sheetUrl}/`)).text()).toContain("เปิดปีงบประมาณ 2567")
    const [opened, again] = await Promise.all([press("/years"), press("/years")])
    expect([opened?.status, again?.status]).toEqual([303, 303])
    expect(await settingOf("ปีงบประมาณ")).toBe("2567")
    expect(await settingOf("เลขที่ประกาศ")).toBe("")
    expect(await settingOf("ชื่อหน่วยงาน")).toBe("องค์การบริหารส่วนตำบลบางตัวอย่าง")
    expect((await grid("หน่วยงาน")).map(row => row[1])).toContain("กองคลัง")
    expect((await grid("มาตรการ")).flat().filter(text => !["", "FALSE"].includes(text))).toEqual([])
  }, 120_000)

  it("stands beside this one, which goes on; nothing of it is public before it is announced", async () => {
    const page = await (await fetch(`${office.sheetUrl}/`)).text()
    expect(page).toContain('<a href="/?year=2566">2566</a>')
    // Nobody plans two years ahead.
    expect(page).not.toContain("เปิดปีงบประมาณ 2568")
    expect((await fetch(`${office.publicUrl}/2567.json`)).status).toBe(404)
    await fetch(`${office.sheetUrl}/?year=2566`)
    expect(await settingOf("ปีงบประมาณ")).toBe("2566")
    expect((await grid("มาตรการ")).length).toBeGreaterThan(10)
  })
})
