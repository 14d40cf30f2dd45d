/** Pages for assessors, on paper, and about the record itself: what they say, of which day, and how much of it. */
import { gzipSync } from "node:zlib"
import { parse } from "csv-parse/browser/esm/sync"
import { beforeEach, describe, expect, test } from "vitest"
import { dutyBookSchema } from "../../../shared/view/duty-book.ts"
import { logPageSchema } from "../../../shared/view/log-page.ts"
import { printPageSchema } from "../../../shared/view/print-page.ts"
import { statusPageSchema } from "../../../shared/view/status-page.ts"
import { BOOK_COLUMNS } from "../../../shared/view/table-columns.ts"
import { begunBy, emptyDatabase } from "../empty-database.ts"
import {
  newOffice,
  type Office,
  pushBefore as push,
  readAsBefore,
  request,
  textOf,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { day, duty, FIRST, measure, report } from "../rows.ts"

const HTML = { headers: { Accept: "text/html" } }

let office: Office

const begin = begunBy(async () => {
  const begun = newOffice()
  await push(begun, { ...FIRST, rows: [...FIRST.rows, duty("a")] })
  return begun
})

beforeEach(async () => {
  office = await begin()
})

const june = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
const page = async (address: string, env = june) => textOf(await request(address, HTML, env))
const json = async (address: string, env = june) => JSON.parse(await textOf(await request(address, {}, env)))

test("results say what was done, by whom, when, with which evidence, and what is missing", async () => {
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566", { result: "จัดทำคู่มือแล้ว 500 เล่ม" })] })
  const text = await page(`/${YEAR}/results`)
  for (const word of ["จัดทำคู่มือแล้ว 500 เล่ม", "office.example", "ฝ่ายทะเบียน", "2 พ.ค. 2566", "ข้อมูล ณ"])
    expect(text).toContain(word)
})

test("the items are answered with the rows, and unknown where the sheet is silent", async () => {
  const text = await page(`/${YEAR}/ita`)
  for (const word of ["O42", "O43", "มีครบ", "ยังไม่ครบ", "ไม่ทราบจากตาราง"]) expect(text).toContain(word)
})

describe("the book of a duty", () => {
  test("names who is missing, as page, twin and table", async () => {
    await readAsBefore()
    await push(office, {
      rows: [
        report("d-aaaaaaaa", "1", "2566-04"),
        report("d-aaaaaaaa", "2", "2566-04", { evidence: "", result: "", date: "", nothingToReport: true }),
      ],
    })
    const address = `/${YEAR}/duties/d-aaaaaaaa`
    const view = dutyBookSchema.parse(await json(`${address}.json`))
    const april = view.periods.find(each => each.occurrence === "2566-04")
    expect(april).toMatchObject({ sent: ["ฝ่ายปกครอง"], nothing: ["ฝ่ายทะเบียน"], missing: { length: 8 } })
    expect(await page(address)).toContain("ยังไม่ได้รับ 8")
    const rows = parse(await textOf(await request(`${address}.csv`, {}, june)), { columns: true, bom: true })
    expect(Object.keys(rows[0] ?? {})).toEqual([...BOOK_COLUMNS])
    expect((rows as { answer: string }[]).filter(each => each.answer === "missing")).toHaveLength(18)
  })

  test.for(["d-zzzzzzzz", "m-aaaaaaaa", "x"])("is of no duty %s", async id => {
    for (const ending of ["", ".json", ".csv"])
      expect((await request(`/${YEAR}/duties/${id}${ending}`)).status).toBe(404)
  })
})

describe("the log", () => {
  test("lists every push with its hash and what it touched, newest first", async () => {
    await push(office, { rows: [measure("a", { issue: "ใหม่" })] })
    const view = logPageSchema.parse(await json("/log.json"))
    expect(view.leaves.map(each => each.revision)).toEqual([2, 1])
    expect(view.leaves[0]).toMatchObject({ rows: [{ kind: "measure", count: 1 }], announced: false })
    expect(view.leaves[0]?.head).toBe(office.head)
    const text = await page("/log")
    expect(text).toContain(office.head)
    // A heading that a phone breaks keeps its words whole.
    expect(text).toContain('<span class="ws">ลายมือชื่อ</span>')
    expect((await request(view.leaves[0]?.push ?? "")).status).toBe(200)
  })

  test("says of a push without a public row what it was about", async () => {
    await push(office, { held: ["measure/m-aaaaaaaa"] })
    expect(await page("/log")).toContain("มีที่ต้องแก้เพิ่ม 1 แถว")
    await push(office, { held: [] })
    expect(await page("/log")).toContain("ไม่มีที่ต้องแก้แล้ว 1 แถว")
  })
})

describe("the state of the system", () => {
  test("names what is held back by its accepted text, and tells nothing of the new one", async () => {
    await push(office, { held: ["measure/m-aaaaaaaa"] })
    const view = statusPageSchema.parse(await json("/status.json"))
    const name = measure("a").measure
    const waiting = [{ why: "held", name, measure: "m-aaaaaaaa" }]
    expect(view.years[0]).toMatchObject({ fiscalYear: YEAR, held: 1, waiting })
    const text = await page("/status")
    expect(text).toContain("1 แถว")
    expect(text).toContain(`href="/${YEAR}/measures/m-aaaaaaaa"`)
    expect(text).not.toContain("@")
  })

  test("is of this moment alone", async () => {
    const asked = await request("/status?at=2023-01-01", HTML, june)
    expect(asked.status).toBe(400)
    expect(await textOf(asked)).toContain("สภาพขณะนี้")
  })
})

test("before any announcement there is a log and a state, of nothing", async () => {
  await emptyDatabase()
  for (const address of ["/log", "/status", "/help", "/help/director"])
    expect([address, (await request(address, HTML)).status]).toEqual([address, 200])
  for (const address of [
    `/${YEAR}/results`,
    `/${YEAR}/ita`,
    `/${YEAR}/progress`,
    `/${YEAR}/print`,
    "/log.json",
  ])
    expect([address, (await request(address, HTML)).status]).toEqual([address, 404])
})

test("a past day is asked for on every page of a year", async () => {
  for (const path of ["results", "ita", "progress", "print", "results/print", "duties/d-aaaaaaaa"]) {
    const response = await request(`/${YEAR}/${path}?at=2000-01-01`, HTML)
    expect([path, response.status]).toEqual([path, 404])
  }
})

test("paper is cut into sheets, with the digits of the settings", async () => {
  const view = printPageSchema.parse(await json(`/${YEAR}/print.json`))
  expect(view.sheets).toHaveLength(1)
  expect(view.lines).toContain("ตามประกาศ ที่ ๑/๒๕๖๖ ลงวันที่ ๑๒ ตุลาคม ๒๕๖๕")
  expect(view.sheets[0]?.rows[0]?.cells[0]?.[1]?.text).toBe("ได้ค่าคะแนน ๙๙.๖๘ คะแนน")
  expect(await page(`/${YEAR}/print`)).toContain("sheet-thai")
})

test("the plan is printed as announced whatever came after, and as it stands with what changed", async () => {
  const before = await json(`/${YEAR}/print.json?as=announced`)
  await push(office, { rows: [measure("a", { issue: "ประเด็นใหม่", reason: "ปรับตามผลการประเมิน" })] })
  const announced = printPageSchema.parse(await json(`/${YEAR}/print.json?as=announced`))
  expect(announced).toEqual(before)
  expect(announced).toMatchObject({ edition: "announced", revision: 1, changes: [], changesForm: null })
  const current = printPageSchema.parse(await json(`/${YEAR}/print.json`))
  expect(current.edition).toBe("current")
  expect(current.changes).toMatchObject([{ row: "measure/m-aaaaaaaa", key: "issue", now: "ประเด็นใหม่" }])
  const [page1, page2] = [await page(`/${YEAR}/print`), await page(`/${YEAR}/print?as=announced`)]
  for (const text of ["[แก้ไขหลังประกาศ]", "รายการที่เปลี่ยนจากฉบับตามประกาศ", `href="/${YEAR}/print?as=announced"`])
    expect([text, page1.includes(text), page2.includes(text)]).toEqual([text, true, false])
  expect(page2).toContain(`href="/${YEAR}/print"`)
})

describe("a year of a thousand measures", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
  const idOf = (n: number) => `m-aaaaaa${letters[Math.floor(n / 36)]}${letters[n % 36]}`
  const many = Array.from({ length: 1000 }, (_, n) =>
    measure("a", { id: idOf(n), measure: `มาตรการที่ ${n + 1}` }),
  )

  const grow = begunBy(async () => {
    for (let from = 0; from < many.length; from += 250)
      await push(office, { rows: many.slice(from, from + 250) })
    return office
  })

  beforeEach(async () => {
    office = await grow()
  })

  test("is read page by page, each leading to the next, none heavy", async () => {
    const first = await page(`/${YEAR}`)
    expect(first).toMatch(/rel="next" href="\/2566\?page=2#measures"/)
    const second = await page(`/${YEAR}?page=2`)
    expect(second).toMatch(/rel="prev" href="\/2566#measures"/)
    expect(second).not.toContain("ต้องติดตามก่อน")
    expect(second).toContain('<h2 id="strip">')
    for (const address of ["", "?page=2", "/results", "/sections/2", "/ita", "/progress"])
      expect([address, gzipSync(await page(`/${YEAR}${address}`)).length < 200_000]).toEqual([address, true])
    expect(await page(`/${YEAR}?page=999`)).toContain("หน้า 20 จาก 20")
  })

  test("keeps its filters from page to page", async () => {
    expect(await page(`/${YEAR}?section=2`)).toContain('href="/2566?section=2&amp;page=2#measures"')
  })
})

