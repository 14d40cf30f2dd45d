/** What may be asked of the record: filters, a section, a page of changes, a day that has passed. */
import { beforeEach, describe, expect, test } from "vitest"
import { changesPageSchema } from "../../../shared/view/changes-page.ts"
import { measurePageSchema } from "../../../shared/view/measure.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { sectionPageSchema } from "../../../shared/view/section-page.ts"
import { begunBy } from "../empty-database.ts"
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
import { assessment, day, duty, FIRST, measure, report } from "../rows.ts"

/** A block of data is never run. */
const RUN_SCRIPT = /<script(?! type="application\/ld\+json">)/

const HTML = { headers: { Accept: "text/html" } }
const DAY_MS = 24 * 3_600_000

let office: Office
let now: number
let clock: ReturnType<typeof withClock>

const BEGUN = Date.parse("2023-05-20T03:00:00Z")
const begin = begunBy(async () => {
  const begun = newOffice()
  await readAsBefore()
  const second = measure("b", {
    indicator: 2,
    measure: "เปิดเผยรายงาน ๑๒ เดือน <b>",
    lead: "ฝ่ายโยธา",
    responsible: "ฝ่ายโยธา",
    occurrences: [{ id: "2566", due: day("2023-05-01") }],
  })
  const rows = [...FIRST.rows, assessment(2, "การใช้งบประมาณ", 60), second]
  await push(
    begun,
    { ...FIRST, rows },
    withClock(() => BEGUN),
  )
  return begun
})

beforeEach(async () => {
  now = BEGUN
  clock = withClock(() => now)
  office = await begin()
})

/** A new clock too: an answer of the old one serves a while. */
function passDays(days: number): void {
  now += days * DAY_MS
  clock = withClock(() => now)
}

const page = async (path: string) => textOf(await request(path, HTML, clock))
const json = async (path: string): Promise<unknown> =>
  JSON.parse(await textOf(await request(path, undefined, clock)))

