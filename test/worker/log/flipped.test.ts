/**
 * Whoever holds the database drops what forbids it and flips one byte, anywhere: of all that is verified the same Worker shows what
 * it showed before, or the verifier says where it is not, or it shows nothing. A sample by a seed; a byte of every cell, which takes
 * minutes, where `EVERY_CELL` is set.
 */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import * as z from "zod/mini"
import { PLAIN_SHA256 } from "../../../shared/log/tree.ts"
import { digestsBy } from "../../../shared/verify/door.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import type { Env } from "../../../worker/host/env.ts"
import { NATIVE_CODEC } from "../../../worker/store/native-codec.ts"
import { readRows } from "../../../worker/store/sql.ts"
import { createDice } from "../../faults/dice.ts"
import { readCsv } from "../../read-csv.ts"
import { emptyDatabase } from "../empty-database.ts"
import { newOffice, push, request, withClock } from "../push-fixture.ts"
import { day, FIRST, report } from "../rows.ts"
import { verifyEd25519, verifyRsa, withLog } from "./log-env.ts"

type Value = string | number | null | readonly number[]
type Row = Readonly<Record<string, Value>>
type Cell = { readonly table: string; readonly row: Row; readonly column: string }

/** What the Worker shows, by address; undefined where it shows no whole record. */
type Shown = { readonly files: ReadonlyMap<string, string>; readonly faults: readonly string[] } | "nothing"

async function shownBy(given: Env): Promise<Shown> {
  const files = new Map<string, string>()
  const get = async (path: string) => {
    const response = await request(path, undefined, given)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status === 404) return undefined
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
    files.set(path, Buffer.from(bytes).toString("latin1"))
    return bytes
  }
  const readText = (bytes: Uint8Array) =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  const keys = { verifyLog: verifyEd25519, verifyOffice: verifyRsa, sha256: PLAIN_SHA256 }
  const texts = { codec: NATIVE_CODEC, digests: digestsBy(NATIVE_CODEC) }
  const door = { get, readCsv, readText, width: 2, tell: () => {}, ...texts, ...keys }
  try {
    const { faults } = await verifyRecord(door, {})
    return { files, faults: faults.map(({ code, place }) => `${code} ${place}`) }
  } catch {
    return "nothing"
  }
}

const NAMES = z.object({ name: z.string() })
const SAMPLED = 10
const QUIET = /^(sqlite_|_cf_|d1_)/

async function tablesNow(): Promise<Map<string, readonly Row[]>> {
  const names = await readRows(env.DB, NAMES, "SELECT name FROM sqlite_schema WHERE type = 'table'")
  const found = new Map<string, readonly Row[]>()
  for (const { name } of names.filter(each => !QUIET.test(each.name)))
    found.set(name, (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results as Row[])
  return found
}

function cellsOf(tables: ReadonlyMap<string, readonly Row[]>): Cell[] {
  return [...tables].flatMap(([table, rows]) =>
    rows.flatMap(row =>
      Object.keys(row).flatMap(column =>
        row[column] === null || row[column] === "" ? [] : [{ table, row, column }],
      ),
    ),
  )
}

/** The row with one byte of a cell flipped: which one, a number between 0 and 1 tells. */
function flipped({ row, column }: Cell, where: number): Row {
  const value = row[column]
  const at =
    typeof value === "object" || typeof value === "string" ? Math.floor(where * (value?.length ?? 0)) : 0
  const other =
    typeof value === "string"
      ? value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1)
      : typeof value === "number"
        ? value + 1
        : value?.with(at, (value[at] ?? 0) ^ 1)
  return { ...row, [column]: other ?? null }
}

type Statement = readonly [sql: string, values: readonly Value[]]
const run = (statements: readonly Statement[]) =>
  env.DB.batch(
    statements.map(([sql, values]) =>
      env.DB.prepare(sql).bind(
        // The platform takes bytes too, which the Worker has no use for.
        ...values.map(each => (Array.isArray(each) ? new Uint8Array(each).buffer : each) as string),
      ),
    ),
  )

/** False where the database refuses even so. */
async function replace({ table, row }: Cell, after: Row): Promise<boolean> {
  const list = (by: string, is: string) =>
    Object.keys(row)
      .map(name => `"${name}" ${is} ?`)
      .join(by)
  const sql = `UPDATE "${table}" SET ${list(", ", "=")} WHERE ${list(" AND ", "IS")}`
  return run([[sql, [...Object.values(after), ...Object.values(row)]]]).then(
    () => true,
    () => false,
  )
}

/** As it was, whatever the Worker made of it since. */
async function putBack(tables: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  const each = [...tables]
  await run([
    ["PRAGMA defer_foreign_keys = on", []],
    ...each.map(([table]): Statement => [`DELETE FROM "${table}"`, []]),
    ...each.flatMap(([table, rows]) =>
      rows.map(
        (row): Statement => [
          `INSERT INTO "${table}" VALUES (${Object.keys(row)
            .map(() => "?")
            .join()})`,
          Object.values(row),
        ],
      ),
    ),
  ])
}

async function asInsider(): Promise<void> {
  const triggers = await readRows(env.DB, NAMES, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
  await env.DB.batch(triggers.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)))
}

it("a byte flipped anywhere in the database shows nowhere, or is named", async () => {
  await emptyDatabase()
  let now = Date.parse("2023-06-12T02:00:00Z")
  const office = newOffice()
  const logged = withLog(withClock(() => now))
  await push(office, FIRST, logged)
  now += 3600_000
  const late = report("m-aaaaaaaa", "2", "2566", { due: day("2023-06-30"), date: day("2023-06-12") })
  expect((await push(office, { rows: [late], gone: [] }, logged)).status).toBe(201)
  await asInsider()
  /** An isolate that remembers nothing. */
  const anew = (): Env => ({
    ...logged,
    DB: new Proxy(env.DB, { get: (db, key: keyof D1Database) => db[key].bind(db) }),
  })
  const before = await shownBy(anew())
  if (before === "nothing") throw new Error("nothing is shown")
  expect(before.faults).toEqual([])
  const dice = createDice(19)
  const tables = await tablesNow()
  const all = cellsOf(tables)
  const sample = env.EVERY_CELL ? all : Array.from({ length: SAMPLED }, () => dice.oneOf(all) as Cell)
  for (const cell of sample) {
    if (!(await replace(cell, flipped(cell, dice.below(1000) / 1000)))) continue
    const shown = await shownBy(anew())
    const isSaid = shown === "nothing" || shown.faults.length > 0
    const others = isSaid ? [] : [...shown.files].filter(([path, body]) => before.files.get(path) !== body)
    expect(
      others.map(([path]) => path),
      `${cell.table}.${cell.column} ${JSON.stringify(cell.row)}`,
    ).toEqual([])
    await putBack(tables)
  }
}, 900_000)
