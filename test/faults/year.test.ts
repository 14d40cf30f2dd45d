import { describe, expect, it } from "vitest"
import { bangkokHour, type IsoDate } from "../../shared/date/civil-date.ts"
import { addWorkingDays, workingDayOnOrBefore } from "../../shared/date/working-day.ts"
import { obligationsOf } from "../../shared/due/obligation.ts"
import { holidaysOf } from "../../shared/due/timetable.ts"
import { plans } from "./plan.ts"
import type { Accepted, RunWorld } from "./troubled-run.ts"
import { CALM, liveYear, rungHeight, type Trouble } from "./year.ts"

/** More years than one a plan, each of another seed: `FAULT_YEARS=20`. */
const YEARS = Number(process.env.FAULT_YEARS ?? "1")
const SEEDS = Array.from({ length: YEARS }, (_, index) => 2566 + index * 10)

const TROUBLE: Trouble = { missed: 0.15, doubled: 0.12, late: 0.08, killed: 0.1, failing: 0.08 }

describe.each(plans())("a fiscal year of %s", (_, rows) => {
  describe.each(SEEDS)("under every fault (seed %i)", seed => {
    const troubled = liveYear(rows, seed, TROUBLE, expectTimely)

    it("tells nobody before the time, after a report, or of a date that moved", async () => {
      const { world } = await troubled
      expect(world.accepted.length).toBeGreaterThan(300)
      expect(world.killed.size).toBeGreaterThan(200)
    })

    it("repeats a message only when the run that sent it died, and in the same thread", async () => {
      const { world } = await troubled
      const repeats = sendingsById(world).filter(sendings => sendings.length > 1)
      expect(repeats.length).toBeGreaterThan(3)
      for (const sendings of repeats) {
        const unmarked = sendings.slice(0, -1)
        expect(unmarked.filter(each => !world.killed.has(each.run))).toEqual([])
        expect(new Set(sendings.map(each => each.run)).size).toBe(sendings.length)
        expect(new Set(sendings.map(each => `${each.to} ${each.thread}`)).size).toBe(1)
      }
      const lostByRun = new Map<number, number>()
      for (const { run } of repeats.flatMap(sendings => sendings.slice(0, -1)))
        lostByRun.set(run, (lostByRun.get(run) ?? 0) + 1)
      expect(Math.max(...lostByRun.values())).toBe(1)
    })

    it("delivers every notice, once, or says why not", async () => {
      const { world, refused } = await troubled
      const { look } = world.database
      expect(look("SELECT key FROM notice WHERE message IS NULL AND skipped IS NULL")).toEqual([])
      expect(look("SELECT id FROM message WHERE state IN ('open', 'leased')")).toEqual([])
      const dead = look("SELECT DISTINCT recipient FROM message WHERE state = 'dead' AND error = ?1", REFUSED)
      expect(dead.map(each => each.recipient).sort()).toEqual([...refused].sort())
      const idsByNotice = new Map<string, Set<string>>()
      for (const { id, notices } of world.accepted)
        for (const { key } of notices) idsByNotice.set(key, (idsByNotice.get(key) ?? new Set()).add(id))
      expect([...idsByNotice].filter(([, ids]) => ids.size > 1)).toEqual([])
      const delivered = look(
        "SELECT key FROM notice JOIN message ON message.id = notice.message WHERE state = 'sent'",
      )
      expect(delivered.filter(each => !idsByNotice.has(`${each.key}`))).toEqual([])
    })

    it("never goes back to an earlier rung, however late a run comes", async () => {
      const { world } = await troubled
      const told = new Map<string, number>()
      // A mail that waited over a weekend may carry two rungs of one date: it tells the later of them.
      const inOrder = (notices: Accepted["notices"]) =>
        [...notices].sort((a, b) => rungHeight(a.rung) - rungHeight(b.rung))
      const backwards = world.accepted.flatMap(({ id, to, notices }) =>
        inOrder(notices).flatMap(({ about, key, rung }) => {
          const due = key.split("/").find(part => /^\d{4}-\d\d-\d\d$/.test(part)) ?? ""
          const subject = `${to} ${about} ${due}`
          const height = rungHeight(rung)
          const last = told.get(subject) ?? height
          told.set(subject, Math.max(height, last))
          return height < last ? [{ id, key }] : []
        }),
      )
      expect(backwards).toEqual([])
    })

    it("marks nothing sent that was not accepted, and sends one mail a recipient a day", async () => {
      const { world } = await troubled
      const hashes = new Map(world.accepted.map(each => [each.id, each.hash]))
      const sent = world.database.look("SELECT id, content_hash AS hash FROM message WHERE state = 'sent'")
      for (const { id, hash } of sent) expect([id, hash]).toEqual([id, hashes.get(`${id}`)])
      const sentOn = world.database.look(
        `SELECT recipient, kind, (sent_at + 25200000) / 86400000 AS day, COUNT(*) AS n FROM message
         WHERE state = 'sent' GROUP BY 1, 2, 3 HAVING n > 1`,
      )
      expect(sentOn).toEqual([])
    })

    it("replays to the same mail", async () => {
      const { world } = await troubled
      const again = await liveYear(rows, seed, TROUBLE, undefined, HALF_YEAR)
      // In order, up to the first mail of a month in which the half year's trouble ends.
      const told = ({ accepted }: RunWorld) =>
        accepted
          .slice(
            0,
            accepted.findIndex(({ slot }) => slot >= MONTH_OF_ITS_END),
          )
          .map(({ hash: _, ...rest }) => rest)
      expect(told(again.world)).toEqual(told(world))
      expect(told(again.world).length).toBeGreaterThan(100)
    })
  })

  it("is the same whether the cron comes once an hour, or twice and at once", async () => {
    const once = await liveYear(rows, 1, CALM, undefined, QUARTER)
    const twice = await liveYear(rows, 1, { ...CALM, doubled: 1 }, undefined, QUARTER)
    const mails = (world: RunWorld) =>
      world.accepted.map(each => `${each.to} ${each.subject} ${each.words}`).sort()
    expect(mails(twice.world)).toEqual(mails(once.world))
    expect(once.world.accepted.length).toBeGreaterThan(100)
  })
})

