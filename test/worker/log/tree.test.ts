/** The tree over the log: what a push, a look, a redaction and a day's mail make of it, and who may go on from where. */
import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { entryHash } from "../../../shared/log/tree.ts"
import {
  PROJECTION_JWT_TYPE,
  PROJECTION_PATH,
  projectionReplySchema,
} from "../../../shared/push/projection-request.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { configOf, type Env } from "../../../worker/host/env.ts"
import { appendEntries } from "../../../worker/log/append-log.ts"
import { logIdentity } from "../../../worker/log/log-key.ts"
import { loggedLog } from "../../../worker/log/tend.ts"
import { naiveTree } from "../../shared/log/naive-tree.ts"
import { emptyDatabase } from "../empty-database.ts"
import {
  bodyOf,
  buildPush,
  type Change,
  newOffice,
  type Office,
  ORIGIN,
  post,
  push,
  request,
  sign,
  withClock,
} from "../push-fixture.ts"
import { FIRST } from "../rows.ts"
import { readLog, withLog } from "./log-env.ts"

const HELD: Change = { held: ["measure/m-aaaaaaaa"] }

const typesOf = async (given: Env) => (await readLog(given)).entries.map(({ type }) => type)

async function heartbeat(office: Office, change: Change, given: Env): Promise<string> {
  const iat = given.CLOCK
    ? Math.round(Number(await (await given.CLOCK.fetch("http://clock/")).text()) / 1000)
    : undefined
  const body = await bodyOf(buildPush(office, change, iat === undefined ? {} : { iat }))
  const response = await post(body, undefined, given)
  expect(response.status).toBe(200)
  return body.split("~")[0] ?? ""
}

/** What the office's operator is answered who asks for a log of another name. */
async function begun(given: Env, header: object = { typ: PROJECTION_JWT_TYPE }): Promise<unknown> {
  const claims = { iss: "test-office", aud: ORIGIN, iat: Math.round(Date.now() / 1000), act: "newLog" }
  const body = await sign(claims, { ...header })
  const answer = await request(PROJECTION_PATH, { method: "POST", body }, given)
  return answer.ok ? projectionReplySchema.parse(JSON.parse(await answer.text())).log : answer.status
}

