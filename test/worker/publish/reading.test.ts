/** What goes out: pages, their twins, tables, and the manners of HTTP. */
import { parse } from "csv-parse/browser/esm/sync"
import { beforeEach, describe, expect, test } from "vitest"
import { measurePageSchema } from "../../../shared/view/measure.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { MEASURE_COLUMNS, REPORT_COLUMNS } from "../../../shared/view/table-columns.ts"
import { readCsv } from "../../read-csv.ts"
import { emptyDatabase } from "../empty-database.ts"
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

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

test("a tag changes with the revision and with the day", async () => {
  let now = Date.parse("2023-06-01T03:00:00Z")
  const clock = () => withClock(() => now)
  const tag = async () => (await request(`/${YEAR}.json`, undefined, clock())).headers.get("ETag")
  const first = await tag()
  expect(await tag()).toBe(first)
  now += 24 * 3_600_000
  const nextDay = await tag()
  await push(office, { rows: [measure("a", { issue: "x" })] })
  expect(new Set([first, nextDay, await tag()]).size).toBe(3)
})

describe("JSON", () => {
  test("of a year is its schema, with states of the day", async () => {
    await readAsBefore()
    await push(office, { rows: [report("m-aaaaaaaa", "2", "2566"), duty("a")] })
    const before = withClock(() => Date.parse("2023-06-01T03:00:00Z"))
    const view = yearViewSchema.parse(
      JSON.parse(await textOf(await request(`/${YEAR}.json`, undefined, before))),
    )
    expect(view).toMatchObject({ fiscalYear: YEAR, revision: 2, today: "2023-06-01", simulated: true })
    // The report was accepted long after its day, whatever date was typed in it.
    expect(view.reports.find(each => each.id === "m-aaaaaaaa/2/2566")?.state).toBe("late")
    expect(view.reports.filter(each => each.duty === "d-aaaaaaaa")).toHaveLength(20)
    expect(view.measures[0]?.due).toEqual(["2023-06-30"])
    expect(view.measures[0]?.state).toBe("overdue")
  })

  test("of a measure is its schema, with its history and moves", async () => {
    const moved = { occurrences: [{ id: "2566", due: day("2023-07-31") }], reason: "รอผลการประเมิน" }
    await push(office, { rows: [measure("a", moved)] })
    const view = measurePageSchema.parse(
      JSON.parse(await textOf(await request(`/${YEAR}/measures/m-aaaaaaaa.json`))),
    )
    expect(view.moves).toMatchObject([
      { from: "2023-06-30", to: "2023-07-31", days: 31, daysFromPromise: 31, reason: "รอผลการประเมิน" },
    ])
    expect(view.history.map(each => each.event)).toEqual(["changed", "published"])
    expect(view.history[0]?.changes).toContainEqual({ key: "reason", from: "", to: "รอผลการประเมิน" })
  })

  test("of / is that of the newest year, and both addresses of a year agree", async () => {
    const texts = await Promise.all(
      ["/index.json", `/${YEAR}.json`, `/api/v1/years/${YEAR}`].map(async path =>
        textOf(await request(path)),
      ),
    )
    expect(new Set(texts).size).toBe(1)
  })
})

