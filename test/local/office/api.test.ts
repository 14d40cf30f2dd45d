/** The office's interface on a provisioned sheet, without script or Worker: who may do what, and what is refused. */
import type { Hono } from "hono"
import { beforeAll, describe, expect, test } from "vitest"
import { createGoogleClients, localAuth } from "../../../cli/office/google-login.ts"
import { provision } from "../../../cli/provision/provision.ts"
import { writePlan } from "../../../cli/provision/write-plan.ts"
import { createClock } from "../../../local/clock.ts"
import { openLocalGoogle } from "../../../local/google/api/google.ts"
import { createEditor } from "../../../local/google/edit/editing.ts"
import { createOfficeApp } from "../../../local/office/app.ts"
import type { OffSheetStep } from "../../../local/office/app-deps.ts"
import { createNews } from "../../../local/office/events.ts"
import type { GridView } from "../../../local/office/grid-view.ts"
import { createOffice } from "../../../local/office/office.ts"
import type { TabTable } from "../../../local/office/tab.ts"
import {
  SAMPLE_HOLIDAYS,
  SAMPLE_OWNER,
  SAMPLE_SECTIONS,
  SAMPLE_SETTINGS,
} from "../../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../../local/sample/plan-2566.ts"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"

let app: Hono
/** What a save meets, and whether the last one failed. */
let disk: "room" | "full" = "room"
let isFull = false
const steps = new Set<OffSheetStep>()

beforeAll(async () => {
  const clock = createClock({ today: parseIsoDate("2023-05-29"), realNow: Date.now })
  const google = await openLocalGoogle({ now: clock.now, owner: SAMPLE_OWNER })
  const door = await google.listen()
  const clients = createGoogleClients({ auth: localAuth(), rootUrl: door.rootUrl })
  const { spreadsheetId } = await provision(clients, {
    office: "local",
    fiscalYear: 2566,
    title: "ตาราง",
    owner: SAMPLE_OWNER,
    today: clock.today(),
    sections: SAMPLE_SECTIONS,
    settings: SAMPLE_SETTINGS,
    holidays: SAMPLE_HOLIDAYS,
  })
  await writePlan(clients, spreadsheetId, SAMPLE_PLAN)
  await door.close()
  const office = createOffice({
    google,
    editor: createEditor(google, []),
    spreadsheetId: () => spreadsheetId,
  })
  app = createOfficeApp({
    office,
    years: {
      list: () => [2566],
      shown: () => 2566,
      show: () => false,
      next: () => 2567,
      openNext: async () => {},
    },
    clock,
    news: createNews(),
    assets: new Map(),
    publicUrl: "http://127.0.0.1:1",
    isSample: true,
    mailbox: { list: () => [], keep: async () => {} },
    timekeeper: {
      advanceTo: async () => ({ runs: [], isStopped: false }),
      moving: () => undefined,
      stop: () => {},
      tick: async () => {},
      close: async () => {},
    },
    seen: { has: step => steps.has(step), note: step => void steps.add(step) },
    officeName: () => "สำนักงานเขต",
    scriptFault: () => undefined,
    saving: {
      isUnsaved: () => isFull,
      save: async () => {
        if (disk === "full") {
          isFull = true
          throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" })
        }
        isFull = false
      },
    },
    onDefect: error => {
      throw error
    },
  })
})

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return app.request(path, {
    method: "POST",
    headers: { host: "127.0.0.1:8788", "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
}

const get = (path: string, host = "127.0.0.1:8788") => app.request(path, { headers: { host } })
async function tableOf(tab: string): Promise<TabTable> {
  return (await (await get(`/api/tabs/${encodeURIComponent(tab)}.json`)).json()) as TabTable
}

const CELL = { tab: "มาตรการ", cell: "D9", value: "ข้อความ", as: "ฝ่ายปกครอง" }

describe("edits", () => {
  test("answer with the value and the row's problems", async () => {
    const answer = await post("/api/cells", CELL)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ value: "ข้อความ", problems: [] })
  })

  test("a block with tabs is pasted from its corner", async () => {
    await post("/api/cells", { ...CELL, tab: "นำเข้า", cell: "a3", value: "ก\tข\nค\tง" })
    const { headers, keys, rows } = await tableOf("นำเข้า")
    expect(keys.slice(0, 2)).toEqual(["result", "issue"])
    expect(headers[0]).toBe("ผลการประเมิน")
    expect(rows[1]?.slice(0, 2)).toEqual(["ก", "ข"])
    expect(rows[2]?.slice(0, 2)).toEqual(["ค", "ง"])
  })

  test.each([
    [{ as: "stranger" }, 403, "no-access"],
    [{ as: "somebody" }, 400, "no-such-actor"],
    [{ tab: "ไม่มีแท็บนี้" }, 404, "no-such-tab"],
    [{ cell: "9" }, 400, "badRequest"],
    [{ cell: "D0" }, 400, "badRequest"],
    [{ cell: "ZZZ9" }, 400, "no-such-place"],
    [{ value: 5 }, 400, "badRequest"],
    [{ value: "ก".repeat(50_001) }, 422, "validation"],
    [{ extra: 1 }, 400, "badRequest"],
  ])("with %j are refused", async (change, status, reason) => {
    const answer = await post("/api/cells", { ...CELL, ...change })
    expect(answer.status).toBe(status)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    expect(await answer.json()).toMatchObject({ status, error: { reason } })
  })

  test("go to the row that was meant, wherever others have put it since", async () => {
    const { keys, rows } = await tableOf("ตั้งค่า")
    const at = rows.findIndex(row => row[keys.indexOf("key")] === "contact")
    const value = String.fromCharCode(65 + keys.indexOf("value"))
    const seen = { tab: "ตั้งค่า", as: "owner", cell: `${value}${at + 2}`, row: "contact" }
    const insert = { tab: "ตั้งค่า", as: "owner", action: "insert", at: 1, count: 1 }
    expect((await post("/api/rows", insert)).status).toBe(200)
    const answer = await post("/api/cells", { ...seen, value: "โทร 0 2000 0000" })
    expect(await answer.json()).toMatchObject({ value: "โทร 0 2000 0000" })
    const after = await tableOf("ตั้งค่า")
    expect(after.rows[at + 1]?.[keys.indexOf("value")]).toBe("โทร 0 2000 0000")
    expect(after.rows[at]).toEqual(rows[at - 1])
    await post("/api/rows", { ...insert, action: "delete" })
  })

  test("of a row that is gone are refused, and change nothing", async () => {
    const before = await tableOf("มาตรการ")
    const answer = await post("/api/cells", { ...CELL, row: "m-gone" })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ error: { reason: "row-gone" } })
    expect(await tableOf("มาตรการ")).toEqual(before)
  })

  test("a body that is no JSON, or came as a form, is refused", async () => {
    expect((await post("/api/cells", "{")).status).toBe(400)
    expect((await post("/api/cells", CELL, { "content-type": "text/plain" })).status).toBe(400)
  })

  test.each(["ฝ่ายทะเบียน", "director"])("%s is told in Thai whose cell it is", async as => {
    const answer = await post("/api/cells", { ...CELL, cell: "H3", as })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ error: { message: "ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง" } })
  })
})