describe("the tree", () => {
  it("is served as it is signed: tiles, bundles and root agree with the words of the RFC", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    await push(office, HELD, given)
    const log = await readLog(given)
    expect(log.origin).toBe("127.0.0.1/log")
    expect(log.entries.map(({ type }) => type)).toEqual(["key", "push", "push"])
    expect(log.root).toEqual(naiveTree(log.bytes).root(0, log.size))
    for (const [at, bytes] of log.bytes.entries()) expect(log.hashes.get(`0/${at}`)).toEqual(entryHash(bytes))
    const list = await request("/api/v1/pushes/2566", undefined, given)
    const { pushes: listed } = JSON.parse(await list.text()) as {
      pushes: { head: string; acceptedAt: string }[]
    }
    const pushes = log.entries.flatMap(entry => (entry.type === "push" ? [entry] : []))
    expect(pushes.map(({ at, jws }) => ({ at, head: sha256Text(jws) }))).toEqual(
      listed.map(({ acceptedAt, head }) => ({ at: acceptedAt, head })),
    )
  })

  it("has the first heartbeat of a day and no other, and the day before's stays", async () => {
    let now = Date.parse("2023-06-01T02:00:00Z")
    const [given, office] = [withLog(withClock(() => now)), newOffice()]
    await push(office, FIRST, given)
    const first = await heartbeat(office, {}, given)
    now += 600_000
    await heartbeat(office, {}, given)
    now += 86_400_000
    await heartbeat(office, {}, given)
    await loggedLog(given, now)
    const log = await readLog(given)
    expect(log.entries.map(({ type }) => type)).toEqual(["key", "push", "heartbeat", "heartbeat"])
    expect(log.entries[2]).toMatchObject({ jws: first, at: "2023-06-01T02:00:00.000Z" })
  })

  it("has each redaction of a published row, without its words", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    const digest = office.rows.get("measure/m-aaaaaaaa") ?? ""
    await env.DB.prepare("INSERT INTO redaction VALUES (?1, 0, 'เบอร์ของนาย ก')").bind(digest).run()
    await loggedLog(given, Date.now())
    await loggedLog(given, Date.now())
    const { entries } = await readLog(given)
    expect(entries).toHaveLength(3)
    expect(entries[2]).toMatchObject({
      type: "redaction",
      digest,
      name: "measure/m-aaaaaaaa",
      reason: "unstated",
    })
  })

  it("has the mail of each day that is over, by its hashes", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    const sent = (id: string, at: string, hash: string) =>
      env.DB.prepare(
        `INSERT INTO message VALUES (?1, 2566, 'reminder', 'a@x.example', '2023-06-01', 'sent', 1, 0, NULL, 0, ?2, 'p', ?3, NULL)`,
      )
        .bind(id, Date.parse(at), hash)
        .run()
    const hashes = ["b", "a", "c"].map(text => sha256Text(text)).sort()
    await sent("1", "2023-06-01T02:00:00Z", hashes[1] ?? "")
    await sent("2", "2023-06-01T16:59:59Z", hashes[0] ?? "")
    await sent("3", "2023-06-01T17:00:00Z", hashes[2] ?? "")
    await loggedLog(given, Date.parse("2023-06-02T17:30:00Z"))
    const notices = (await readLog(given)).entries.flatMap(each => (each.type === "notices" ? [each] : []))
    expect(notices.map(({ day, sent }) => [day, sent])).toEqual([["2023-06-01", hashes.slice(0, 2)]])
    await loggedLog(given, Date.parse("2023-06-02T18:00:00Z"))
    await loggedLog(given, Date.parse("2023-06-02T19:00:00Z"))
    expect((await typesOf(given)).filter(type => type === "notices")).toHaveLength(2)
  })

  it("costs an hour in which nothing happened one reading", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    await loggedLog(given, Date.now())
    const asked: string[] = []
    const counting: D1Database = {
      prepare: sql => {
        asked.push(sql)
        return given.DB.prepare(sql)
      },
      batch: statements => given.DB.batch(statements),
    }
    await loggedLog({ ...given, DB: counting }, Date.now())
    expect(asked.filter(sql => sql.includes("SELECT"))).toHaveLength(3)
    expect(asked).toHaveLength(4)
  })

  it("says which keys there are before one of them signs, and again when they change", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    const { keys } = JSON.parse(env.PUSH_KEYS) as { keys: { kid: string }[] }
    const more = {
      ...given,
      PUSH_KEYS: JSON.stringify({ keys: [...keys, { ...keys[0], kid: "old", exp: 5 }] }),
    }
    await push(office, HELD, more)
    const { entries } = await readLog(more)
    expect(entries.map(({ type }) => type)).toEqual(["key", "push", "key", "push"])
    expect(entries[2]).toMatchObject({ office: [{ kid: "test" }, { kid: "old", exp: 5 }] })
  })

  it("serves every width up to what is signed, for ever, and nothing else", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    await push(office, HELD, given)
    for (const width of [1, 2, 3]) {
      const tile = await request(`/log/tile/0/000.p/${width}`, undefined, given)
      expect(tile.headers.get("Cache-Control")).toMatch(/immutable/)
      expect((await tile.arrayBuffer()).byteLength).toBe(32 * width)
    }
    for (const path of [
      "0/000",
      "0/000.p/4",
      "0/001.p/1",
      "1/000.p/1",
      "0/0",
      "entries/000.p/4",
      "entries/x",
      "entries",
    ]) {
      const answer = await request(`/log/tile/${path}`, undefined, given)
      expect([path, answer.status, answer.headers.get("Cache-Control")]).toEqual([path, 404, "no-store"])
    }
    expect((await request("/log/checkpoint", undefined, given)).headers.get("Content-Type")).toBe(
      "text/plain; charset=utf-8",
    )
  })

  it("of more than one tile is whole, entered at once or one by one", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    const identity = logIdentity(configOf(given))
    const entries = Array.from({ length: 300 }, (_, at) => ({
      name: `notices/2023-01-01/${at}`,
      entry: (when: string) => ({
        type: "notices" as const,
        at: when,
        day: "2023-01-01",
        sent: [sha256Text(String(at))],
      }),
    }))
    await appendEntries(env.DB, entries, { identity, now: Date.now() })
    await push(office, HELD, given)
    const log = await readLog(given)
    expect(log.size).toBe(303)
    const naive = naiveTree(log.bytes)
    expect(log.root).toEqual(naive.root(0, 303))
    expect(log.hashes.get("1/0")).toEqual(naive.root(0, 256))
  })

  it("takes pushes and entries that come at once, each one time", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    const identity = logIdentity(configOf(given))
    const name = "notices/2023-01-01/0"
    const entry = (at: string) => ({
      type: "notices" as const,
      at,
      day: "2023-01-01",
      sent: [sha256Text("")],
    })
    await Promise.all([
      push(office, HELD, given),
      ...[1, 2, 3].map(() => appendEntries(env.DB, [{ name, entry }], { identity, now: Date.now() })),
    ])
    await loggedLog(given, Date.now())
    const log = await readLog(given)
    expect([...log.entries.map(({ type }) => type)].sort()).toEqual(["key", "notices", "push", "push"])
    expect(log.root).toEqual(naiveTree(log.bytes).root(0, log.size))
  })

  it("refuses what would change or reorder it", async () => {
    await push(newOffice(), FIRST, withLog())
    for (const statement of [
      "UPDATE log_entry SET at = 0",
      "DELETE FROM log_entry",
      "INSERT OR REPLACE INTO log_entry SELECT 0, 'x', at, leaf, body FROM log_entry LIMIT 1",
      "INSERT OR REPLACE INTO log_entry SELECT 2, name, at, leaf, body FROM log_entry LIMIT 1",
      "INSERT INTO log_entry SELECT 7, 'x', at, leaf, body FROM log_entry LIMIT 1",
    ])
      await expect(env.DB.prepare(statement).run()).rejects.toThrow(/append-only|came first|has this entry/)
  })

  it("waits for its key: what came before is in it all the same", async () => {
    const office = newOffice()
    await push(office, FIRST)
    expect((await request("/log/checkpoint")).status).toBe(404)
    const given = withLog()
    await push(office, HELD, given)
    expect(await typesOf(given)).toEqual(["push", "key", "push"])
  })
})