describe("filters", () => {
  test.for([
    ["section=3", ["m-bbbbbbbb"]],
    ["section=2", ["m-aaaaaaaa"]],
    ["indicator=1", ["m-aaaaaaaa"]],
    ["state=overdue", ["m-bbbbbbbb"]],
    ["q=คู่มือ", ["m-aaaaaaaa"]],
    ["q=12 รายงาน", ["m-bbbbbbbb"]],
    ["q=๑๒", ["m-bbbbbbbb"]],
    ["q=การใช้งบประมาณ", ["m-bbbbbbbb"]],
    ["section=3&state=due", []],
    ["section=&indicator=&state=&q=", ["m-aaaaaaaa", "m-bbbbbbbb"]],
  ] as const)("%s", async ([query, ids]) => {
    const text = await page(`/${YEAR}?${query}`)
    expect([...text.matchAll(/<tr id="(m-\w+)"/g)].map(match => match[1])).toEqual(ids)
    const view = yearViewSchema.parse(await json(`/${YEAR}.json?${query}`))
    expect(view.measures.map(each => each.id)).toEqual(ids)
    expect(view.reports.every(each => ids.some(id => id === each.measure))).toBe(true)
  })

  test("say how many they left, and lead back part by part", async () => {
    const text = await page(`/${YEAR}?section=3&q=zz`)
    expect(text).toContain("แสดง 0 จาก 2 มาตรการ")
    expect(text).toContain("ไม่พบมาตรการที่ตรงกับตัวกรอง")
    expect(text).toContain(`href="/${YEAR}?q=zz#measures"`)
    expect(text).toContain(`href="/${YEAR}?section=3#measures"`)
    expect(text).toContain(`href="/${YEAR}#measures">ล้างตัวกรองทั้งหมด`)
    expect(await page(`/${YEAR}`)).not.toContain("ล้างตัวกรองทั้งหมด")
  })

  test("count what each choice would show, and the overview's counts lead to them", async () => {
    const text = await page(`/${YEAR}?indicator=2`)
    expect(text).toContain('<option value="3">ฝ่ายโยธา (1)</option>')
    expect(text).toContain('<option value="2">ฝ่ายทะเบียน (0)</option>')
    expect(text).toContain(`href="/${YEAR}?state=overdue#measures"`)
  })

  test.for([
    "section=99",
    "section=-1",
    "indicator=1e3",
    "state=%3Cscript%3E",
    "page=7&nothing=x",
    `indicator=${"9".repeat(5000)}`,
    "q=%20%20",
    "q=%ff%fe",
    "state=due%00",
  ])("%s is no error", async query => {
    const response = await request(`/${YEAR}?${query}`, HTML, clock)
    expect(response.status).toBe(200)
    await response.arrayBuffer()
  })

  test("a search as long as an address is cut, and shown as text", async () => {
    const text = await page(`/${YEAR}?q=${encodeURIComponent(`"><script>${"😀".repeat(500)}`)}`)
    expect(text).not.toMatch(RUN_SCRIPT)
    expect(text.match(/😀/gu)?.length).toBeLessThan(400)
  })

  test("two ways to ask the same are one answer, and another question is another", async () => {
    const same = await Promise.all(
      [`?state=due&q=x`, `?q=%20x%20&junk=1&state=due`].map(q => page(`/${YEAR}${q}`)),
    )
    expect(same[0]).toBe(same[1])
    expect(await page(`/${YEAR}?state=due`)).not.toBe(same[0])
  })
})

describe("a section", () => {
  test("has what it leads and owes alone", async () => {
    await push(
      office,
      {
        rows: [
          duty("a"),
          report("d-aaaaaaaa", "3", "2566-04", { due: day("2023-05-05"), date: day("2023-05-04") }),
        ],
      },
      clock,
    )
    const view = sectionPageSchema.parse(await json(`/${YEAR}/sections/3.json`))
    expect(view.section.name).toBe("ฝ่ายโยธา")
    expect(view.measures.map(each => each.id)).toEqual(["m-bbbbbbbb", "m-aaaaaaaa"])
    expect(new Set(view.reports.map(each => each.section))).toEqual(new Set(["ฝ่ายโยธา"]))
    const text = await page(`/${YEAR}/sections/3`)
    expect(text).toMatch(/<h1>(?:<span[^>]*>)?ฝ่ายโยธา(?:<\/span>)?<\/h1>/)
    expect(text).toContain("เกินมาแล้ว 19 วัน")
    expect(text.indexOf("ต้องติดตามก่อน")).toBeLessThan(text.indexOf("มาตรการของฝ่ายนี้"))
  })

  test("is where its name on a measure's page leads", async () => {
    expect(await page(`/${YEAR}/measures/m-bbbbbbbb`)).toContain(`href="/${YEAR}/sections/3">ฝ่ายโยธา</a>`)
  })

  test.for(["99", "0", "x", "%3Cscript%3E"])("%s is not there", async slug => {
    const response = await request(`/${YEAR}/sections/${slug}`, HTML, clock)
    expect([response.status, await textOf(response)]).toEqual([404, expect.stringContaining("ไม่มีฝ่าย")])
    const twin = await request(`/${YEAR}/sections/${slug}.json`, undefined, clock)
    expect([twin.status, JSON.parse(await textOf(twin))]).toEqual([
      404,
      expect.objectContaining({ code: "notFound" }),
    ])
  })
})

describe("changes", () => {
  test("tell old, new and why, newest first, the announcement as one", async () => {
    passDays(1)
    const moved = { occurrences: [{ id: "2566", due: day("2023-07-31") }], reason: "รอผลการประเมิน" }
    await push(office, { rows: [measure("a", moved)] }, clock)
    const view = changesPageSchema.parse(await json("/changes.json"))
    expect(view).toMatchObject({ page: 1, pages: 1, total: 2, next: null, previous: null })
    expect(view.changes.map(each => each.event)).toEqual(["changed", "announced"])
    expect(view.changes[0]).toMatchObject({
      fiscalYear: YEAR,
      revision: 2,
      measure: "m-aaaaaaaa",
      reason: "รอผลการประเมิน",
    })
    expect(view.changes[0]?.changes).toContainEqual({ key: "due", from: "2023-06-30", to: "2023-07-31" })
    const text = await page("/changes")
    expect(text).toMatch(/<del>.*30 มิ.ย. 2566.*<ins>.*31 ก.ค. 2566/s)
    expect(text).toContain("รอผลการประเมิน")
    expect(await page(`/${YEAR}`)).toContain('href="/changes"')
  })

  test("come a page at a time; a number that is none is the first, one past the end the last", async () => {
    for (let round = 1; round <= 42; round++)
      await push(office, { rows: [measure("a", { issue: `ครั้งที่ ${round}` })] }, clock)
    const first = changesPageSchema.parse(await json("/changes.json"))
    const last = changesPageSchema.parse(await json("/changes.json?page=2"))
    expect([first.total, first.changes.length, last.changes.length]).toEqual([43, 40, 3])
    expect([first.next, last.previous]).toEqual(["/changes.json?page=2", "/changes.json?page=1"])
    expect(last.changes.at(-1)?.event).toBe("announced")
    for (const none of ["0", "-1", "1.5", "x", "9".repeat(400)])
      expect(changesPageSchema.parse(await json(`/changes.json?page=${none}`)).page).toBe(1)
    expect(changesPageSchema.parse(await json("/changes.json?page=999")).page).toBe(2)
    expect(await page("/changes")).toContain('href="/changes?page=2"')
  })
})

describe("?at=", () => {
  const PAST = "at=2023-05-20"

  beforeEach(async () => {
    passDays(20)
    await push(office, { rows: [measure("a", { measure: "ข้อความใหม่" }), measure("c")] }, clock)
  })

  test("a past day shows the record and the states of that day, and says so", async () => {
    const then = yearViewSchema.parse(await json(`/${YEAR}.json?${PAST}`))
    expect(then).toMatchObject({ revision: 1, today: "2023-05-20" })
    expect(then.measures.map(each => each.state)).toEqual(["scheduled", "overdue"])
    const today = yearViewSchema.parse(await json(`/${YEAR}.json`))
    expect(today).toMatchObject({ revision: 2, today: "2023-06-09" })
    expect(today.measures[0]).toMatchObject({ measure: "ข้อความใหม่", state: "due" })
    const text = await page(`/${YEAR}?${PAST}`)
    expect(text).toMatch(/หน้านี้แสดงข้อมูล ณ .*20 พฤษภาคม 2566.* ไม่ใช่ข้อมูลล่าสุด/)
    expect(text).toContain("วันจำลอง 9 มิถุนายน 2566")
    expect(text).not.toContain("ข้อความใหม่")
    expect(await page(`/${YEAR}`)).not.toContain("ไม่ใช่ข้อมูลล่าสุด")
  })

  test.for([
    "/",
    `/${YEAR}`,
    `/${YEAR}?state=overdue`,
    `/${YEAR}/measures/m-aaaaaaaa`,
    `/${YEAR}/sections/2`,
    "/changes",
    "/about",
  ])("%s keeps to the day in its links", async path => {
    const text = await page(`${path}${path.includes("?") ? "&" : "?"}${PAST}`)
    expect(text).toContain("ไม่ใช่ข้อมูลล่าสุด")
    const inner = [...text.matchAll(/href="(\/(?:\d{4}|changes)[^"]*)"/g)].map(match => match[1] ?? "")
    const present = path.split("?")[0]
    // Calendars and feeds are subscribed to: they are of the present, whatever page names them.
    const dated = inner.filter(
      href => href !== present && !/\/calendar\.ics|\/feed\.(?:json|atom)$/.test(href),
    )
    expect(dated.filter(href => !href.includes(PAST))).toEqual([])
  })

  test("holds for a measure, a section, the changes and the tables", async () => {
    const then = measurePageSchema.parse(await json(`/${YEAR}/measures/m-aaaaaaaa.json?${PAST}`))
    expect([then.measure.measure, then.history.length]).toEqual(["จัดทำคู่มือการให้บริการ", 1])
    expect(sectionPageSchema.parse(await json(`/${YEAR}/sections/2.json?${PAST}`)).today).toBe("2023-05-20")
    expect(changesPageSchema.parse(await json(`/changes.json?${PAST}`)).total).toBe(1)
    expect(await textOf(await request(`/${YEAR}/measures.csv?${PAST}`, undefined, clock))).not.toContain(
      "ข้อความใหม่",
    )
    const unborn = await request(`/${YEAR}/measures/m-cccccccc?${PAST}`, HTML, clock)
    expect([unborn.status, await textOf(unborn)]).toEqual([404, expect.stringContaining("ไม่มีมาตรการ")])
  })

  test("today is the present, and the form keeps a past day", async () => {
    expect(await page(`/${YEAR}?at=2023-06-09`)).toBe(await page(`/${YEAR}`))
    expect(await page(`/${YEAR}?${PAST}`)).toContain('<input type="hidden" name="at" value="2023-05-20"/>')
  })

  test.for([
    ["2020-01-01", 404, "ยังไม่ได้ประกาศ"],
    ["2023-06-10", 400, "ยังมาไม่ถึง"],
    ["2023-02-30", 400, "ไม่ใช่วันที่"],
    ["%3Cscript%3E", 400, "ไม่ใช่วันที่"],
    ["yesterday".repeat(500), 400, "ไม่ใช่วันที่"],
  ] as const)("%s is %d in clear words", async ([at, status, words]) => {
    for (const path of [
      "/",
      `/${YEAR}`,
      `/${YEAR}.json`,
      "/changes",
      "/changes.json",
      `/${YEAR}/sections/2`,
    ]) {
      const response = await request(`${path}?at=${at}`, HTML, clock)
      const text = await textOf(response)
      expect([path, response.status, isPage(response) && RUN_SCRIPT.test(text)]).toEqual([
        path,
        status,
        false,
      ])
      expect(text).toContain(words)
      expect(response.headers.get("Cache-Control")).toBe("no-store")
    }
  })
})

function isPage(response: Response): boolean {
  return response.headers.get("Content-Type")?.includes("text/html") ?? false
}

test("a past day of a year whose log is longer than one request may read is refused in words; the present is not", async () => {
  const { DB } = clock
  passDays(2)
  await DB.prepare(
    `INSERT INTO entry (leaf, position, fiscal_year, name)
     WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)
     SELECT (SELECT MAX(idx) FROM leaf), i, ${YEAR}, 'oversight/o-' || i FROM n`,
  ).run()
  const refused = await request(`/${YEAR}.json?at=2023-05-21`, {}, clock)
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({
    code: "tooLong",
    title: expect.stringContaining("/changes"),
    titleEn: expect.stringContaining("20,000 lines"),
  })
  expect(await page(`/${YEAR}?at=2023-05-21`)).toContain("20,000 บรรทัด")
  expect((await request(`/${YEAR}.json`, {}, clock)).status).toBe(200)
})