describe("undo", () => {
  test("is each account's own, and stops at what another changed since", async () => {
    const sheet = { tab: "นำเข้า", cell: "C7" }
    await post("/api/cells", { ...sheet, value: "หนึ่ง", as: "ฝ่ายปกครอง" })
    await post("/api/cells", { ...sheet, value: "สอง", as: "owner" })
    expect((await post("/api/undo", { as: "ฝ่ายโยธา", direction: "undo" })).status).toBe(409)
    expect((await post("/api/undo", { as: "ฝ่ายปกครอง", direction: "undo" })).status).toBe(400)
    expect(await (await post("/api/undo", { as: "owner", direction: "undo" })).json()).toMatchObject({
      value: "หนึ่ง",
    })
    expect(await (await post("/api/undo", { as: "owner", direction: "redo" })).json()).toMatchObject({
      value: "สอง",
    })
  })

  test("brings a deleted row back as it was, and takes an inserted one away", async () => {
    const before = await tableOf("วันหยุด")
    const place = { tab: "วันหยุด", as: "ฝ่ายปกครอง" }
    await post("/api/rows", { ...place, action: "delete", at: 2, count: 2 })
    expect((await tableOf("วันหยุด")).rows).toHaveLength(before.rows.length - 2)
    await post("/api/undo", { as: "ฝ่ายปกครอง", direction: "undo" })
    expect(await tableOf("วันหยุด")).toEqual(before)
    await post("/api/rows", { ...place, action: "insert", at: 3, count: 1 })
    await post("/api/undo", { as: "ฝ่ายปกครอง", direction: "undo" })
    expect(await tableOf("วันหยุด")).toEqual(before)
  })
})