describe("of the version before", () => {
  it("a record on which nobody pushes any more has its checkpoint within the hour", async () => {
    await push(newOffice(), FIRST)
    const given = withLog()
    await loggedLog(given, Date.now())
    expect(await typesOf(given)).toEqual(["push", "key"])
  })

  it("every push and redaction is brought in, in its order, and the same by whoever does it", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const digest = office.rows.get("measure/m-aaaaaaaa") ?? ""
    await env.DB.prepare("INSERT INTO redaction VALUES (?1, ?2, 'PDPA')").bind(digest, Date.now()).run()
    await new Promise(resolve => setTimeout(resolve, 5))
    await push(office, HELD)
    await push(office, {})
    const migrate = async () => {
      const tables = ["log_entry", "log_node", "log_checkpoint"]
      await env.DB.batch(tables.map(table => env.DB.prepare(`DROP TABLE ${table}`)))
      const { queries } = env.TEST_MIGRATIONS.find(({ name }) => name.startsWith("0018")) ?? { queries: [] }
      await env.DB.batch(queries.map(sql => env.DB.prepare(sql)))
      return (await env.DB.prepare("SELECT * FROM log_entry").all()).results
    }
    const once = await migrate()
    expect(once).toHaveLength(4)
    expect(await migrate()).toEqual(once)
    const given = withLog()
    // The first push after it is taken whether or not the tree has caught up.
    await push(office, HELD, given)
    expect((await request("/log/checkpoint", undefined, given)).status).toBe(404)
    await loggedLog(given, Date.now())
    const log = await readLog(given)
    expect(log.entries.map(({ type }) => type)).toEqual(["push", "redaction", "push", "push", "key", "push"])
    expect(log.root).toEqual(naiveTree(log.bytes).root(0, log.size))
    expect(log.entries.slice(0, 4).every(entry => entry.at <= new Date().toISOString())).toBe(true)
  })
})