const QUARTER = 100
const HALF_YEAR = 182
const MONTH_OF_ITS_END = Date.parse("2023-03-01")
const REFUSED = "E_RECIPIENT_SUPPRESSED"
const OBLIGATION = /^[dm]-\w+\/\d+\/[^/]+$/

/** Judged at the moment a transport takes a message, by the record of that moment. */
function expectTimely(world: RunWorld, { slot, notices, id }: Accepted, today: IsoDate): void {
  expect(bangkokHour(slot)).toBeGreaterThanOrEqual(8)
  expect(notices.length).toBeGreaterThan(0)
  const record = world.office.record()
  const holidays = holidaysOf(record)
  const byId = new Map(obligationsOf(record, today).map(each => [each.id, each]))
  for (const { about, rung, key } of notices.filter(each => OBLIGATION.test(each.about))) {
    const obligation = byId.get(about)
    const { state, reportedAt, due, remind } = obligation ?? {}
    expect([id, key, reportedAt, remind, state === "withdrawn"]).toEqual([id, key, null, true, false])
    expect(key).toContain(`/${due}/`)
    if (due === undefined) continue
    const anchor = workingDayOnOrBefore(due, holidays)
    const [phase = "", count = ""] = rung.split("-")
    const earliest = phase === "before" ? addWorkingDays(anchor, -Number(count), holidays) : anchor
    expect([id, key, today >= earliest]).toEqual([id, key, true])
    if (phase === "after" || phase === "overdue") expect([id, key, today > due]).toEqual([id, key, true])
  }
}

function sendingsById(world: RunWorld): Accepted[][] {
  const byId = new Map<string, Accepted[]>()
  for (const each of world.accepted) byId.set(each.id, [...(byId.get(each.id) ?? []), each])
  return [...byId.values()]
}
