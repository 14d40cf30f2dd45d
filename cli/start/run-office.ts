/** `sujarit start`: the whole office on this machine, until Ctrl-C. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { parseIsoDate } from "../shared/date/civil-date.ts"
import { plainDate } from "../shared/date/thai-date.ts"
import { fileFaultText } from "./office/fault.ts"
import type { RunningOffice } from "./start/assemble.ts"
import { FolderError } from "./start/folder.ts"
import { collectGarbage, keepHeapSmall } from "./start/memory.ts"
import { type OfficeSource, sourceName } from "./start/office-source.ts"
import { StartError } from "./start/start-error.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit start [--port 8787] [--sheet-port 8788] [--data DIR]
                     [--today YYYY-MM-DD] [--empty] [--plan FILE]

  --port        หน้าเว็บสาธารณะ / the public pages
  --sheet-port  ตารางและจดหมาย / the sheet and the mailbox
  --data        โฟลเดอร์ข้อมูล / the data folder (.sujarit/sample, .sujarit/empty, .sujarit/<plan>)
  --today       วันจำลอง / simulates this day
  --plan        แผนที่ประกาศแล้ว แทนตัวอย่าง / a published plan instead of the bundled sample
  --empty       ตารางเปล่า / an empty sheet
`

/** Data folders of the office that was started without naming one. */
const DEFAULT_FOLDER = ".sujarit"

/** Resolves when the office was stopped: 0, or 2 when it could not start. */
export async function startCommand(args: string[], io: CommandIo): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  const startedAt = performance.now()
  keepHeapSmall()
  // Loaded now: a mistake in the options is told at once.
  const { startOffice } = await import("./start/assemble.ts")
  const office = await startOffice({ ...options, log: text => io.stderr(`${text}\n`) }).catch(error => {
    io.stderr(`${startFault(error)}\n`)
    return undefined
  })
  if (!office) return 2
  const stopped = signalled()
  collectGarbage()
  io.stdout(readyText(office, options.folder, (performance.now() - startedAt) / 1000))
  await stopped
  await office.close()
  io.stdout("บันทึกแล้ว ปิดสำนักงานจำลอง / saved and stopped\n")
  return 0
}

type Options = {
  readonly port: number
  readonly sheetPort: number
  readonly folder: string
  readonly today: ReturnType<typeof parseIsoDate>
  readonly source: OfficeSource
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "8787" },
        "sheet-port": { type: "string", default: "8788" },
        data: { type: "string" },
        today: { type: "string" },
        empty: { type: "boolean", default: false },
        plan: { type: "string" },
      },
    })
    const [port, sheetPort] = [parsePort(values.port), parsePort(values["sheet-port"])]
    if (!port || !sheetPort || port === sheetPort)
      return { fault: "พอร์ตต้องเป็นเลข 1 ถึง 65535 สองพอร์ตที่ต่างกัน / ports are two different numbers, 1 to 65535" }
    const today = values.today === undefined ? undefined : parseIsoDate(values.today)
    if (values.today !== undefined && !today)
      return { fault: `“${values.today}” ไม่ใช่วันที่ เช่น 2023-05-29 / --today takes a date like 2023-05-29` }
    if (values.empty && values.plan !== undefined)
      return { fault: "เลือก --empty หรือ --plan อย่างใดอย่างหนึ่ง / --empty or --plan, not both" }
    const source = sourceOf(values.empty, values.plan)
    const folder = resolve(values.data ?? `${DEFAULT_FOLDER}/${sourceName(source)}`)
    return { port, sheetPort, folder, today, source }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}

function sourceOf(isEmpty: boolean, plan: string | undefined): OfficeSource {
  if (plan !== undefined) return { kind: "plan", file: resolve(plan) }
  return { kind: isEmpty ? "empty" : "sample" }
}

/** What a person can mend is said in a sentence; anything else is our defect and keeps its stack. */
function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof StartError || error instanceof FolderError || MENDABLE.has(error.name))
    return error.message
  return fileFaultText(error) ?? error.stack ?? error.message
}

/** Errors of the parts, told by name so that their modules are not loaded for a usage message. */
const MENDABLE: ReadonlySet<string> = new Set([
  "ClockError",
  "DamagedDatabaseError",
  "DamagedFileError",
  "DamagedMailError",
  "KeysFileError",
])

function readyText(office: RunningOffice, folder: string, seconds: number): string {
  const { publicUrl, sheetUrl, clock } = office
  const day = `${plainDate(clock.today())} (${clock.today()})`
  return `สำนักงานจำลองพร้อมใช้ / the office is ready (${seconds.toFixed(1)} s)

  ตาราง / sheet         ${sheetUrl}/
  หน้าเว็บ / public page   ${publicUrl}/
  จดหมาย / mailbox      ${sheetUrl}/mailbox
  วันที่ / clock           ${sheetUrl}/clock
  ${clock.simulated ? "วันจำลอง / simulated" : "วันนี้ / today"}   ${day}
  ข้อมูล / data           ${folder}
${doubtsText(office.doubts)}
กด Ctrl-C เพื่อบันทึกและปิด / Ctrl-C saves and stops
`
}

/** A doubt that the import settled by itself, such as a number printed twice, shows in no cell: it is said here. */
function doubtsText(doubts: RunningOffice["doubts"]): string {
  if (doubts.length === 0) return ""
  const lines = doubts.map(({ line, message }) => `  - ${line > 0 ? `บรรทัด ${line}: ` : ""}${message}`)
  return `\nการนำเข้าแผนขอให้ตรวจ ${doubts.length} เรื่อง / the import asks about:\n${lines.join("\n")}\n`
}

/**
 * The first signal stops the office; the terminal and npm both send one, so more of them change nothing. The Worker's
 * runtime listens too and would end the process before anything is saved: it is stopped by `close` instead.
 */
function signalled(): Promise<void> {
  return new Promise(stop => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.removeAllListeners(signal)
      process.on(signal, () => stop())
    }
  })
}
