/** The Worker may die between any two statements, before one or just after it: then what? */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { at, contactRow, PLAN } from "../../shared/due/fixture.ts"
import { createOffice, type TestOffice } from "./office.ts"

const SLOT = at("2023-06-01", 8)
const CALM_PLAN = { at: PLAN.at, rows: (PLAN.rows ?? []).filter(row => row.kind !== "duty") }
const KILLED = new Error("killed")

it("loses no mail, and repeats at most the one that was being sent", async () => {
  const office = await createOffice(CALM_PLAN)
  await office.setPrivateRows([
    contactRow("1"),
    { kind: "secret", key: "directorMail", value: "director@example.go.th" },
  ])
  const untroubled = (await mailOf(office, async () => void (await office.run(SLOT)))).sort()
  expect(untroubled).toHaveLength(3)
  for (const moment of ["before", "after"] as const) {
    for (let statement = 1; ; statement++) {
      const killer = createKiller(env.DB, statement, moment)
      const sent = await mailOf(office, async () => {
        await office.run(SLOT, { db: killer.db }).catch((error: unknown) => expect(error).toBe(KILLED))
      })
      const repeats = sent.length - new Set(sent).size
      expect([statement, moment, [...new Set(sent)].sort()]).toEqual([statement, moment, untroubled])
      expect(repeats).toBeLessThanOrEqual(1)
      if (!killer.hasKilled()) break
    }
  }
})

/** Everything sent from a clean outbox on: in the troubled run, its double, and the two hours after it. */
async function mailOf(office: TestOffice, troubledRun: () => Promise<void>): Promise<string[]> {
  await env.DB.batch(
    ["notice", "message", "notice_plan", "cron_run"].map(table => env.DB.prepare(`DELETE FROM ${table}`)),
  )
  office.sent.length = 0
  await troubledRun()
  for (const hours of [0, 1, 2]) await office.run(SLOT + hours * 3_600_000)
  return office.sent.map(mail => `${mail.to[0]} ${mail.subject} ${mail.headers.References}`)
}

type Killer = { readonly db: D1Database; readonly hasKilled: () => boolean }

/** A database whose nth execution, single or batch, never comes back. */
function createKiller(db: D1Database, fatal: number, moment: "before" | "after"): Killer {
  let count = 0
  const execute = async <T>(run: () => Promise<T>): Promise<T> => {
    const isFatal = ++count === fatal
    if (isFatal && moment === "before") throw KILLED
    const result = await run()
    if (isFatal) throw KILLED
    return result
  }
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped: D1PreparedStatement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: () => execute(() => statement.all()),
      first: () => execute(() => statement.first()),
      run: () => execute(() => statement.run()),
    }
    originals.set(wrapped, statement)
    return wrapped
  }
  return {
    db: {
      prepare: query => wrap(db.prepare(query)),
      batch: statements => execute(() => db.batch(statements.map(each => originals.get(each) ?? each))),
    },
    hasKilled: () => count >= fatal,
  }
}
