/** The record as it stands, beside the log: the same pages, and never one that the log would not give. */
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { currentMoment } from "../../../worker/host/clock.ts"
import type { Env } from "../../../worker/host/env.ts"
import { keepAnswer, keptAnswer } from "../../../worker/publish/answer/kept.ts"
import {
  inTurn,
  loggedTending,
  tendProjections,
  tendTold,
  turnOf,
} from "../../../worker/store/projection-tend.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { counting } from "../../counted-database.ts"
import { begunBy, emptyDatabase } from "../empty-database.ts"
import { listedAddresses, WHOLE } from "../listed.ts"
import {
  newOffice,
  type Office,
  ORIGIN,
  pushBefore as push,
  push as pushJudged,
  readAsBefore,
  request,
  textOf,
  YEAR,
} from "../push-fixture.ts"
import { duty, measure, report, setting } from "../rows.ts"

let office: Office
let failures: string[]

const begin = begunBy(async () => {
  const begun = newOffice()
  await push(begun, WHOLE)
  await push(begun, { rows: [measure("a", { issue: "อีกคำหนึ่ง" }), report("d-aaaaaaaa", "2", "2566-04")] })
  await push(begun, { rows: [duty("a", { what: "ส่งรายงานฉบับใหม่" })], held: ["measure/m-aaaaaaaa"] })
  await push(begun, { rows: [setting("title", "แผนใหม่")], held: ["measure/m-aaaaaaaa"] })
  return begun
})

beforeEach(async () => {
  failures = []
  vi.spyOn(console, "error").mockImplementation(line => void failures.push(String(line)))
  office = await begin()
})

afterEach(() => vi.restoreAllMocks())

/** An isolate that knows nothing: all that is kept hangs on the database. No answer is kept beside the record, unless a build is named. */
function cold(given: Env = env): Env {
  const { DB } = given
  const { VERSION: _build, ...rest } = given
  return {
    ...rest,
    ...(given === env ? {} : { VERSION: given.VERSION }),
    DB: { prepare: query => DB.prepare(query), batch: each => DB.batch(each) },
  }
}

const read = async (path: string, given: Env = cold()) => {
  const text = await textOf(await request(path, {}, given))
  return text.replace(/[0-9a-f-]{36}/g, "")
}

async function readAll(): Promise<string[]> {
  const texts: string[] = []
  for (const path of listedAddresses()) if (!/status|healthz/.test(path)) texts.push(await read(path))
  return texts
}

const run = (sql: string) => env.DB.prepare(sql).run()
const unmake = () => run("DELETE FROM projection")
const goesTo = async () =>
  (await env.DB.prepare("SELECT leaf FROM projection").first()) as { leaf: number } | null

async function fromLog<T>(answer: () => Promise<T>): Promise<T> {
  await unmake()
  return answer()
}

test("every listed address is answered the same from it and from the log", async () => {
  expect(await goesTo()).toEqual({ leaf: 3 })
  const projected = await readAll()
  expect(projected).toEqual(await fromLog(readAll))
  expect(projected.length).toBeGreaterThan(30)
  expect(failures).toEqual([])
})

