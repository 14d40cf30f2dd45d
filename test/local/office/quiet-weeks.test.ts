/** Ten weeks of the local office in which nobody does anything: what the director's mailbox then holds. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, it } from "vitest"
import { type RunningOffice, startOffice } from "../../../cli/start/assemble.ts"
import { addDays, type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"
import { freePort } from "../../free-port.ts"

const DIRECTOR = "director@phasicharoen.example"
const LONGEST = 25

const folder = mkdtempSync(join(tmpdir(), "sujarit-quiet-"))
let office: RunningOffice | undefined

afterEach(async () => {
  await office?.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

async function stepTo(url: string, today: IsoDate): Promise<void> {
  const stepped = await fetch(`${url}/api/clock`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ today }),
  })
  expect([today, stepped.status]).toEqual([today, 200])
}

type Mail = { readonly to: string; readonly at: string; readonly subject: string; readonly text: string }

async function summariesOf(url: string): Promise<Mail[]> {
  const mails = (await (await fetch(`${url}/mailbox.json`)).json()) as Mail[]
  return mails.filter(({ to }) => to === DIRECTOR)
}

/** Without the note of a simulated day and the blank line after it, which no real office has. */
const lines = ({ text }: Mail) =>
  text
    .replace(/^วันจำลอง .*\n\n/, "")
    .trimEnd()
    .split("\n").length

it("brings the director, after the first, twelve summaries, none of more than 25 lines", async () => {
  const first = parseIsoDate("2023-05-29") as IsoDate
  office = await startOffice({
    ...{ port: await freePort(), sheetPort: await freePort(), folder: join(folder, "office") },
    ...{ source: { kind: "sample" }, log: () => {}, today: first },
  })
  const url = office.sheetUrl
  for (let week = 1; week <= 10; week++) await stepTo(url, addDays(first, week * 7))
  const [earliest, ...later] = await summariesOf(url)
  expect(earliest?.at.slice(0, 10)).toBe(first)
  expect(later.length).toBeGreaterThanOrEqual(12)
  expect(later.filter(each => lines(each) > LONGEST).map(({ subject, text }) => [subject, text])).toEqual([])
  const quiet = later.filter(({ text }) => text.includes("ไม่มีเรื่องใหม่ตั้งแต่บันทึกเมื่อ"))
  expect(quiet.length).toBeGreaterThanOrEqual(6)
  for (const each of quiet) expect(lines(each)).toBeLessThan(20)
}, 480_000)
