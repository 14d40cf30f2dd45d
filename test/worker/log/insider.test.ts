/** Whoever holds the database drops what forbids it and changes one thing: the same Worker serves it, and the verifier names it. */
import { env } from "cloudflare:workers"
import { beforeEach, expect, it } from "vitest"
import * as z from "zod/mini"
import { PLAIN_SHA256 } from "../../../shared/log/tree.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import type { Env } from "../../../worker/host/env.ts"
import { NATIVE_CODEC } from "../../../worker/store/native-codec.ts"
import { readRows } from "../../../worker/store/sql.ts"
import { readCsv } from "../../read-csv.ts"
import { emptyDatabase } from "../empty-database.ts"
import { newOffice, type Office, push, request, withClock } from "../push-fixture.ts"
import { day, duty, FIRST, report } from "../rows.ts"
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