describe("what is damaged or lags", () => {
  const damages: Readonly<Record<string, string>> = {
    "lags behind the log": "UPDATE projection SET leaf = leaf - 1",
    "is of another rule": "UPDATE projection SET shape = 0",
    "has no marks": "UPDATE projection SET marks = '{'",
    "lost a part": "DELETE FROM projection_part WHERE part = (SELECT MIN(part) FROM projection_part)",
    "has another digest in it": `UPDATE projection_part SET pasts = replace(pasts, '"digest":"', '"digest":"x')`,
    "cannot be read": "UPDATE projection_part SET pasts = substr(pasts, 1, 100)",
  }

  test.for(Object.entries(damages))(
    "%s: the page comes from the log, and it is mended",
    async ([, damage]) => {
      const before = await read(`/${YEAR}`)
      await run(damage)
      expect(await read(`/${YEAR}`)).toBe(before)
      if (!damage.includes("shape")) expect(failures.join()).toContain("the projection")
      for (let hour = 0; hour < 6; hour++) await tendProjections(env.DB, hour)
      failures = []
      expect(await read(`/${YEAR}`)).toBe(before)
      expect(failures).toEqual([])
      expect(await goesTo()).toEqual({ leaf: 3 })
    },
  )

  test("a push goes on where it is missing or damaged", async () => {
    for (const damage of [...Object.values(damages), "DELETE FROM projection"]) {
      await run(damage)
      const response = await push(office, { rows: [measure("a", { issue: `หลัง ${damage}` })] })
      expect(response.status).toBe(201)
      expect(await read(`/${YEAR}.json`)).toContain("หลัง")
      for (let hour = 0; hour < 6; hour++) await tendProjections(env.DB, hour)
      expect(await goesTo()).toEqual({ leaf: office.sequence - 1 })
    }
  })

  test("a text that is not the log's is found by the hourly run", async () => {
    await run("UPDATE projection_part SET pasts = replace(pasts, 'อีกคำหนึ่ง', 'คำของคนอื่น')")
    let found: string | undefined
    for (let hour = 0; hour < 4 && found !== "differs"; hour++)
      found = (await tendProjections(env.DB, hour))?.found
    expect(found).toBe("differs")
    expect(await env.DB.prepare("SELECT COUNT(*) AS n FROM projection_part").first()).toEqual({ n: 0 })
    expect(await read(`/${YEAR}.json`)).not.toContain("คำของคนอื่น")
  })
})

test("each row of a part is the first to be compared once in as many rounds, and none is left out", () => {
  const rows = ["a", "b", "c"]
  const rounds = [0, 1, 2, 3].map(round => inTurn(rows, round))
  expect(rounds.map(([first]) => first)).toEqual(["a", "b", "c", "a"])
  for (const each of rounds) expect([...each].sort()).toEqual(rows)
  expect(inTurn([], 5)).toEqual([])
})

describe("an hour of a simulated clock", () => {
  test("has a turn at night alone, another each night; of a real clock each has one", () => {
    const slots = Array.from({ length: 48 }, (_, hour) => Date.UTC(2023, 4, 28, 17) + hour * 3_600_000)
    const turns = slots.map(slot => turnOf(slot, true))
    const [first = 0] = turns.filter(turn => turn !== undefined)
    expect([turns.indexOf(first), turns.indexOf(first + 1)]).toEqual([3, 27])
    expect(turns.filter(turn => turn === undefined)).toHaveLength(46)
    expect(new Set(slots.map(slot => turnOf(slot, false))).size).toBe(48)
  })

  test("without a turn makes what lags, is missing or is not counted, and compares nothing", async () => {
    await read("/changes.json")
    for (const damage of [
      "UPDATE projection SET leaf = leaf - 1",
      "DELETE FROM projection",
      "DELETE FROM told",
    ]) {
      await run(damage)
      await loggedTending(env.DB, undefined)
      expect(await goesTo()).toEqual({ leaf: 3 })
      expect(await env.DB.prepare("SELECT MAX(leaf) AS n FROM told").first()).toEqual({ n: 3 })
    }
    await run("UPDATE projection_part SET pasts = replace(pasts, 'อีกคำหนึ่ง', 'คำของคนอื่น')")
    await loggedTending(env.DB, undefined)
    expect(await goesTo()).toEqual({ leaf: 3 })
    for (let night = 0; night < 4; night++) await loggedTending(env.DB, night)
    expect(await read(`/${YEAR}.json`)).not.toContain("คำของคนอื่น")
  })
})