describe("the guard", () => {
  test.each(["evil.example", "127.0.0.1.evil.example:8788", "192.168.1.5:8788", ""])(
    "host %j is refused",
    async host => {
      expect((await get("/", host)).status).toBe(403)
    },
  )

  test.each([
    [{ origin: "http://evil.example" }],
    [{ origin: "http://127.0.0.1:9999" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
  ])("a write with %j is refused", async headers => {
    expect((await post("/api/cells", CELL, headers)).status).toBe(403)
  })

  test("its own page may write, and every page is under a strict policy", async () => {
    const own = { origin: "http://127.0.0.1:8788", "sec-fetch-site": "same-origin" }
    expect((await post("/api/cells", CELL, own)).status).toBe(200)
    const page = await get("/")
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe")
    expect(await page.text()).toContain("วันจำลอง 29 พฤษภาคม 2566")
  })
})

describe("the view of a tab", () => {
  test("says who may edit what it locks, and hides what is hidden", async () => {
    const query = new URLSearchParams({ as: "ฝ่ายทะเบียน", tab: "มาตรการ" })
    const { tab, tabs } = (await (await get(`/api/view?${query}`)).json()) as GridView
    expect(tabs.map(each => each.title)).not.toContain("_record")
    expect(tab.columns.map(each => each.header)).not.toContain("เครื่องหมาย")
    expect(tab.lockReasons).toContain("ช่องนี้แก้ได้เฉพาะฝ่ายปกครอง")
  })

  test("falls back on something that exists", async () => {
    const view = await (await get("/api/view?as=nobody&tab=nothing")).json()
    expect(view).toMatchObject({ as: "ฝ่ายปกครอง", tab: { title: "มาตรการ" } })
  })
})

test("an address of the record that is asked for here is told where it is", async () => {
  const answer = await get("/api/v1/mail-preview?on=2023-06-05&to=director")
  expect([answer.status, await answer.json()]).toEqual([
    404,
    { code: "sheetAddress", publicUrl: "http://127.0.0.1:1" },
  ])
})

describe("while the last save did not reach the disk", () => {
  const PAGES = ["/", "/mailbox", "/clock", "/evidence"]

  test("an edit is not said to be made, the next is not made, every page says so, and room mends it", async () => {
    disk = "full"
    const lost = await post("/api/cells", { ...CELL, value: "ไม่ถึงดิสก์" })
    expect([lost.status, ((await lost.json()) as { detail: string }).detail]).toEqual([
      507,
      expect.stringContaining("บันทึกลงดิสก์ไม่สำเร็จ"),
    ])
    const before = await tableOf("มาตรการ")
    for (const [path, body] of [
      ["/api/cells", { ...CELL, value: "อีกครั้ง" }],
      ["/api/rows", { tab: "มาตรการ", as: "ฝ่ายปกครอง", action: "insert", at: 2, count: 1 }],
      ["/api/undo", { as: "ฝ่ายปกครอง", direction: "undo" }],
      ["/api/clock", { today: "2023-06-05" }],
    ] as const)
      expect((await post(path, body)).status, path).toBe(507)
    expect(await tableOf("มาตรการ")).toEqual(before)
    for (const page of PAGES) expect(await (await get(page)).text(), page).toContain("บันทึกลงดิสก์ไม่สำเร็จ")
    const view = (await (await get("/api/view")).json()) as GridView
    expect(view.fault).toContain("บันทึกลงดิสก์ไม่สำเร็จ")
    disk = "room"
    expect((await post("/api/cells", { ...CELL, value: "ถึงดิสก์" })).status).toBe(200)
    for (const page of PAGES) expect(await (await get(page)).text(), page).not.toContain("บันทึกลงดิสก์ไม่สำเร็จ")
  })
})

describe("the tour", () => {
  const done = async () =>
    [...(await (await get("/")).text()).matchAll(/<li value="(\d)" class="done"/g)].map(match =>
      Number(match[1]),
    )

  test("marks each of its five steps by what the office then holds", async () => {
    expect(await done()).toEqual([])
    const crossed = await post("/api/cells", {
      ...{ tab: "รายงาน ฝ่ายทะเบียน", cell: "H2", value: "x", as: "ฝ่ายทะเบียน" },
    })
    expect(await crossed.text()).toContain("กดที่ช่อง หรือพิมพ์ TRUE")
    await post("/api/cells", { tab: "รายงาน ฝ่ายทะเบียน", cell: "E2", value: "5 มิ.ย. 2566", as: "ฝ่ายทะเบียน" })
    expect(await done()).toEqual([])
    await post("/api/cells", { tab: "รายงาน ฝ่ายทะเบียน", cell: "F2", value: "ส่งครบแล้ว", as: "ฝ่ายทะเบียน" })
    expect(await done()).toEqual([2])
    const { keys } = await tableOf("มาตรการ")
    const reason = `${String.fromCharCode(65 + keys.indexOf("reason"))}9`
    await post("/api/cells", { tab: "มาตรการ", cell: reason, value: "เร่งให้เสร็จก่อนสิ้นปี", as: "ฝ่ายปกครอง" })
    expect(await done()).toEqual([1, 2])
    expect((await get("/public")).headers.get("location")).toBe("http://127.0.0.1:1/")
    expect((await post("/api/clock", { today: "2566-06-05" })).status).toBe(400)
    expect(await done()).toEqual([1, 2, 3])
    expect((await post("/api/clock", { today: "2023-06-05" })).status).toBe(200)
    expect(await done()).toEqual([1, 2, 3, 4])
  })

  test("is gone for good when a person hides it", async () => {
    expect((await post("/tour/hide", "")).headers.get("location")).toBe("/")
    expect(await (await get("/")).text()).not.toContain("ลองใช้ 5 ขั้น")
  })
})
