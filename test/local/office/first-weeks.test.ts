/**
 * One walk through the local office's first eleven weeks, in which nobody does anything: what fell due before the record
 * began, the days nobody is written to, and what the director's mailbox then holds. The first day passes in the open
 * office. Then it is closed, and the Worker's hourly mail goes on on the database that it left, without the processes around
 * it: seventy days take seconds, and not a minute.
 */
import { globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openKeys } from "../../../cli/office/keys.ts"
import { type RunningOffice, startOffice } from "../../../cli/start/assemble.ts"
import { OFFICE_ID } from "../../../cli/start/source.ts"
import { HOUR } from "../../../local/clock.ts"
import { parseSentMail } from "../../../local/worker/mailbox.ts"
import {
  addDays,
  bangkokDate,
  bangkokMidnight,
  type IsoDate,
  parseIsoDate,
} from "../../../shared/date/civil-date.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import type { Env } from "../../../worker/host/env.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { openNodeWorker } from "../../bench/node-worker.ts"
import { openDatabase } from "../../faults/database.ts"
import { freePort } from "../../free-port.ts"

const BEGAN = "2023-05-29"
const WEEK_LATER = "2023-06-06"
const TEN_WEEKS_LATER = "2023-08-07"
const LAST = "2023-08-15"

const OPERATOR = "operator@bangsommut.example"
const DIRECTOR = "director@bangsommut.example"
/** The picture of the year is up to ten of them. */
const LONGEST = 32

type Mail = { readonly to: string; readonly at: string; readonly subject: string; readonly text: string }

const folder = mkdtempSync(join(tmpdir(), "sujarit-weeks-"))
let office: RunningOffice
let firstMinute: YearView
let weekLater: YearView
const mails: Mail[] = []

beforeAll(async () => {
  office = await startOffice({
    ...{ port: await freePort(), sheetPort: await freePort(), folder: join(folder, "office") },
    ...{ source: { kind: "sample" }, log: () => {}, today: parseIsoDate(BEGAN) },
  })
  firstMinute = (await (await fetch(`${office.publicUrl}/2566.json`)).json()) as YearView
  await stepTo(BEGAN)
  mails.push(...((await (await fetch(`${office.sheetUrl}/mailbox.json`)).json()) as Mail[]))
  await office.close()
  const pass = await hoursOf()
  await pass(addDays(BEGAN as IsoDate, 1), WEEK_LATER as IsoDate)
  weekLater = await pass.year()
  await pass(addDays(WEEK_LATER as IsoDate, 1), LAST as IsoDate)
}, 240_000)

afterAll(async () => {
  await office?.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** Passes each hour of some days as the Worker runs it, the script having been there before; `year`: what it then answers. */
async function hoursOf() {
  const { db, look } = openDatabase(databaseFile())
  const { publicJwk } = await openKeys(join(folder, "office"))
  let now = 0
  const env = {
    DB: db,
    EMAIL: {
      send: async (message: unknown) => {
        const sent = parseSentMail(message, now)
        mails.push({ ...sent, at: new Date(sent.at).toISOString() })
        return { messageId: String(mails.length) }
      },
    },
    CLOCK: { fetch: async () => new Response(String(now)) },
    ...{ OFFICE_ID, ORIGIN: office.publicUrl, MAIL_FROM: "sujarit@bangsommut.example" },
    PUSH_KEYS: JSON.stringify({ keys: [publicJwk] }),
  } as unknown as Env
  const pass = async (first: IsoDate, last: IsoDate): Promise<void> => {
    const end = bangkokMidnight(addDays(last, 1))
    for (now = bangkokMidnight(first); now < end; now += HOUR) {
      look("UPDATE heartbeat SET seen_at = ?1", now - HOUR / 4)
      await runCron(env, now)
    }
    now -= HOUR
  }
  const year = async (): Promise<YearView> => {
    const worker = await openNodeWorker(env.PUSH_KEYS, () => now, { more: env })
    try {
      return (await (await worker.get("/2566.json")).json()) as YearView
    } finally {
      worker.close()
    }
  }
  return Object.assign(pass, { year })
}

/** The one that Miniflare keeps; beside it lies its own list of databases. */
function databaseFile(): string {
  const found = globSync(join(folder, "office", "worker", "d1", "*", "*.sqlite"))
  const [file, ...others] = found.filter(each => !each.endsWith("metadata.sqlite"))
  if (file === undefined || others.length > 0) throw new Error(`not one database: ${found.join(", ")}`)
  return file
}

async function stepTo(today: string): Promise<void> {
  const stepped = await fetch(`${office.sheetUrl}/api/clock`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ today }),
  })
  expect([today, stepped.status]).toEqual([today, 200])
}