describe("the count of what is told", () => {
  const changes = async () => [await read("/changes.json"), await read("/feed.json"), await read("/log.json")]

  test("is made by who asks first, and by the hourly run, and goes with a redaction", async () => {
    const counted = async () => (await env.DB.prepare("SELECT MAX(leaf) AS n FROM told").first()) as object
    const before = await changes()
    expect(await counted()).toEqual({ n: 3 })
    await push(office, { rows: [duty("a", { what: "ส่งรายงานอีกฉบับ" })] })
    await tendTold(env.DB, 0)
    expect(await counted()).toEqual({ n: 4 })
    await run(`INSERT INTO redaction SELECT digest, 0, 'PDPA' FROM entry
      WHERE name = 'measure/m-aaaaaaaa' AND leaf = 0`)
    expect(await counted()).toEqual({ n: null })
    expect(await changes()).not.toEqual(before)
  })

  test("that is not the log's is found by the hourly run with what is kept beside it, and what is of another rule by who asks", async () => {
    const before = await changes()
    for (const damage of [
      "UPDATE told SET changes = changes + 1 WHERE leaf = 2",
      "UPDATE told SET entries = 9",
      "UPDATE told SET shape = 0",
      "UPDATE told_part SET text = replace(text, 'อีกคำหนึ่ง', 'คำของคนอื่น')",
      "UPDATE told_part SET last = last - 1",
      "UPDATE told_part SET text = substr(text, 1, 100)",
      "DELETE FROM told_part",
    ]) {
      await run(damage)
      for (let hour = 0; hour < 2; hour++) await tendTold(env.DB, hour)
      expect(await changes()).toEqual(before)
    }
  })
})

describe("what it leaves out of a row", () => {
  const histories = async () => [
    await read(`/${YEAR}/measures/m-aaaaaaaa.json`),
    await read(`/${YEAR}/sections/2/feed.json`),
  ]
  const pieces = async () => (await env.DB.prepare("SELECT COUNT(*) AS n FROM row_past").first()) as object

  const edited = begunBy(async () => {
    for (let n = 0; n < 9; n++) await push(office, { rows: [measure("a", { issue: `คำที่ ${n}` })] })
    return office
  })

  beforeEach(async () => {
    office = await edited()
  })

  test("is kept beside it, and with it gives the history that the log gives", async () => {
    expect(await pieces()).toEqual({ n: 1 })
    const kept = await histories()
    expect(kept[0]).toContain("คำที่ 2")
    expect(kept).toEqual(await fromLog(histories))
    for (let hour = 0; hour < 3; hour++) await tendProjections(env.DB, hour)
    expect(await pieces()).toEqual({ n: 1 })
    expect(await histories()).toEqual(kept)
    await run(`INSERT INTO redaction SELECT digest, 0, 'PDPA' FROM entry WHERE leaf = 0 LIMIT 1`)
    expect(await pieces()).toEqual({ n: 0 })
  })

  test.for([
    "UPDATE row_past SET versions = substr(versions, 1, 100)",
    "UPDATE row_past SET versions = replace(versions, 'คำที่', 'คำอื่น')",
    "DELETE FROM row_past",
  ])("is found by the hourly run where it is not the log's: %s", async damage => {
    const before = await histories()
    await run(damage)
    if (damage.includes("substr")) expect(await histories()).toEqual(before)
    const found: unknown[] = []
    for (let hour = 0; hour < 4; hour++) found.push((await tendProjections(env.DB, hour))?.found)
    expect(found).toContain("differs")
    expect(await histories()).toEqual(before)
  })
})

test("a push reads no more after many pushes, nor of a row that was changed often", async () => {
  const costOf = async (text: string) => {
    const rows = { read: 0, written: 0 }
    const db = counting(env.DB, rows)
    const response = await pushJudged(office, { rows: [measure("a", { issue: text })] }, { ...env, DB: db })
    expect(response.status).toBe(201)
    return rows.read
  }
  const before = await costOf("ครั้งแรกที่นับ")
  for (let n = 0; n < 30; n++) await push(office, { rows: [measure("a", { issue: `ครั้งที่ ${n}` })] })
  // Each of them by itself would have counted what it did.
  await tendTold(env.DB, 0)
  expect(await costOf("ครั้งสุดท้ายที่นับ")).toBeLessThan(before + 10)
})

