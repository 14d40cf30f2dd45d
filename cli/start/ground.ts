/** What an office stands on: its folder, keys, clock, local Google, mailbox, and what is built of the sources. */
import { join } from "node:path"
import { buildScript } from "../../apps-script/build.ts"
import { type Clock, createClock } from "../../local/clock.ts"
import { type LocalGoogle, openLocalGoogle } from "../../local/google/api/google.ts"
import type { ServiceCall } from "../../local/google/script/script-host.ts"
import { openMailbox } from "../../local/mailbox/mailbox.ts"
import type { OffSheetStep, Seen } from "../../local/office/app-deps.ts"
import { buildAssets } from "../../local/office/assets.ts"
import { createNews, type News } from "../../local/office/events.ts"
import { UNSAVED } from "../../local/office/unsaved.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { CommandError, faultText } from "../command/fault.ts"
import { openKeys } from "../office/keys.ts"
import { openLogKey } from "../office/log-key.ts"
import { manifestFor } from "../script/office-script.ts"
import { assertRecordWhole } from "./accepted-heads.ts"
import { checkKeys, checkSheetFile, checkSource } from "./check-parts.ts"
import type { OfficeFolder, SavedOffice } from "./folder.ts"
import { keepToOwner } from "./own.ts"
import { beginningOf, OFFICE_ID, type OfficeSource, SAMPLE_DAY, sourceKey } from "./source.ts"

export type StartOptions = {
  readonly port: number
  readonly sheetPort: number
  readonly folder: string
  /** Simulates this day; the sample has one of its own. */
  readonly today: IsoDate | undefined
  readonly source: OfficeSource
  readonly log: (text: string) => void
  /** Told what a start is busy with, before each part of it: without that, ten seconds pass in silence. */
  readonly tell?: (text: string) => void
  /** As `ScriptHostOptions` has it: the soak kills the script anywhere. */
  readonly beforeScriptCall?: (call: ServiceCall) => "kill" | undefined
}

export type Part = { close(): Promise<unknown> }

export type KeepOpen = <T extends Part>(part: T) => T

export type Ground = Awaited<ReturnType<typeof openGround>>

/** What neither the Worker nor the sheet is needed for. */
export async function openGround(options: StartOptions, folder: OfficeFolder, keepOpen: KeepOpen) {
  const { source } = options
  const { before } = folder
  checkSource(folder, sourceKey(source))
  const newest = before?.sheet ? await assertRecordWhole(folder.path, before.clock.simulated) : 0
  const clock = openClock(options, before, newest)
  const publicUrl = `http://127.0.0.1:${options.port}`
  const beginning = before?.sheet ? undefined : await beginningOf(source, clock.today(), publicUrl)
  const assumed = beginning?.plan?.report.find(({ code }) => code === "plannerAssumed")
  if (assumed) options.log(assumed.message)
  const fiscalYear = beginning?.provision.fiscalYear ?? before?.fiscalYear ?? 0
  const steps = new Set<OffSheetStep>(before?.seen)
  const save = (sheet: SavedOffice["sheet"], sheetSaves: number) => {
    const office = { source: sourceKey(source), office: OFFICE_ID, fiscalYear, publicUrl }
    const moving = { clock: clock.saved(), seen: [...steps], ...(before?.began && { began: before.began }) }
    return folder.save({ ...office, ...moving, ...(sheet && { sheet }), sheetSaves })
  }
  const news = createNews()
  const google = keepOpen(await openGoogle(options, folder, { now: clock.now, news }))
  checkSheetFile(folder, google)
  await save(before?.sheet, google.saves())
  const keys = await openKeys(folder.path)
  checkKeys(folder, google, keys)
  const logKey = await openLogKey(folder.path)
  const fault = await keepToOwner(folder.path)
  if (fault !== undefined) options.log(fault)
  const here = { publicUrl, sheetUrl: `http://127.0.0.1:${options.sheetPort}` }
  const mailbox = await openMailbox(join(folder.path, "mail"), () => news.tell("mail"), here)
  // Saved with the clock, every few seconds: a step forgotten by a crash is shown as not done.
  const seen: Seen = { has: step => steps.has(step), note: step => void steps.add(step) }
  const made = { keys, logKey, google, news, mailbox, ...(await build(options, publicUrl)) }
  return { options, folder, keepOpen, clock, publicUrl, save, seen, beginning, fiscalYear, ...made }
}

function openGoogle(
  { log }: StartOptions,
  folder: OfficeFolder,
  { now, news }: { readonly now: () => number; readonly news: News },
): Promise<LocalGoogle> {
  return openLocalGoogle({
    // The person's step that links the script to a Cloud project is done here already.
    isLinked: true,
    ...{ file: join(folder.path, "google.json"), now, owner: SAMPLE_OWNER },
    onSaveError: error => {
      log(`${UNSAVED} / the sheet could not be saved: ${faultText(error)}`)
      news.tell("sheet")
    },
    onSaveMended: () => {
      log("บันทึกได้แล้ว / saved again")
      news.tell("sheet")
    },
  })
}

async function build({ tell }: StartOptions, publicUrl: string) {
  tell?.("เตรียมสคริปต์และหน้าเว็บ / building the script and the pages")
  const [code, manifest, assets] = await Promise.all([
    buildScript(),
    manifestFor({ worker: publicUrl }),
    buildAssets(),
  ])
  return { code, manifest, assets }
}

/** A start that was killed had not saved how far its simulated clock had come; the record had. */
function openClock({ today, source }: StartOptions, before: SavedOffice | undefined, newest: number): Clock {
  const isRealBefore = before !== undefined && !before.clock.simulated
  if (isRealBefore && today)
    throw new CommandError(
      "สำนักงานนี้ใช้เวลาจริงมาแล้ว ให้ใช้ --data อื่นกับ --today / this office ran on real time: give --today another --data",
    )
  const first = before || source.kind !== "sample" ? undefined : SAMPLE_DAY
  const saved = before?.clock.simulated
    ? { ...before.clock, at: Math.max(before.clock.at, newest) }
    : before?.clock
  return createClock({ today: today ?? first, saved, realNow: Date.now })
}
