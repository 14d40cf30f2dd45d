/** A simulated clock on its way: how far it is, and that it can be stopped between two hours. And what is done where it stands. */
import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it } from "vitest"
import { createClock } from "../../../local/clock.ts"
import { clockPage } from "../../../local/office/clock-page.ts"
import { createTimekeeper } from "../../../local/office/timekeeper.ts"
import { type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"

const day = (text: string) => parseIsoDate(text) as IsoDate
/** 10:15 in Bangkok. */
const REAL = Date.parse("2026-11-22T03:15:00Z")

/** Stands for the Worker, where it tells of its runs, and of what was answered from its mail. */
let cron: Server
let waiting = 0
beforeAll(async () => {
  cron = createServer(({ url = "" }, response) =>
    response.end(url.endsWith("/answers-waiting") ? JSON.stringify({ waiting }) : '{"runs":[]}'),
  ).listen(0, "127.0.0.1")
  await once(cron, "listening")
})
afterAll(() => cron.close())

/** `atSlot` is told each hour that the Worker ran. */
function office(today: string, atSlot: (slot: string) => void = () => {}) {
  let passed = 0
  const clock = createClock({ today: day(today), realNow: () => REAL + passed })
  const slots: string[] = []
  const scans: number[] = []
  const timekeeper = createTimekeeper({
    clock,
    worker: {
      url: `http://127.0.0.1:${(cron.address() as AddressInfo).port}`,
      scheduled: async time => {
        const slot = new Date(time).toISOString().slice(0, 13)
        slots.push(slot)
        atSlot(slot)
      },
    },
    scan: async at => void scans.push(at),
    moved: async () => {},
    onDay: () => {},
  })
  const page = () =>
    String(
      clockPage({
        ...{ clock, mailbox: { list: () => [] }, move: timekeeper.moving(), end: undefined },
        holidays: new Set(["2023-06-05"].map(day)),
      }),
    )
  const wait = (milliseconds: number) => {
    passed += milliseconds
  }
  return { clock, slots, scans, timekeeper, page, wait }
}

it("tells while it is under way, and no longer, how many days have passed", async () => {
  const pages: string[] = []
  const { timekeeper, page } = office("2023-05-29", slot => {
    if (slot === "2023-06-02T03") pages.push(page())
  })
  // The Monday is a holiday.
  expect(page()).toContain("ต้นสัปดาห์หน้า <span>6 มิถุนายน 2566")
  const moved = timekeeper.advanceTo(day("2023-06-05"))
  expect(page()).toContain("ผ่านไปแล้ว 0 จาก 8 วัน")
  expect(await moved).toEqual({ runs: [], isStopped: false })
  expect(pages[0]).toContain("กำลังเลื่อนไปถึงสิ้นวันที่ 5 มิถุนายน 2566")
  expect(pages[0]).toContain("ผ่านไปแล้ว 4 จาก 8 วัน")
  expect(pages[0]).toContain('action="/clock/stop"')
  expect(page()).not.toContain("<progress")
})

it("stops after the hour it is at, which is done, and goes on from the next", async () => {
  const { clock, slots, timekeeper } = office("2023-05-29", slot => {
    if (slot === "2023-05-31T01") timekeeper.stop()
  })
  expect(await timekeeper.advanceTo(day("2023-06-26"))).toMatchObject({ isStopped: true })
  expect([slots.at(-1), clock.today()]).toEqual(["2023-05-31T01", "2023-05-31"])
  expect(await timekeeper.advanceTo(day("2023-05-31"))).toMatchObject({ isStopped: false })
  expect(slots[slots.indexOf("2023-05-31T01") + 1]).toBe("2023-05-31T02")
})

it("is stopped by the closing office, which waits for the hour under way", async () => {
  const { slots, timekeeper } = office("2023-05-29", slot => {
    if (slot === "2023-05-30T01") void timekeeper.close()
  })
  expect(await timekeeper.advanceTo(day("2023-06-26"))).toMatchObject({ isStopped: true })
  expect(slots.at(-1)).toBe("2023-05-30T01")
})

it("looks at the sheet at once when somebody answered from a mail, and else every quarter of an hour", async () => {
  const { scans, timekeeper, wait } = office("2023-05-29")
  const looks = async (answers: number) => {
    waiting = answers
    await timekeeper.tick()
    return scans.length
  }
  expect([await looks(0), await looks(1), await looks(0)]).toEqual([0, 1, 1])
  wait(15 * 60_000 - 1)
  expect(await looks(0)).toBe(1)
  wait(1)
  expect([await looks(0), await looks(0)]).toEqual([2, 2])
})

it.each([
  ["2023-05-29", ["2023-05-30", "2023-06-06", "2023-06-05", "2023-06-28"]],
  ["2023-05-31", ["2023-06-01", "2023-06-06", "2023-06-07", "2023-06-30"]],
  ["2023-06-11", ["2023-06-12", "2023-06-18", "2023-07-11"]],
])("offers on %s no day by two buttons", (today, days) => {
  const values = [
    ...office(today)
      .page()
      .matchAll(/<button name="today" value="([^"]+)"/g),
  ]
  expect(values.map(match => match[1])).toEqual(days)
})