describe("CSV", () => {
  test("reads back with another reader, lists by line feeds, mark for Excel in front", async () => {
    await readAsBefore()
    await push(office, { rows: [measure("a", { partners: ["ฝ่ายโยธา", "ฝ่ายการคลัง"] })] })
    const text = await textOf(await request(`/${YEAR}/measures.csv`))
    const bytes = new Uint8Array(await (await request(`/${YEAR}/measures.csv`)).arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [header = [], cells = [], ...others] = readCsv(text)
    expect([header, others]).toEqual([[...MEASURE_COLUMNS], []])
    expect(Object.fromEntries(header.map((key, at) => [key, cells[at]]))).toMatchObject({
      id: "m-aaaaaaaa",
      partners: "ฝ่ายโยธา\nฝ่ายการคลัง",
      state: "overdue",
    })
  })

  test("has one line for each obligation", async () => {
    const text = await textOf(await request(`/${YEAR}/reports.csv`))
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    expect(rows).toHaveLength(1)
    expect(Object.keys(rows[0] ?? {})).toEqual([...REPORT_COLUMNS])
  })

  test("says of a report whether it is proven, and of each link how it stands", async () => {
    const link = "https://office.example/report.pdf"
    await push(office, { rows: [report("m-aaaaaaaa", "2", "2566", { evidence: link })] })
    const rows = parse(await textOf(await request(`/${YEAR}/reports.csv`)), { columns: true, bom: true })
    const [line] = (rows as Record<string, string>[]).filter(({ id }) => id === "m-aaaaaaaa/2/2566")
    expect(line).toMatchObject({ proven: "true", linkStates: `unchecked ${link}`, droppedFor: "" })
  })

  test.for(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("a cell of %j is no formula", async formula => {
    await push(office, { rows: [measure("a", { issue: formula })] })
    const text = await textOf(await request(`/${YEAR}/measures.csv`))
    const [row] = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    expect(row?.issue).toMatch(/^'/)
    expect(row?.issue?.replaceAll("'", "")).toBe(formula)
  })
})

describe("what is not there", () => {
  test.for(["/2570", "/2566/measures/m-zzzzzzzz", "/2566/measures/xyz", "/0", "/99999999999", "/nothing"])(
    "%s is a page for a reader",
    async path => {
      const response = await request(path, HTML)
      expect(response.status).toBe(404)
      expect(response.headers.get("Content-Type")).toContain("text/html")
      expect(await textOf(response)).toContain("ไม่พบหน้านี้")
    },
  )

  test.for([
    "/2570.json",
    "/2566/measures/m-zzzzzzzz.json",
    "/2570/measures.csv",
    "/api/v1/years/2570",
    "/api/v1/pushes/2566/9",
    "/api/v1/nothing",
    "/assets/style.css",
  ])("%s is problem details for a program", async path => {
    const response = await request(path, HTML)
    expect(response.status).toBe(404)
    expect(response.headers.get("Content-Type")).toBe("application/problem+json")
    const problem = JSON.parse(await textOf(response)) as Record<string, unknown>
    expect(problem).toMatchObject({ status: 404, code: "notFound", titleEn: "Not found" })
  })

  test("a trailing slash leads to the address without", async () => {
    const response = await request("/2566/", { redirect: "manual" })
    expect([response.status, new URL(response.headers.get("Location") ?? "").pathname]).toEqual([
      301,
      "/2566",
    ])
  })
})

describe("a simulated day", () => {
  const simulated = withClock(() => Date.parse("2023-06-12T01:00:00Z"))

  test.for(["https://record.example", "http://10.0.0.1", "http://127.0.0.1.example"])(
    "is not served to %s",
    async origin => {
      const { default: worker } = await import("../../../worker/main.ts")
      const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
      const response = await worker.fetch(new Request(`${origin}/2566`), simulated, context)
      expect(response.status).toBe(421)
      expect(await textOf(response)).toContain("simulatedHere")
    },
  )
})

test("before any announcement the first page says so, and data say there is nothing", async () => {
  await emptyDatabase()
  const page = await request("/", HTML)
  expect([page.status, await textOf(page)]).toEqual([200, expect.stringContaining("ยังไม่มีแผนที่ประกาศ")])
  expect((await request("/index.json")).status).toBe(404)
  expect(JSON.parse(await textOf(await request("/api/v1/years")))).toMatchObject({ years: [] })
})

test("a sheet silent for more than a day is told loudly", async () => {
  const later = withClock(() => Date.now() + 3 * 24 * 3_600_000)
  expect(await textOf(await request(`/${YEAR}`))).not.toContain("ข้อมูลอาจไม่เป็นปัจจุบัน")
  expect(await textOf(await request(`/${YEAR}`, undefined, later))).toContain("ข้อมูลอาจไม่เป็นปัจจุบัน")
  const health = JSON.parse(await textOf(await request("/healthz", undefined, later))) as { years: unknown[] }
  expect(health.years).toMatchObject([{ fiscalYear: YEAR, stale: true }])
})

test("fonts and style come from here, and are kept for good", async () => {
  const page = await textOf(await request("/"))
  const addresses = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(match => match[1] ?? "")
  expect(addresses.length).toBeGreaterThanOrEqual(4)
  for (const address of addresses) {
    const kept = await request(address)
    await kept.arrayBuffer()
    expect(kept.status).toBe(200)
    const headers = { "If-None-Match": kept.headers.get("ETag") ?? "" }
    const again = await request(address, { headers })
    expect([again.status, await textOf(again)]).toEqual([304, ""])
  }
  // What is shown: the addresses in the head are the office's own, those of the data name their vocabularies.
  const shown = page
    .slice(page.indexOf("<body"))
    .replace(/<script type="application\/ld\+json">.*?<\/script>/s, "")
  expect(shown).not.toMatch(
    /<script|style="|https?:\/\/(?!office\.example|calendar\.google\.com\/calendar\/r\?cid=|social-plugins\.line\.me\/lineit\/share\?url=|127\.0\.0\.1\/2566\/embed&quot; title)/,
  )
  const asked = page.match(/<(?:link rel="(?!canonical)|script src|img)[^>]*https?:[^>]*>/g)
  expect(asked).toBeNull()
})