/** The civil days on which anybody but the operator was written to. */
const mailDays = () =>
  new Set<string>(mails.filter(({ to }) => to !== OPERATOR).map(({ at }) => bangkokDate(Date.parse(at))))

it("is in its first minute overdue with nothing of before", () => {
  expect(firstMinute.reports.filter(({ state }) => state === "overdue" || state === "late")).toEqual([])
  const before = firstMinute.reports.filter(({ state }) => state === "beforeRecord")
  expect(before.length).toBeGreaterThan(0)
  expect(before.filter(({ due }) => due >= BEGAN)).toEqual([])
  expect(firstMinute.beforeRecord).toMatchObject({ began: BEGAN, periods: before.length, reported: 0 })
})

it("is a week later overdue with what fell due since", () => {
  const { reports } = weekLater
  const overdue = reports.filter(({ state }) => state === "overdue")
  expect(new Set(overdue.map(({ due }) => due))).toEqual(
    new Set(reports.filter(({ due }) => due >= BEGAN && due < WEEK_LATER).map(({ due }) => due)),
  )
  expect(overdue.length).toBeGreaterThan(0)
  const before = (year: YearView) => year.reports.filter(({ state }) => state === "beforeRecord")
  expect(before(weekLater)).toHaveLength(before(firstMinute).length)
})

describe("a holiday that is a Monday", () => {
  it.each([
    ["2023-06-02", "2023-06-05", "2023-06-06"],
    ["2023-07-29", "2023-07-31", "2023-08-03"],
    ["2023-08-12", "2023-08-14", "2023-08-15"],
  ])(
    "%s to %s: nobody but the operator is written to, and the working day after tells",
    (_, holiday, next) => {
      const days = [...mailDays()].sort()
      expect(days).not.toContain(holiday)
      expect(days.filter(day => day > holiday && day <= next).length).toBeGreaterThan(0)
    },
  )

  it("takes nothing from the Friday before it, nor from the day after", () => {
    expect(mailDays()).toContain("2023-06-02")
    expect(mailDays()).toContain("2023-06-06")
  })
})

/** Without the note of a simulated day and the blank line after it, which no real office has. */
const lines = ({ text }: Mail) =>
  text
    .replace(/^วันจำลอง .*\n\n/, "")
    .trimEnd()
    .split("\n").length

it("brings the director, after the first, twelve summaries in ten weeks, none of more than 32 lines", () => {
  const [earliest, ...all] = mails.filter(({ to }) => to === DIRECTOR)
  expect(earliest?.at.slice(0, 10)).toBe(BEGAN)
  const tenWeeks = all.filter(({ at }) => bangkokDate(Date.parse(at)) <= (TEN_WEEKS_LATER as IsoDate))
  expect(tenWeeks.length).toBeGreaterThanOrEqual(12)
  expect(all.filter(each => lines(each) > LONGEST).map(({ subject, text }) => [subject, text])).toEqual([])
  const quiet = tenWeeks.filter(({ text }) => text.includes("ไม่มีเรื่องใหม่ตั้งแต่บันทึกเมื่อ"))
  expect(quiet.length).toBeGreaterThanOrEqual(6)
  for (const each of quiet) expect(lines(each)).toBeLessThan(26)
})
