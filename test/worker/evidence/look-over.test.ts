import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { addDays, bangkokDate } from "../../../shared/date/civil-date.ts"
import { asciiDigits } from "../../../shared/date/thai-date.ts"
import type { ReportRow, Row } from "../../../shared/row/row.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import { type LookDeps, lookDepsOf, lookOver } from "../../../worker/evidence/look-over.ts"
import { loadRecord, storeOf } from "../../../worker/store/store.ts"
import { at } from "../../shared/due/fixture.ts"
import { newOffice, push, readAsBefore, request, textOf, withClock } from "../push-fixture.ts"
import { day, duty, FIRST, report } from "../rows.ts"
import { linkTo, standIn } from "./stand-in.ts"

/** An announced year on 2 May 2566; its reports are pushed, and its hours pass. */
async function openOffice(...rows: readonly Row[]) {
  const office = newOffice()
  const clock = { now: at("2023-05-02", 7) }
  const given = withClock(() => clock.now)
  const today = () => bangkokDate(clock.now)
  const web = standIn(today)
  const run = (changes: Partial<LookDeps> = {}) =>
    lookOver({ ...lookDepsOf(given), fetch: web.fetch, ...changes }, clock.now)
  const accepted = await push(
    office,
    { rows: [...FIRST.rows, ...rows], privateRows: FIRST.privateRows },
    given,
  )
  expect(accepted.status).toBe(201)
  return {
    asked: web.asked,
    given,
    run,
    goTo: (date: string, hour = 10) => {
      clock.now = at(date, hour)
    },
    /** Two hours of each day through one. */
    async passThrough(date: string) {
      for (let passing = today(); passing <= date; passing = addDays(passing, 1))
        for (const slot of [at(passing, 8), at(passing, 20)].filter(each => each > clock.now)) {
          clock.now = slot
          await run()
        }
    },
    report: async (evidence: string, change: Partial<ReportRow> = {}) => {
      const row = { ...report("m-aaaaaaaa", "2", "2566"), ...change, date: day("2023-05-02"), evidence }
      expect((await push(office, { rows: [row] }, given)).status).toBe(201)
    },
    async year(path = ""): Promise<YearView> {
      storeOf(env.DB).forgetHeads()
      // A clock of its own: of one that was asked just now, the answer is used again.
      return JSON.parse(
        await textOf(
          await request(
            `/2566.json${path}`,
            {},
            withClock(() => clock.now),
          ),
        ),
      )
    },
    async page(path: string): Promise<string> {
      storeOf(env.DB).forgetHeads()
      const html = await textOf(
        await request(
          path,
          {},
          withClock(() => clock.now),
        ),
      )
      return html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ")
    },
    async owed(path = "") {
      return (await this.year(path)).reports.find(({ id }) => id === "m-aaaaaaaa/2/2566")
    },
  }
}

/** The same database, read by who knows nothing, with the rows that it reads. */
function countedDatabase() {
  const counts = { rowsRead: 0 }
  const inner = new Map<D1PreparedStatement, D1PreparedStatement>()
  const counted = (result: D1Result) => {
    counts.rowsRead += result.meta.rows_read
    return result
  }
  const statement = (real: D1PreparedStatement): D1PreparedStatement => {
    const made: D1PreparedStatement = {
      bind: (...values) => statement(real.bind(...values)),
      all: async () => counted(await real.all()),
      run: async () => counted(await real.run()),
      first: () => real.first(),
    }
    inner.set(made, real)
    return made
  }
  const DB: D1Database = {
    prepare: query => statement(env.DB.prepare(query)),
    batch: async all => (await env.DB.batch(all.map(each => inner.get(each) ?? each))).map(counted),
  }
  return { DB, counts }
}