test("a redaction unmakes it at once, and what is made after it has the text no more", async () => {
  await run(`INSERT INTO redaction SELECT digest, 0, 'PDPA' FROM entry
    WHERE name = 'measure/m-aaaaaaaa' AND leaf = 0`)
  expect(await goesTo()).toBeNull()
  await run("DELETE FROM disclosure WHERE digest IN (SELECT digest FROM redaction)")
  const redacted = await readAll()
  await tendProjections(env.DB, 0)
  expect(await goesTo()).toEqual({ leaf: 3 })
  expect(await readAll()).toEqual(redacted)
})

test("leaves that are read as before are so in it too", async () => {
  await readAsBefore()
  await tendProjections(env.DB, 0)
  await push(office, { rows: [report("d-aaaaaaaa", "2", "2566-05")] })
  expect(await goesTo()).toEqual({ leaf: 4 })
  expect(await readAll()).toEqual(await fromLog(readAll))
})

test("an isolate that knows an older revision reads what changed", async () => {
  const given = cold()
  await read(`/${YEAR}.json`, given)
  await push(office, { rows: [measure("b", { measure: "มาตรการที่เพิ่ม" })] })
  storeOf(given.DB).forgetHeads()
  const asked = vi.spyOn(given.DB, "prepare")
  const told = await read(`/${YEAR}.json`, given)
  expect(asked.mock.calls.filter(([sql]) => sql.includes("FROM projection_part"))).toHaveLength(1)
  expect(told).toBe(await fromLog(() => read(`/${YEAR}.json`)))
})

test("an isolate that knows a log of before the database was put back goes on with none of it", async () => {
  const given = cold()
  const bornOf = async () => (await env.DB.prepare("SELECT born FROM projection").first()) as { born: string }
  const { born } = await bornOf()
  // Rows of a second part, which alone the later pushes touch: of what was kept the first would be left as it was.
  const more = [..."cdefghijklmnopqrstuvwxyz0123456789"].map(letter => measure(letter))
  await push(office, { rows: more })
  await read(`/${YEAR}.json`, given)
  await emptyDatabase()
  const other = newOffice()
  await push(other, WHOLE)
  await push(other, { rows: [setting("title", "แผนของบันทึกอื่น")] })
  await push(other, { rows: more })
  for (const issue of ["หนึ่ง", "สอง", "สาม"]) await push(other, { rows: [measure("9", { issue })] })
  await run(`UPDATE projection SET born = '${born}'`)
  storeOf(given.DB).forgetHeads()
  expect(await read(`/${YEAR}.json`, given)).toBe(await fromLog(() => read(`/${YEAR}.json`)))
  expect(failures).toEqual([])
})

test("an isolate that knows one that was made anew since reads all of it", async () => {
  const given = cold()
  await read(`/${YEAR}.json`, given)
  await unmake()
  await tendProjections(env.DB, 0)
  await run("UPDATE projection_part SET part = part + 7")
  await push(office, { rows: [measure("b", { measure: "มาตรการที่เพิ่ม" })] })
  storeOf(given.DB).forgetHeads()
  expect(await read(`/${YEAR}.json`, given)).toBe(await fromLog(() => read(`/${YEAR}.json`)))
  expect(failures).toEqual([])
})

