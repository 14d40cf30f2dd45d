/** The local office through its first days: what fell due before the record began, and the days nobody is written to. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { type RunningOffice, startOffice } from "../../../cli/start/assemble.ts"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import { freePort } from "../../free-port.ts"

const OPERATOR = "operator@phasicharoen.example"

let open: { office: RunningOffice; folder: string } | undefined

afterEach(async () => {
  await open?.office.close()
  if (open) rmSync(open.folder, { recursive: true, force: true })
  open = undefined
}, 60_000)

async function officeOn(today: string): Promise<RunningOffice> {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-begins-"))
  const office = await startOffice({
    ...{ port: await freePort(), sheetPort: await freePort(), folder: join(folder, "office") },
    ...{ source: { kind: "sample" }, log: () => {}, today: parseIsoDate(today) },
  })
  open = { office, folder }
  return office
}

async function stepTo({ sheetUrl }: RunningOffice, today: string): Promise<void> {
  const stepped = await fetch(`${sheetUrl}/api/clock`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ today }),
  })
  expect(stepped.status).toBe(200)
}

async function yearOf({ publicUrl }: RunningOffice): Promise<YearView> {
  return (await fetch(`${publicUrl}/2566.json`)).json() as Promise<YearView>
}

type Mail = { readonly to: string; readonly at: string; readonly subject: string }

/** By the civil day in Bangkok, without what the operator is told. */
async function mailDays({ sheetUrl }: RunningOffice): Promise<Set<string>> {
  const mails = (await (await fetch(`${sheetUrl}/mailbox.json`)).json()) as Mail[]
  const told = mails.filter(({ to }) => to !== OPERATOR)
  return new Set(told.map(({ at }) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10)))
}

describe("an office in its first minute", { timeout: 120_000 }, () => {
  it("is overdue with nothing of before, and a week later with what fell due since", async () => {
    const office = await officeOn("2023-05-29")
    const first = await yearOf(office)
    expect(first.reports.filter(({ state }) => state === "overdue" || state === "late")).toEqual([])
    const before = first.reports.filter(({ state }) => state === "beforeRecord")
    expect(before.length).toBeGreaterThan(0)
    expect(before.filter(({ due }) => due >= "2023-05-29")).toEqual([])
    expect(first.beforeRecord).toMatchObject({ began: "2023-05-29", periods: before.length, reported: 0 })

    await stepTo(office, "2023-06-06")
    const { reports } = await yearOf(office)
    const overdue = reports.filter(({ state }) => state === "overdue")
    expect(new Set(overdue.map(({ due }) => due))).toEqual(
      new Set(reports.filter(({ due }) => due >= "2023-05-29" && due < "2023-06-06").map(({ due }) => due)),
    )
    expect(overdue.length).toBeGreaterThan(0)
    expect(reports.filter(({ state }) => state === "beforeRecord")).toHaveLength(before.length)

    const days = await mailDays(office)
    expect([days.has("2023-06-02"), days.has("2023-06-05"), days.has("2023-06-06")]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe("a holiday that is a Monday", { timeout: 120_000 }, () => {
  it.each([
    ["2023-07-29", "2023-07-31", "2023-08-03"],
    ["2023-08-12", "2023-08-14", "2023-08-15"],
  ])(
    "%s to %s: nobody but the operator is written to, and the working day after tells",
    async (from, holiday, next) => {
      const office = await officeOn(from)
      await stepTo(office, next)
      const days = [...(await mailDays(office))].sort()
      expect(days).not.toContain(holiday)
      expect(days.filter(day => day > holiday && day <= next).length).toBeGreaterThan(0)
    },
  )
})