test("whether dates were moved is one link away from the year, whatever the answer", async () => {
  const year = await page(`/${YEAR}`)
  expect(year).toContain(`href="/${YEAR}/moves"`)
  expect(year).toContain("ยังไม่มีการเลื่อนกำหนด")
  expect(await page(`/${YEAR}/moves`)).toContain("ยังไม่มีการเลื่อนกำหนด")
})

test("a move is told with its distance from the first promise, on every page and in the feed", async () => {
  const due = (date: string) => ({ occurrences: [{ id: "2566", due: day(date) }] })
  await push(office, { rows: [measure("a", { ...due("2023-08-31"), reason: "รอผลการประเมิน" })] })
  await push(office, { rows: [measure("a", { ...due("2023-08-10"), reason: "เร่งตามคำสั่ง" })] })
  for (const address of [`/${YEAR}`, `/${YEAR}/moves`, `/${YEAR}/measures/m-aaaaaaaa`, "/changes"])
    expect([address, await page(address)]).toEqual([address, expect.stringContaining("+41 วัน")])
  const feed = await json("/feed.json")
  expect(feed.items[0].content_text).toContain("นับจากกำหนดแรก: ช้าลง 41 วัน")
})

test("the guides' pictures are served under names kept for good; another name is none", async () => {
  for (const guide of ["clerk", "director"]) {
    const sources = [...(await page(`/help/${guide}`)).matchAll(/<img src="([^"]+)"/g)].map(
      each => each[1] ?? "",
    )
    expect(sources.length).toBeGreaterThan(1)
    for (const source of sources) {
      const response = await request(source)
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000)
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "image/webp"])
      expect(response.headers.get("Cache-Control")).toContain("immutable")
      const old = await request(source.replace(/\.[0-9a-f]{12}\./, ".000000000000."))
      await old.arrayBuffer()
      expect(old.status).toBe(404)
    }
  }
})