describe("answers beside the record", () => {
  const versioned = (id = "build-1"): Env => cold({ ...env, VERSION: { id } })
  const rows = async () =>
    ((await env.DB.prepare("SELECT COUNT(*) AS n FROM kept_answer").first()) as { n: number }).n
  const keptOf = (path: string, given: Env, init?: RequestInit) =>
    keptAnswer(new Request(`${ORIGIN}${path}`, init), given)

  async function answered(path: string, given = versioned()): Promise<Response> {
    const waiting: Promise<unknown>[] = []
    const { default: worker } = await import("../../../worker/main.ts")
    const context = { waitUntil: (each: Promise<unknown>) => void waiting.push(each) } as ExecutionContext
    const response = await worker.fetch(new Request(`${ORIGIN}${path}`), given, context)
    const copy = new Response(await response.arrayBuffer(), response)
    await Promise.all(waiting)
    return copy
  }

  test.for([`/${YEAR}`, `/${YEAR}.xlsx`, `/${YEAR}/picture.png`])(
    "serve the next isolate the same bytes and headers: %s",
    async path => {
      const first = await answered(path)
      const second = await keptOf(path, versioned())
      expect(second?.status).toBe(200)
      const headers = (each: Response | undefined) =>
        [...(each?.headers ?? [])].filter(([name]) => name !== "x-request-id")
      expect(headers(second)).toEqual(headers(first))
      const bytesOf = async (each: Response | undefined) => new Uint8Array((await each?.arrayBuffer()) ?? [])
      expect(await bytesOf(second)).toEqual(await bytesOf(first))
      const etag = first.headers.get("ETag") ?? ""
      const known = await keptOf(path, versioned(), { headers: { "If-None-Match": etag } })
      expect(known?.status).toBe(304)
      expect(await known?.text()).toBe("")
    },
  )

  test("hold for one revision, day and build", async () => {
    await answered(`/${YEAR}`)
    expect(await keptOf(`/${YEAR}`, versioned("build-2"))).toBeUndefined()
    await push(office, { rows: [measure("a", { issue: "ใหม่กว่า" })] })
    expect(await keptOf(`/${YEAR}`, versioned())).toBeUndefined()
    await answered(`/${YEAR}.json`)
    expect(await rows()).toBe(1)
  })

  test("are of addresses without a query that the record has, and of no other table", async () => {
    for (const path of [`/${YEAR}?page=1`, `/${YEAR}?x`, "/2599", "/notices", "/status", `/${YEAR}/nothing`])
      await answered(path)
    expect(await rows()).toBe(0)
    await answered(`/${YEAR}`, cold())
    expect(await rows()).toBe(0)
  })

  test("go with a redaction, and none is kept that was made before it", async () => {
    const response = await answered(`/${YEAR}`)
    await run("INSERT INTO redaction VALUES ('x', 0, 'PDPA')")
    expect(await rows()).toBe(0)
    const given = versioned()
    const heads = (await storeOf(given.DB).heads()).map(head => ({ ...head, redactions: 0 }))
    await keepAnswer(given, {
      ...{ url: new URL(`${ORIGIN}/${YEAR}`), heads, etag: "x", headers: new Headers() },
      moment: { now: Date.now(), today: "2023-05-01" as never, simulated: false },
      bytes: new Uint8Array(await response.arrayBuffer()),
    })
    expect(await rows()).toBe(0)
  })

  /** Keeps a text under an address that has none, and answers what the next isolate finds there. */
  async function keptText(body: string): Promise<string | undefined> {
    const given = versioned()
    const heads = await storeOf(given.DB).heads()
    const moment = await currentMoment(given)
    const headers = new Headers({ "Content-Type": "text/plain" })
    const bytes = new TextEncoder().encode(body)
    await keepAnswer(given, { url: new URL(`${ORIGIN}/long`), heads, moment, etag: 'W/"x"', headers, bytes })
    return (await keptOf("/long", versioned()))?.text()
  }

  test("are whole where they are long, and none where they are longer than what is kept", async () => {
    // A piece ends within a character.
    const long = `.${"ก😀".repeat(300_001)}`
    expect(await keptText(long)).toBe(long)
    expect(await rows()).toBe(3)
    await run("DELETE FROM kept_answer")
    expect(await keptText("a".repeat(16 * 900_000 + 1))).toBeUndefined()
    expect(await rows()).toBe(0)
  })

  test("are kept as long as there is room for all pieces of one", async () => {
    await answered(`/${YEAR}.json`)
    await run("UPDATE kept_answer SET number = 398")
    expect(await keptText("a".repeat(2_700_000))).toBeUndefined()
    expect((await keptText("a".repeat(1_800_000)))?.length).toBe(1_800_000)
    expect(await keptText("a")).toHaveLength(1_800_000)
  })
})