describe("who knows nothing", () => {
  it("reads no year of looks, and answers what all of them say", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    office.goTo("2023-05-02", 8)
    await office.run()
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
       INSERT INTO look (fiscal_year, link_hash, at, outcome, status, type, size, sha256, is_cut)
       SELECT fiscal_year, link_hash, at + i * 1000, 'down', 500, '', NULL, NULL, 0 FROM look, n WHERE id = (SELECT MIN(id) FROM look)`,
    ).run()
    office.goTo("2023-05-03")
    expect(await office.run()).toBe(1)
    const read = async () => {
      const { DB, counts } = countedDatabase()
      const text = await textOf(await request("/2566.json", {}, { ...office.given, DB }))
      return { text, ...counts }
    }
    const kept = await read()
    expect(kept.rowsRead).toBeLessThanOrEqual(20)
    const { n, kept: few } = (await env.DB.prepare(
      "SELECT COUNT(*) AS n, (SELECT json_array_length(looks) FROM kept_looks) AS kept FROM look",
    ).first()) as { n: number; kept: number }
    expect(n).toBe(402)
    expect(few).toBeLessThanOrEqual(7)
    await env.DB.prepare("DELETE FROM kept_looks").run()
    const all = await read()
    expect(kept.text).toBe(all.text)
  })
})

describe("a report's link is opened when it is accepted", () => {
  it("and the page says when, what and how large", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    expect(await office.owed()).toMatchObject({
      state: "done",
      links: [{ state: "unchecked", checkedAt: null }],
    })
    office.goTo("2023-05-02", 8)
    expect(await office.run()).toBe(1)
    expect(await office.owed()).toMatchObject({
      state: "done",
      proven: true,
      links: [
        {
          link: linkTo("/report.pdf"),
          state: "open",
          checkedAt: "2023-05-02T01:00:00.000Z",
          status: 200,
          type: "application/pdf",
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    })
  })

  it("a second time the next day, then each month, and never between", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    await office.passThrough("2023-07-10")
    const { results } = await env.DB.prepare("SELECT at FROM look ORDER BY id").all()
    const days = (results as { at: number }[]).map(look => bangkokDate(look.at))
    expect(days).toEqual(["2023-05-02", "2023-05-03", "2023-06-02", "2023-07-02"])
  })

  it("a few a run, and each in its turn", async () => {
    const office = await openOffice()
    const links = Array.from({ length: 8 }, (_, index) => linkTo(`/report.pdf?${index}`))
    await office.report(links.join(" "))
    const counts = [await office.run(), await office.run(), await office.run(), await office.run()]
    expect(counts).toEqual([3, 3, 2, 0])
    expect([...office.asked].sort()).toEqual([...links].sort())
  })

  it("no link that kills a run stops the others", async () => {
    const office = await openOffice()
    const links = Array.from({ length: 8 }, (_, index) => linkTo(`/report.pdf?${index}`))
    await office.report(links.join(" "))
    for (let hour = 0; hour < 24; hour++) {
      office.goTo("2023-05-03", hour)
      let isDead = false
      const fetch = async ({ url }: Request) => {
        isDead ||= url === links[0]
        return new Response("a")
      }
      const now = async () => {
        if (isDead) throw new Error("the run is killed")
        return at("2023-05-03", hour)
      }
      await office.run({ fetch, now }).catch(() => {})
    }
    const { results } = await env.DB.prepare("SELECT DISTINCT link_hash FROM look").all()
    expect(results).toHaveLength(7)
  })

  it("within the platform's fifty requests and fifty queries beside the mail's; one query where nothing is due", async () => {
    const office = await openOffice()
    await office.report(Array.from({ length: 20 }, (_, index) => linkTo(`/loop?${index}`)).join(" "))
    expect(await queriesOf(office)).toBeLessThanOrEqual(12)
    expect(office.asked.length).toBeLessThanOrEqual(18)
    while ((await office.run()) > 0);
    expect(await queriesOf(office)).toBe(1)
  })
})

async function queriesOf(office: Awaited<ReturnType<typeof openOffice>>): Promise<number> {
  let queries = 0
  const db: D1Database = {
    prepare: query => {
      queries++
      return env.DB.prepare(query)
    },
    batch: statements => env.DB.batch(statements),
  }
  await office.run({ db, loadRecord: fiscalYear => loadRecord(db, fiscalYear) })
  return queries
}

describe("evidence that needs a log-in", () => {
  it("is done through the day it is found, and waits for evidence from the next on, by the civil day", async () => {
    const office = await openOffice()
    await office.report(linkTo("/private"))
    await office.run()
    const since = "2023-05-02T00:00:00.000Z"
    expect(await office.owed()).toMatchObject({ state: "done", links: [{ state: "login", since }] })
    office.goTo("2023-05-02", 23)
    expect(await office.owed()).toMatchObject({ state: "done", proven: true })
    office.goTo("2023-05-03", 0)
    expect(await office.owed()).toMatchObject({ state: "reported", proven: false })
    const reported = (await office.year()).measures.find(({ id }) => id === "m-aaaaaaaa")
    expect(reported).toMatchObject({ state: "reported" })
  })

  it("counts again once it is shared: it is opened each day of the first week", async () => {
    const office = await openOffice()
    await office.report(linkTo("/shared-on/2023-05-05"))
    await office.passThrough("2023-05-04")
    expect(await office.owed()).toMatchObject({ state: "reported" })
    await office.passThrough("2023-05-05")
    expect(await office.owed()).toMatchObject({ state: "done", links: [{ state: "open" }] })
    const before = await office.owed("?at=2023-05-04")
    expect(before).toMatchObject({ state: "reported", links: [{ state: "login" }] })
  })

  it("stays so while its site is down or the file gone: taking it away proves nothing", async () => {
    const office = await openOffice()
    await office.report(linkTo("/private"))
    await office.passThrough("2023-05-03")
    const down = { fetch: async () => new Response(null, { status: 503 }) }
    office.goTo("2023-05-04")
    await office.run(down)
    expect(await office.owed()).toMatchObject({ state: "reported", links: [{ state: "down" }] })
    office.goTo("2023-05-05")
    await office.run({ fetch: async () => new Response(null, { status: 404 }) })
    expect(await office.owed()).toMatchObject({ state: "reported", links: [{ state: "gone" }] })
  })

  it("takes nothing from a document named by number and date beside it, nor from ไม่มีรายการ", async () => {
    const office = await openOffice()
    await office.report(`กท 6301/123 ลว. 2 พ.ค. 2566 ${linkTo("/private")}`)
    await office.passThrough("2023-05-04")
    expect(await office.owed()).toMatchObject({ state: "done", links: [{ state: "login" }] })
    await office.report(linkTo("/private"), { nothingToReport: true })
    await office.passThrough("2023-05-06")
    expect(await office.owed()).toMatchObject({ state: "done" })
  })
})

describe("evidence that is gone, or whose site is down", () => {
  it.each([
    ["/gone-on/2023-06-01", "gone", 410],
    ["/down-on/2023-06-01", "down", 503],
  ])("%s accuses nobody: the state stays, and it says so with its day", async (path, state, status) => {
    const office = await openOffice()
    await office.report(linkTo(path))
    await office.passThrough("2023-06-20")
    expect(await office.owed()).toMatchObject({
      state: "done",
      proven: true,
      links: [{ state, status, since: expect.stringMatching(/^2023-06-0[12]T/) }],
    })
  })
})

describe("evidence that changed after it was sent", () => {
  it("is told, with both hashes and from when, and the state stays", async () => {
    const office = await openOffice()
    await office.report(linkTo("/changed-on/2023-05-20"))
    await office.passThrough("2023-06-10")
    const [link] = (await office.owed())?.links ?? []
    expect(link).toMatchObject({ state: "changed", since: expect.stringMatching(/^2023-06-0[12]T/) })
    expect(link?.sentSha256).not.toBe(link?.sha256)
    expect(await office.owed()).toMatchObject({ state: "done" })
  })

  it("is told of a page that was once the same, never of one that is another each day", async () => {
    const office = await openOffice()
    await office.report(`${linkTo("/rewritten-on/2023-05-20")} ${linkTo("/counter")}`)
    await office.passThrough("2023-06-10")
    expect((await office.owed())?.links.map(({ state }) => state)).toEqual(["changed", "open"])
  })

  it("is measured from when the link was given: an edit of the words is no new sending, another report is", async () => {
    const office = await openOffice()
    await office.report(linkTo("/changed-on/2023-05-20"))
    await office.passThrough("2023-05-25")
    await office.report(linkTo("/changed-on/2023-05-20"), { result: "ดำเนินการแล้ว ตามแผน" })
    await office.passThrough("2023-06-05")
    expect((await office.owed())?.links).toMatchObject([{ state: "changed" }])
    await office.report("")
    await office.report(linkTo("/changed-on/2023-05-20"))
    await office.passThrough("2023-06-06")
    expect((await office.owed())?.links).toMatchObject([{ state: "open" }])
  })
})

describe("pages, the book of a duty and prints say what was found, and when", () => {
  const DUTY = duty("a", {
    owedBy: ["ฝ่ายทะเบียน"],
    when: "ภายในวันที่ ๕ ของทุกเดือน ตั้งแต่เดือนพฤษภาคม ถึงเดือนพฤษภาคม ๒๕๖๖",
  })
  const PAGES = [
    "/2566/measures/m-aaaaaaaa",
    "/2566/duties/d-aaaaaaaa",
    "/2566/sections/2",
    "/2566/results",
    "/2566/results/print",
  ]

  it.each([
    ["/report.pdf", "ตรวจแล้ววันที่ 3 พ.ค. 2566"],
    ["/private", "ต้องเข้าสู่ระบบ (ตรวจวันที่ 4 พ.ค. 2566)"],
    ["/gone", "เปิดไม่ได้ ไม่มีไฟล์นี้แล้ว (ตรวจวันที่ 4 พ.ค. 2566)"],
    ["/down", "เปิดไม่ได้ เว็บไซต์ไม่ตอบ (ตรวจวันที่ 4 พ.ค. 2566)"],
    ["/changed-on/2023-05-03", "เปลี่ยนไปหลังส่ง (พบวันที่ 3 พ.ค. 2566)"],
  ])("%s: %s", async (path, said) => {
    const office = await openOffice(DUTY)
    await office.report(linkTo(path))
    await office.report(linkTo(path), { ...report("d-aaaaaaaa", "2", "2566-04"), due: day("2023-05-05") })
    await office.passThrough("2023-05-04")
    for (const address of PAGES) {
      const isPaper = address.endsWith("/print")
      expect([address, asciiDigits(await office.page(address))]).toEqual([
        address,
        expect.stringContaining(said),
      ])
      if (!isPaper) expect(await office.page(address)).not.toContain("ยังไม่ได้ตรวจ")
    }
  })

  it("a link that nobody has opened yet is said to be so", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    expect(await office.page("/2566/measures/m-aaaaaaaa")).toContain("ยังไม่ได้ตรวจ")
  })
})

describe("what was accepted before links were opened", () => {
  it("keeps its evidence as it is: nothing is opened", async () => {
    await readAsBefore("opened")
    const office = await openOffice()
    await office.report(linkTo("/private"))
    await office.passThrough("2023-05-05")
    expect(office.asked).toEqual([])
    expect(await office.owed()).toMatchObject({ state: "done", links: [] })
  })
})

describe("the looks", () => {
  it("are added and never changed", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    await office.run()
    for (const sql of [
      "UPDATE look SET outcome = 'gone', sha256 = NULL",
      "DELETE FROM look",
      "INSERT OR REPLACE INTO look SELECT * FROM look",
    ])
      await expect(env.DB.prepare(sql).run()).rejects.toThrow(/append-only/)
  })

  it("name no link: a redacted report leaves nothing of it behind", async () => {
    const office = await openOffice()
    await office.report(linkTo("/report.pdf"))
    await office.run()
    const { results } = await env.DB.prepare("SELECT * FROM look").all()
    expect(JSON.stringify(results)).not.toContain("report.pdf")
  })

  it("make a new answer of every page of the record, as the entity tag says", async () => {
    const office = await openOffice()
    await office.report(linkTo("/private"))
    const tag = async () => (await request("/2566.json", {}, office.given)).headers.get("ETag")
    const before = await tag()
    await office.run()
    expect(await tag()).not.toBe(before)
  })
})

it("a year that is over for long is not opened any more", async () => {
  const office = await openOffice()
  await office.report(linkTo("/report.pdf"))
  await office.passThrough("2023-05-03")
  office.goTo(addDays(day("2023-09-30"), 200))
  expect(await office.run()).toBe(0)
})
