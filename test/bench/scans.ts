/** Scans of the deployed bundle in the local Google: their time, their calls, and what a busy day of them costs. */
import { createEditor } from "../../local/google/editing.ts"
import { QUOTA } from "../../shared/budget.ts"
import { openOffice } from "../local/script/office.ts"
import { simulateDay } from "./busy-day.ts"
import type { Figure, Subject } from "./subject.ts"

type ScanFigures = {
  readonly rows: number
  readonly ms: number
  /** Calls that cross the network at Google: reads, writes, fetches. */
  readonly remoteCalls: number
}

export const scans: Subject = {
  name: "scans",
  title: "Scanning in the local Google",
  async run() {
    const measured = await measureScans([10, 100, 1000])
    const points = (value: (each: ScanFigures) => number) =>
      measured.map(each => ({ size: each.rows, value: value(each) }))
    const calls = Math.max(...measured.map(each => each.remoteCalls))
    return {
      figures: [...busyDay(calls, 300), ...busyDay(calls, 1200)],
      growths: [
        {
          ...{ what: "a scan after two edits, signed, pushed and marked", unit: "ms", of: "measures" },
          ...{ points: points(each => each.ms), aim: { atMost: 500, size: 1000 } },
        },
        {
          ...{ what: "its reads, writes and fetches", unit: "calls", of: "measures" },
          ...{ points: points(each => each.remoteCalls), aim: { atMost: 4, size: 1000 } },
        },
      ],
      notes: [
        "The busy days are simulated run by run under the script's own budget: the clock every 15 minutes, a second for each change trigger that finds an edit, edits over nine hours.",
      ],
    }
  },
}

const PLANNER = "section-1@phasicharoen.example"
const ROUNDS = 5

/** One edit each time, in a sheet of so many measures: reading, checking, signing, pushing, marking. */
async function measureScans(counts: readonly number[]): Promise<ScanFigures[]> {
  const figures: ScanFigures[] = []
  for (const rows of counts) {
    const office = await openOffice()
    const editor = createEditor(office.google, [])
    const type = (range: string, values: string[][]) =>
      editor.edit({ spreadsheetId: office.spreadsheetId, tab: "มาตรการ", as: PLANNER, range, values })
    try {
      // Ten measures of the sample stand in rows 2 to 11.
      type("A12", measures(rows - 10))
      await office.host.run("install")
      const times: number[] = []
      let calls: Readonly<Record<string, number>> = {}
      for (let round = 0; round < ROUNDS; round++) {
        type("C2", [[`แก้ครั้งที่ ${round}`]])
        type("F3", [[round % 2 === 0 ? "31 มิ.ย. 2566" : "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖"]])
        const start = performance.now()
        ;({ calls } = await office.host.run("onEdited"))
        times.push(performance.now() - start)
        // The next thread is loaded meanwhile, as it is between the edits of people.
        await new Promise(done => setTimeout(done, 300))
      }
      const ms = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
      figures.push({ rows, ms, remoteCalls: remoteCallsOf(calls) })
    } finally {
      await office.close()
    }
  }
  return figures
}

/** The working day of an office, every call taking a second. */
function busyDay(remoteCalls: number, edits: number): Figure[] {
  const day = simulateDay({
    edits,
    secondsAScan: remoteCalls,
    spreadsheets: 1,
    hours: 9,
    secondsAnIdleRun: 1,
  })
  const what = `of a day of ${edits.toLocaleString("en")} edits at 1 s a call`
  const aim = { atMost: QUOTA.triggerMs / 60_000 }
  return [
    { what: `trigger time ${what}`, value: day.triggerMinutes, unit: "minutes", aim },
    { what: `fetches ${what}`, value: day.fetches, unit: "fetches", aim: { atMost: QUOTA.fetches } },
    { what: `scans of edits ${what}`, value: day.editScans, unit: "scans" },
  ]
}

function remoteCallsOf(calls: Readonly<Record<string, number>>): number {
  const remote = ["Sheets.Spreadsheets.get", "Sheets.Spreadsheets.batchUpdate", "UrlFetchApp.fetch"]
  return remote.reduce((sum, name) => sum + (calls[name] ?? 0), 0)
}

function measures(count: number): string[][] {
  return Array.from({ length: Math.max(1, count) }, (_, at) => [
    ...["", String((at % 10) + 1), `ประเด็นที่ ${at}`, `มาตรการที่ ${at}`, "รายเดือน", "ภายในเดือนมิถุนายน ๒๕๖๖"],
    ...["ฝ่ายโยธา", "ฝ่ายโยธา"],
  ])
}
