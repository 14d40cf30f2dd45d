/** Whoever holds the database drops what forbids it and changes one thing: the same Worker serves it, and the verifier names it. */
import { env } from "cloudflare:workers"
import { beforeEach, expect, it } from "vitest"
import * as z from "zod/mini"
import { PLAIN_SHA256 } from "../../../shared/log/tree.ts"
import { PUSH_CONTENT_TYPE } from "../../../shared/push/payload.ts"
import { digestsBy } from "../../../shared/verify/door.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import type { Env } from "../../../worker/host/env.ts"
import { addLook } from "../../../worker/store/looks.ts"
import { NATIVE_CODEC } from "../../../worker/store/native-codec.ts"
import { readRows } from "../../../worker/store/sql.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { readCsv } from "../../read-csv.ts"
import { emptyDatabase } from "../empty-database.ts"
import {
  bodyOf,
  buildPush,
  type Change,
  newOffice,
  type Office,
  post,
  push,
  request,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { assessment, day, duty, FIRST, measure, report, SECTIONS, SETTINGS, setting } from "../rows.ts"
import { verifyEd25519, verifyRsa, withLog } from "./log-env.ts"

let office: Office
let given: Env
let now: number

async function found(): Promise<string[]> {
  const get = async (path: string) => {
    const response = await request(path, undefined, given)
    if (response.status === 404) return undefined
    expect([path, response.status]).toEqual([path, 200])
    return new Uint8Array(await response.arrayBuffer())
  }
  const { faults } = await verifyRecord(
    {
      ...{
        get,
        readCsv,
        readText: (bytes: Uint8Array) =>
          new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
        width: 2,
        tell: () => {},
        digests: digestsBy(NATIVE_CODEC),
      },
      ...{ verifyLog: verifyEd25519, verifyOffice: verifyRsa, sha256: PLAIN_SHA256, codec: NATIVE_CODEC },
    },
    {},
  )
  return faults.map(({ code, place }) => `${code} ${place}`)
}

async function asInsider(sql: string): Promise<void> {
  const triggers = await readRows(
    env.DB,
    z.object({ name: z.string() }),
    "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
  )
  await env.DB.batch(
    [...triggers.map(({ name }) => `DROP TRIGGER ${name}`), sql].map(each => env.DB.prepare(each)),
  )
  storeOf(env.DB).forgetHeads()
}

beforeEach(async () => {
  await emptyDatabase()
  now = Date.parse("2023-06-12T02:00:00Z")
  given = withLog(withClock(() => now))
  office = newOffice()
  await push(office, FIRST, given)
  now += 3600_000
  const late = report("m-aaaaaaaa", "2", "2566", { due: day("2023-06-30"), date: day("2023-06-12") })
  expect((await push(office, { rows: [late, duty("a")] }, given)).status).toBe(201)
})

it("what nobody touched holds", async () => {
  expect(await found()).toEqual([])
})

it("what moved, ended and was looked at holds at every address, in two years", async () => {
  const later = async (by: Office, change: Change, fiscalYear = YEAR) => {
    now += 86_400_000
    const built = buildPush(by, change, { iat: Math.round(now / 1000), fiscalYear })
    const answer = await post(await bodyOf(built), PUSH_CONTENT_TYPE, given)
    expect([answer.status, await answer.text()]).toEqual([201, expect.anything()])
  }
  const moved = { occurrences: [{ id: "2566", due: day("2023-08-31") }], reason: "รอผลการประเมินจากหน่วยงาน" }
  await push(office, { rows: [measure("a", moved), measure("b")], held: ["measure/m-bbbbbbbb"] }, given)
  const ended = measure("b", { status: "ยกเลิก", reason: "รวมกับมาตรการอื่นในแผน" })
  await later(office, { rows: [ended, measure("c")] })
  const looked = { status: 200, type: "text/html", size: 9, isCut: false }
  const link = "https://office.example/evidence"
  await addLook(env.DB, YEAR, { ...looked, link, at: now, outcome: "open", sha256: "a".repeat(64) })
  await addLook(env.DB, YEAR, { ...looked, link, at: now + 3_600_000, outcome: "login", sha256: null })
  now += 3 * 86_400_000
  const settings = SETTINGS.filter(row => row.kind !== "setting" || row.key !== "fiscalYear")
  const plan = [...settings, setting("fiscalYear", "2567"), ...SECTIONS]
  await later(newOffice(), { rows: [...plan, assessment(1, "การปฏิบัติหน้าที่", 98.2)] }, YEAR + 1)
  expect(await found()).toEqual([])
})

it.each([
  [
    "a time of acceptance",
    "UPDATE leaf SET accepted_at = accepted_at - 60000 WHERE sequence = 2",
    /^rootOther/,
  ],
  [
    "the last leaf",
    "UPDATE leaf SET signed = replace(signed, 'A', 'B') WHERE sequence = 2",
    /^(rootOther|entryUnread)/,
  ],
  [
    "a redaction that nobody made",
    "INSERT INTO redaction (digest, reason, redacted_at) SELECT digest, 'order', 0 FROM disclosure LIMIT 1",
    /^redactedUnlogged/,
  ],
])("%s that was changed is named", async (_, sql, expected) => {
  await asInsider(sql)
  const faults = await found()
  expect(faults[0], faults.join("\n")).toMatch(expected)
})
