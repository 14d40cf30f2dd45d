/** Opens the local office, says where it is, and keeps it open until Ctrl-C. */
import { basename, extname, resolve } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import type { CommandIo } from "../command/command.ts"
import { LOCAL_OFFICES, type SampleName } from "../command/office-options.ts"
import { type AskPerson, type Surroundings, surroundings } from "../command/surroundings.ts"
import { placeOf } from "../plan/report-text.ts"
import type { RunningOffice } from "./assemble.ts"
import { type OfficeSource, SAMPLE_DAY, sourceKey } from "./source.ts"

type RunOptions = {
  readonly port: number
  readonly sheetPort: number
  readonly data: string | undefined
  readonly today: IsoDate | undefined
  readonly empty: boolean
  readonly plan: string | undefined
  readonly sections: string | undefined
  readonly sample: SampleName | undefined
}

/** Resolves with 0 when the office was stopped. @throws CommandError, as `startOffice` does */
export async function runOffice(
  { data, empty, plan, sections, sample, ...options }: RunOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const startedAt = performance.now()
  keepHeapSmall()
  const chosen = { empty, plan, sections, sample, today: options.today }
  // Also where nobody watches: in a log that stays empty for ten seconds, the program looks dead.
  const tell = (text: string) => io.stderr(`· ${text}\n`)
  const source = sourceOf(chosen, { ask: surroundings(given).ask, tell })
  const folder = resolve(data ?? `${LOCAL_OFFICES}/${sourceName(source)}`)
  tell(`เปิดสำนักงานจำลองจาก ${folder} / opening the local office`)
  // Loaded after the heap was told to stay small.
  const { startOffice } = await import("./assemble.ts")
  const office = await startOffice({ ...options, folder, source, tell, log: text => io.stderr(`${text}\n`) })
  const stopped = signalled()
  collectGarbage()
  io.stdout(readyText(office, folder, (performance.now() - startedAt) / 1000))
  await stopped
  await office.close()
  io.stdout("บันทึกแล้ว ปิดสำนักงานจำลอง / saved and stopped\n")
  return 0
}

/** Names the folder of an office that was given none. */
function sourceName(source: OfficeSource): string {
  return source.kind === "plan" ? basename(source.file, extname(source.file)) : sourceKey(source)
}

type Chosen = Pick<RunOptions, "empty" | "plan" | "sections" | "sample" | "today">
type Person = { readonly ask: AskPerson; readonly tell: (text: string) => void }

function sourceOf({ empty, plan, sections, sample, today }: Chosen, person: Person): OfficeSource {
  if (plan !== undefined) return { kind: "plan", file: resolve(plan), sections, ...person }
  if (empty) return { kind: "empty", sections }
  // A sample that is named begins with its plan alone, and so does one of a day before the bundled one.
  const isEarlier = today !== undefined && SAMPLE_DAY !== undefined && today < SAMPLE_DAY
  const isLived = sample === undefined && !isEarlier
  return { kind: "sample", name: sample ?? "district", isLived }
}

function readyText(office: RunningOffice, folder: string, seconds: number): string {
  const { publicUrl, sheetUrl, clock } = office
  const day = `${plainDate(clock.today())} (${clock.today()})`
  return `สำนักงานจำลองพร้อมใช้ / the office is ready (${seconds.toFixed(1)} s)

  ตาราง / sheet         ${sheetUrl}/
  หน้าเว็บ / public page   ${publicUrl}/
  อีเมล / mailbox      ${sheetUrl}/mailbox
  วันที่ / clock           ${sheetUrl}/clock
  ${clock.simulated ? "วันจำลอง / simulated" : "วันนี้ / today"}   ${day}
  ข้อมูล / data           ${folder}
${doubtsText(office.doubts)}${unpublishedText(office.measures)}
กด Ctrl-C เพื่อบันทึกและปิด / Ctrl-C saves and stops
`
}

/** A doubt that the import settled by itself, such as a number printed twice, shows in no cell: it is said here. */
function doubtsText(doubts: RunningOffice["doubts"]): string {
  if (doubts.length === 0) return ""
  const lines = doubts.map(each => `  - ${placeOf(each)}: ${each.message}`)
  return `\nการนำเข้าแผนขอให้ตรวจ ${doubts.length} เรื่อง / the import asks about:\n${lines.join("\n")}\n`
}

/** Of what counts as announced a reader may look for all of it on the pages. */
export function unpublishedText({ typed, published }: RunningOffice["measures"]): string {
  const count = typed - published
  if (count <= 0) return ""
  return `\n${count} จาก ${typed} มาตรการยังไม่เผยแพร่ เพราะมีที่ต้องแก้หรือยังกรอกไม่ครบ ดูสิ่งที่ต้องดูในแท็บ “มาตรการ” / ${count} of ${typed} measures are not public: see what is to be mended in that tab\n`
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

/**
 * V8 lets its heap grow while the machine has memory to spare, and starting leaves two hundred megabytes of sources and
 * bundles behind; an office machine has other work. Flags of the command line would do the same, but `npx sujarit` has
 * none. Garbage is collected when it is a third of what is in use; the nursery keeps its first size. The Worker's runtime gets a
 * small nursery: requests hold far more outside its heap than in it, and what it does not collect stays there.
 */
export function keepHeapSmall(): void {
  process.env.MINIFLARE_WORKERD_V8_FLAGS ??= "--max-semi-space-size=1 --semi-space-growth-factor=1"
  setFlagsFromString("--heap-growing-percent=35")
  setFlagsFromString("--semi-space-growth-factor=1")
}

/** Gives back what starting took; until a first collection the heap knows no measure to keep to. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc")
  const collect: unknown = runInNewContext("gc")
  setFlagsFromString("--no-expose-gc")
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" })
}
