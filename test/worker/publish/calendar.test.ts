/** `/<year>/calendar.ics`, read back by a reader that is not its writer. */
import ICAL from "ical.js"
import { beforeEach, describe, expect, test } from "vitest"
import { icalFaults } from "../../ical-restrictions.ts"
import { NAUGHTY_STRINGS } from "../../naughty.ts"
import {
  newOffice,
  type Office,
  ORIGIN,
  pushBefore as push,
  request,
  textOf,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { day, duty, FIRST, measure, report, setting } from "../rows.ts"

const ADDRESS = `/${YEAR}/calendar.ics`

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

type Read = {
  readonly uid: string
  readonly due: string
  readonly sequence: number
  readonly status: string
  readonly summary: string
  readonly description: string
  readonly url: string
}

async function eventsAt(address: string): Promise<Read[]> {
  const text = await textOf(await request(address))
  expect(icalFaults(text)).toEqual([])
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents("vevent").map(component => {
    const event = new ICAL.Event(component)
    expect(event.startDate.isDate).toBe(true)
    return {
      uid: event.uid,
      due: event.startDate.toString(),
      sequence: Number(event.sequence),
      status: String(component.getFirstPropertyValue("status")),
      summary: event.summary,
      description: event.description,
      url: String(component.getFirstPropertyValue("url")),
    }
  })
}

test("is a calendar with a name and a time to look again", async () => {
  const response = await request(ADDRESS)
  expect(response.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8")
  const calendar = new ICAL.Component(ICAL.parse(await textOf(response)))
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0")
  expect(String(calendar.getFirstPropertyValue("x-wr-calname"))).toBe("กำหนดส่ง 2566 สำนักงานเขตทดสอบ")
  expect(String(calendar.getFirstPropertyValue("refresh-interval"))).toBe("PT6H")
})

test("has an event for each obligation, of the whole day, leading to its measure", async () => {
  expect(await eventsAt(ADDRESS)).toEqual([
    {
      uid: "2566/m-aaaaaaaa/2/2566@test-office",
      due: "2023-06-30",
      sequence: 0,
      status: "CONFIRMED",
      summary: "จัดทำคู่มือการให้บริการ (ฝ่ายทะเบียน)",
      description: "จัดทำคู่มือการให้บริการ\nผู้รับผิดชอบ: ฝ่ายทะเบียน",
      url: `${ORIGIN}/${YEAR}/measures/m-aaaaaaaa`,
    },
  ])
  await push(office, { rows: [duty("a")] })
  const events = await eventsAt(ADDRESS)
  expect(events).toHaveLength(21)
  expect(new Set(events.map(event => event.uid)).size).toBe(21)
})

test("of a section has what it owes alone; there is none of a section that is not", async () => {
  await push(office, { rows: [duty("a")] })
  const events = await eventsAt(`${ADDRESS}?section=3`)
  expect(events.map(({ uid }) => uid)).toEqual([
    "2566/d-aaaaaaaa/3/2566-04@test-office",
    "2566/d-aaaaaaaa/3/2566-05@test-office",
  ])
  expect((await eventsAt(ADDRESS)).length).toBe(21)
  for (const slug of ["77", "0", "x", "", "3%27", "__proto__"])
    expect((await request(`${ADDRESS}?section=${slug}`)).status).toBe(404)
})

test("a report marks its event, which is then newer and did not move; taken back, it is as before", async () => {
  const clock = (at: string) => withClock(() => Date.parse(at))
  const eventAt = async () => {
    const calendar = new ICAL.Component(ICAL.parse(await textOf(await request(ADDRESS))))
    const event = calendar.getFirstSubcomponent("vevent")
    const value = (name: string) => String(event?.getFirstPropertyValue(name))
    return { summary: value("summary"), sequence: value("sequence"), modified: value("last-modified") }
  }
  const before = await eventAt()
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566")] }, clock("2033-06-12T01:00:00Z"))
  const reported = await eventAt()
  expect(reported.summary).toBe(`รายงานแล้ว: ${before.summary}`)
  expect([reported.sequence, reported.modified > before.modified]).toEqual([before.sequence, true])
  await push(office, { gone: ["report/m-aaaaaaaa/2/2566"] }, clock("2033-06-13T01:00:00Z"))
  const returned = await eventAt()
  expect(returned.summary).toBe(before.summary)
  expect(returned.modified > reported.modified).toBe(true)
})

test("what is open has a calendar of its own, with alarms", async () => {
  await push(office, { rows: [measure("b"), measure("c", { status: "ยกเลิก", reason: "รวมกับมาตรการอื่น" })] })
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566")] })
  expect(await eventsAt(ADDRESS)).toHaveLength(3)
  for (const address of [`${ADDRESS}?open`, `${ADDRESS}?section=2&open`, `${ADDRESS}?open=1`]) {
    expect((await eventsAt(address)).map(({ uid }) => uid)).toEqual(["2566/m-bbbbbbbb/2/2566@test-office"])
    const calendar = new ICAL.Component(ICAL.parse(await textOf(await request(address))))
    const alarms = calendar.getFirstSubcomponent("vevent")?.getAllSubcomponents("valarm") ?? []
    expect(alarms.map(alarm => String(alarm.getFirstPropertyValue("trigger")))).toEqual(["-P2DT15H", "PT9H"])
  }
  expect(await textOf(await request(ADDRESS))).not.toContain("VALARM")
})

test("a page offers it as a file, to follow, and for Google's calendar", async () => {
  const html = await textOf(await request(`/${YEAR}/sections/2`))
  const webcal = `webcal://127.0.0.1/${YEAR}/calendar.ics?section=2&open`
  expect(html).toContain(`href="${webcal.replace("&", "&amp;")}"`)
  expect(html).toContain(`https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`)
})

test("the checker of restrictions finds what is wrong", () => {
  const calendar = (lines: string) => `BEGIN:VCALENDAR\r\n${lines}END:VCALENDAR\r\n`
  expect(icalFaults(calendar("VERSION:2.0\r\nPRODID:x\r\nMETHOD:PUBLISH\r\n"))).toEqual([
    expect.stringContaining("METHOD"),
  ])
  const event = "BEGIN:VEVENT\r\nUID:1\r\nUID:2\r\nDTSTART:20230630\r\nBOO:1\r\nEND:VEVENT\r\n"
  expect(icalFaults(calendar(event)).length).toBeGreaterThan(5)
})

test("does not tell a date about which a question is open", async () => {
  await push(office, { rows: [measure("a", { asks: "open" })] })
  expect(await eventsAt(ADDRESS)).toEqual([])
})

test("keeps the UID and raises the SEQUENCE with each move, cancelling and return", async () => {
  const moved = { occurrences: [{ id: "2566", due: day("2023-07-31") }] }
  const steps = [
    { rows: [measure("a", moved)] },
    { rows: [measure("a", { ...moved, measure: "คำใหม่" })] },
    { rows: [measure("a", { ...moved, status: "ยกเลิก", reason: "ซ้ำ" })] },
    { gone: ["measure/m-aaaaaaaa"] },
    { rows: [measure("a")] },
  ]
  const seen = await eventsAt(ADDRESS)
  for (const step of steps) {
    await push(office, step)
    seen.push(...(await eventsAt(ADDRESS)))
  }
  expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1)
  expect(seen.map(({ due, sequence, status }) => [due, sequence, status])).toEqual([
    ["2023-06-30", 0, "CONFIRMED"],
    ["2023-07-31", 1, "CONFIRMED"],
    ["2023-07-31", 1, "CONFIRMED"],
    ["2023-07-31", 2, "CANCELLED"],
    ["2023-07-31", 3, "CANCELLED"],
    ["2023-06-30", 4, "CONFIRMED"],
  ])
  expect(seen[3]?.summary).toMatch(/^ยกเลิก: /)
})

test("answers 304 to its tag, and HEAD without a body", async () => {
  const first = await request(ADDRESS)
  await first.arrayBuffer()
  const etag = first.headers.get("ETag") ?? ""
  const again = await request(ADDRESS, { headers: { "If-None-Match": etag } })
  expect([again.status, await textOf(again)]).toEqual([304, ""])
  expect(await textOf(await request(ADDRESS, { method: "HEAD" }))).toBe("")
  await push(office, { rows: [measure("a", { measure: "ใหม่" })] })
  expect((await request(ADDRESS)).headers.get("ETag")).not.toBe(etag)
})

test("says so when the day is simulated", async () => {
  const simulated = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
  expect((await textOf(await request(ADDRESS, undefined, simulated))).replaceAll("\r\n ", "")).toContain(
    "วันจำลอง 2023-06-12",
  )
})

describe("whatever the words", () => {
  // What no signed row can hold: nothing, half a character, more than a cell may.
  const naughty = NAUGHTY_STRINGS.filter(
    text => text !== "" && text.length <= 5000 && !/\p{Surrogate}/u.test(text),
  )

  test("lines are of at most 75 octets, whole characters, and no word becomes a property", async () => {
    const rows = naughty.map((what, index) => ({
      ...duty("a", { what, owedBy: ["ฝ่ายทะเบียน"], occurrences: [{ id: "2566", due: day("2023-06-05") }] }),
      id: `d-${String(index).padStart(8, "0")}`,
    }))
    for (let from = 0; from < rows.length; from += 40)
      expect((await push(office, { rows: rows.slice(from, from + 40) })).status).toBe(201)
    const bytes = new Uint8Array(await (await request(ADDRESS)).arrayBuffer())
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
    for (const line of linesOf(bytes)) {
      expect(line.length).toBeLessThanOrEqual(75)
      expect(() => new TextDecoder("utf-8", { fatal: true }).decode(line)).not.toThrow()
    }
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/)
    const events = await eventsAt(ADDRESS)
    expect(events).toHaveLength(naughty.length + 1)
    for (const what of [
      "a\r\nBcc: x@example.com",
      ",,,",
      ";",
      "..\\..\\x",
      '"><img src=x onerror=alert(1)>',
    ]) {
      const id = `d-${String(naughty.indexOf(what)).padStart(8, "0")}`
      const event = events.find(({ uid }) => uid.includes(id))
      expect(event?.description.startsWith(what.replace("\r\n", "\n"))).toBe(true)
    }
  })

  test("an office's name is one line", async () => {
    await push(office, { rows: [setting("office", "เขต\r\nBEGIN:VEVENT\r\n;,\\")] })
    const calendar = new ICAL.Component(ICAL.parse(await textOf(await request(ADDRESS))))
    expect(calendar.getAllSubcomponents("vevent")).toHaveLength(1)
    // The reader does not know `NAME`, so it shows the text as it is escaped.
    expect(String(calendar.getFirstPropertyValue("name"))).toContain("เขต BEGIN:VEVENT \\;\\,\\\\")
  })
})

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 13 || bytes[at + 1] !== 10) continue
    lines.push(bytes.subarray(from, at))
    from = at + 2
  }
  return lines
}