describe("a checkpoint", () => {
  it("is never signed of a tree that does not go on from one before, also when the database was put back", async () => {
    const [given, office] = [withLog(), newOffice()]
    await push(office, FIRST, given)
    await push(office, HELD, given)
    const before = await readLog(given)
    await emptyDatabase()
    const other = newOffice()
    await push(other, FIRST, given)
    expect((await request("/log/checkpoint", undefined, given)).status).toBe(404)
    await push(other, HELD, given)
    await push(other, {}, given)
    await loggedLog(given, Date.now())
    expect((await request("/log/checkpoint", undefined, given)).status).toBe(404)
    // The way on is the office's to go, and says which log it is not and where that one ended.
    expect(await begun(given, {})).toBe(403)
    expect(await begun(given)).toBe("begun")
    const after = await readLog(given)
    expect(after.origin).toBe("127.0.0.1/log/2")
    const root = btoa(String.fromCharCode(...before.root))
    expect(after.entries.at(-1)).toMatchObject({
      type: "key",
      follows: { origin: before.origin, size: before.size, root },
    })
    await push(other, {}, given)
    expect(await begun(given)).toBe("goesOn")
    expect((await readLog(given)).origin).toBe("127.0.0.1/log/2")
  })

  it("goes on in a log of another name where the lock that knew it is gone", async () => {
    const office = newOffice()
    const given = withLog()
    await push(office, FIRST, given)
    const before = await readLog(given)
    const elsewhere = withLog()
    await push(office, HELD, elsewhere)
    const after = await readLog(elsewhere)
    expect([before.origin, after.origin]).toEqual(["127.0.0.1/log", "127.0.0.1/log/2"])
    expect(after.entries.map(({ type }) => type)).toEqual(["key", "push", "push", "key"])
    expect(after.entries.at(-1)).toMatchObject({ follows: { origin: "127.0.0.1/log", size: 2 } })
    await push(office, {}, elsewhere)
    expect((await readLog(elsewhere)).origin).toBe("127.0.0.1/log/2")
  })

  it("of two Workers on one database is of one history", async () => {
    const lock = crypto.randomUUID()
    const [one, two] = [withLog(env, lock), withLog({ ...env }, lock)]
    const office = newOffice()
    await push(office, FIRST, one)
    const same = await bodyOf(buildPush(office, HELD))
    const answers = await Promise.all([post(same, undefined, one), post(same, undefined, two)])
    expect(answers.map(({ status }) => status).sort()).not.toEqual([201, 201])
    await Promise.all([loggedLog(one, Date.now()), loggedLog(two, Date.now())])
    const logs = [await readLog(one), await readLog(two)]
    expect(logs[0]).toEqual(logs[1])
    expect(logs[0]?.entries.map(({ type }) => type)).toEqual(["key", "push", "push"])
  })

  it("is not needed for a push, and made up for when the lock answers again", async () => {
    const office = newOffice()
    const lock = crypto.randomUUID()
    const silent: Env = {
      ...withLog(),
      LOG_LOCK: { getByName: () => ({ fetch: () => Promise.reject(new Error("silent")) }) },
    }
    expect((await push(office, FIRST, silent)).status).toBe(201)
    const given = withLog(env, lock)
    expect(await typesOf(given)).toEqual(["key", "push"])
  })
})
