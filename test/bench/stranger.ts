/** What a stranger can cost: rows of the database that one request reads at most, whatever it is, as the database counts them. */

import { LEASE_PATH } from "../../shared/mail/lease.ts"
import { TEST_MAIL_PATH, UNREACHED_PATH } from "../../shared/mail/requests.ts"
import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import { PROJECTION_PATH } from "../../shared/push/projection-request.ts"
import { POSTS_A_MINUTE } from "../../worker/host/post-limit.ts"
import { counting } from "../counted-database.ts"
import { loadBundle } from "./node-worker.ts"
import { createOffice, emptyDatabase, LIMITS, MEASURES, migrate, REVISIONS } from "./plan-day.ts"
import type { Figure, Subject } from "./subject.ts"

const DAY = Date.UTC(2023, 4, 28, 3)

type Sent = { readonly what: string; readonly path: string; readonly init?: RequestInit }

export const stranger: Subject = {
  name: "stranger",
  title: "An hour of the worst that a stranger can send",
  async run() {
    const miniflare = emptyDatabase()
    const { deployed, remove } = await loadBundle()
    const realNow = Date.now
    const clock = { now: DAY }
    Date.now = () => clock.now
    try {
      const bound = await miniflare.getD1Database("DB", "d1")
      await migrate(bound)
      const db = bound as unknown as D1Database
      const office = createOffice(deployed, clock)
      let known = ""
      for (let at = 0; at < REVISIONS; at++) {
        clock.now += 20 * 60_000
        known = await office.push(counting(db, { read: 0, written: 0 }), at)
      }
      const figures: Figure[] = []
      for (const { what, path, init } of requests(known)) {
        const rows = { read: 0, written: 0 }
        // An isolate of its own for each: whoever wants to cost, asks where nothing is known yet.
        await office.ask(counting(db, rows), path, init)
        figures.push({ what: `${what}: read`, value: rows.read, unit: "rows" })
        figures.push({ what: `${what}: written`, value: rows.written, unit: "rows" })
      }
      return { figures: [...figures, ...hourOf(figures)], notes: [NOTE] }
    } finally {
      Date.now = realNow
      remove()
      await miniflare.dispose()
    }
  },
}

const NOTE = `Of a year of ${MEASURES} measures after ${REVISIONS} revisions, each request in an isolate that knows nothing. One address of the network posts ${POSTS_A_MINUTE} times a minute and no more; reads are the platform's to limit, and answers that are kept at the edge or in the isolate read nothing of this. The first reader of what happened counts it for all, which is what is written.`

function requests(known: string): Sent[] {
  const post = (what: string, path: string, body: string, type = "application/jose"): Sent => ({
    what,
    path,
    init: { method: "POST", headers: { "Content-Type": type }, body },
  })
  const [signed = "", ...disclosures] = known.split("~")
  const forged = [`${signed.slice(0, -4)}AAAA`, ...disclosures].join("~")
  return [
    post("a push of the log again", "/api/v1/pushes", known, PUSH_CONTENT_TYPE),
    post("a push with a forged signature", "/api/v1/pushes", forged, PUSH_CONTENT_TYPE),
    ...[LEASE_PATH, TEST_MAIL_PATH, UNREACHED_PATH, PROJECTION_PATH].map(path =>
      post(`a forged request at ${path}`, path, forged),
    ),
    { what: "a past day", path: "/2566?at=2023-05-28" },
    { what: "the workbook", path: "/2566.xlsx" },
    { what: "the oldest changes", path: "/changes?page=2" },
    { what: "a page of the log", path: "/log?page=2" },
    { what: "the year, filtered", path: "/2566?q=x" },
  ]
}

/** From one address, which may post so often; a read has no such limit, so it is told how many use up the day. */
function hourOf(figures: readonly Figure[]): Figure[] {
  const most = (isPost: boolean) => {
    const own = figures.filter(
      ({ what }) => what.endsWith("read") && /^a (push|forged)/.test(what) === isPost,
    )
    return Math.max(...own.map(({ value }) => value))
  }
  const written = figures.filter(({ what }) => what.endsWith("written")).map(({ value }) => value)
  return [
    {
      what: "read by an hour of posts from one address",
      value: most(true) * POSTS_A_MINUTE * 60,
      unit: "rows",
      aim: { atMost: LIMITS.read / 100 },
    },
    { what: "written by any of these", value: Math.max(...written), unit: "rows" },
    {
      what: "of the dearest read, so many a day",
      value: Math.floor(LIMITS.read / most(false)),
      unit: "requests",
    },
  ]
}
