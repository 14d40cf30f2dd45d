/** Scans of the deployed bundle in the local Google: their time, their calls, and what a busy day of them costs. */
import { createEditor } from "../../local/google/edit/editing.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { QUOTA } from "../../shared/scan/budget.ts"
import { tickGate } from "../apps-script/announce.ts"
import { openOffice } from "../apps-script/office.ts"
import { simulateDay } from "./busy-day.ts"
import { median } from "./measure.ts"
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

const PLANNER = "section-1@bangsommut.example"
const ROUNDS = 5

async function measureScans(counts: readonly number[]): Promise<ScanFigures[]> {
  const figures: ScanFigures[] = []
  for (const rows of counts) {
    const edited = await openEditedOffice(rows)
    try {
      const times: number[] = []
      let calls: Calls = {}
      for (let round = 0; round < ROUNDS; round++) {
        edited.type(round)
        const start = performance.now()
        calls = await edited.scan()
        times.push(performance.now() - start)
        await edited.rest()
      }
      figures.push({ rows, ms: median(times), remoteCalls: remoteCallsOf(calls) })
    } finally {
      await edited.close()
    }
  }
  return figures
}

type Calls = Readonly<Record<string, number>>

export type EditedOffice = {
  /** Two cells say something else than in the round before. */
  type(round: number): void
  /** Reading, checking, signing, pushing, marking. */
  scan(): Promise<Calls>
  /** The next thread is loaded meanwhile, as it is between the edits of people. */
  rest(): Promise<void>
  close(): Promise<void>
}

/** A sheet of so many measures, published once. `code` is another version's bundle. */
export async function openEditedOffice(rows: number, code?: string): Promise<EditedOffice> {
  const { google, spreadsheetId, host, close } = await openOffice(undefined, {
    hasBlankRows: true,
    ...(code !== undefined && { code }),
  })
  const editor = createEditor(google, [])
  const type = (range: string, values: string[][]) =>
    editor.edit({ spreadsheetId, tab: "มาตรการ", as: PLANNER, range, values })
  // Ten measures of the sample stand in rows 2 to 11.
  type("A12", measures(rows - 10))
  await host.run("install")
  // A bundle from before the gate has announced already, and takes no tick.
  tickGate(editor, spreadsheetId, SAMPLE_OWNER)
  await host.run("onEdited")
  return {
    type(round) {
      type("C2", [[`แก้ครั้งที่ ${round}`]])
      type("F3", [[round % 2 === 0 ? "31 มิ.ย. 2566" : "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖"]])
    },
    scan: async () => (await host.run("onEdited")).calls,
    rest: () => new Promise(done => setTimeout(done, 300)),
    close,
  }
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

function remoteCallsOf(calls: Calls): number {
  const remote = ["Sheets.Spreadsheets.get", "Sheets.Spreadsheets.batchUpdate", "UrlFetchApp.fetch"]
  return remote.reduce((sum, name) => sum + (calls[name] ?? 0), 0)
}

function measures(count: number): string[][] {
  return Array.from({ length: Math.max(1, count) }, (_, at) => [
    ...["", String((at % 10) + 1), `ประเด็นที่ ${at}`, `มาตรการที่ ${at}`, "รายเดือน", "ภายในเดือนมิถุนายน ๒๕๖๖"],
    ...["ฝ่ายโยธา", "ฝ่ายโยธา"],
  ])
}
