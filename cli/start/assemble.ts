/**
 * Assembles the local office: the local Google with its sheet and script, the Worker, the mailbox, the clock, the pages.
 * The sheet and the script are made by the code that makes the real ones, through the real client.
 */
import { join } from "node:path"
import { stop as stopBundler } from "esbuild"
import { buildScript } from "../../apps-script/build.ts"
import { type Clock, createClock } from "../../local/clock.ts"
import { type LocalGoogle, openLocalGoogle } from "../../local/google/api/google.ts"
import { createEditor } from "../../local/google/edit/editing.ts"
import { createScriptHost, type ScriptHost, type ServiceCall } from "../../local/google/script/script-host.ts"
import { openMailbox } from "../../local/mailbox/mailbox.ts"
import { createOfficeApp } from "../../local/office/app.ts"
import { buildAssets } from "../../local/office/assets.ts"
import { createNews } from "../../local/office/events.ts"
import { createOffice } from "../../local/office/office.ts"
import { createScriptWatch } from "../../local/office/script-watch.ts"
import { serve } from "../../local/office/serve.ts"
import { rowsByKey, tabByKey } from "../../local/office/tab.ts"
import { createTimekeeper } from "../../local/office/timekeeper.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { PortInUseError, startLocalWorker } from "../../local/worker/local-worker.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import { type Keys, openKeys, scriptConfig } from "../office/keys.ts"
import { manifestFor } from "../script/manifest.ts"
import { type OfficeFolder, openFolder, type SavedOffice } from "./folder.ts"
import { makeSheet } from "./make-sheet.ts"
import { type OfficeSource, sourceKey } from "./office-source.ts"
import { mendPublicAddress } from "./public-address.ts"
import { beginningOf, OFFICE_ID, SAMPLE_DAY } from "./source.ts"
import { StartError } from "./start-error.ts"

export type StartOptions = {
  readonly port: number
  readonly sheetPort: number
  readonly folder: string
  /** Simulates this day; the sample has one of its own. */
  readonly today: IsoDate | undefined
  readonly source: OfficeSource
  readonly log: (text: string) => void
  /** As `ScriptHostOptions` has it: the soak kills the script anywhere. */
  readonly beforeScriptCall?: (call: ServiceCall) => "kill" | undefined
}

export type RunningOffice = {
  readonly publicUrl: string
  readonly sheetUrl: string
  readonly clock: Clock
  /** What the import of a plan asks a person about, when this start imported one. */
  readonly doubts: readonly ReportEntry[]
  /** Saves and stops; nothing is lost. */
  close(): Promise<void>
}

const MAIL_FROM = "sujarit@phasicharoen.example"
const TICK_MS = 15_000

/** @throws StartError, FolderError and the parts' own errors, each with a sentence to act on */
export async function startOffice(options: StartOptions): Promise<RunningOffice> {
  const folder = await openFolder(options.folder)
  const opened: { close(): Promise<unknown> }[] = [{ close: folder.release }]
  // The last opened is closed first, and one that fails does not keep the others open.
  const closeAll = async () => {
    for (const part of opened.reverse()) await part.close().catch(error => options.log(String(error)))
    opened.length = 0
  }
  try {
    return await openParts(options, folder, part => opened.push(part), closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openParts(
  options: StartOptions,
  folder: OfficeFolder,
  keepOpen: (part: { close(): Promise<unknown> }) => void,
  close: () => Promise<void>,
): Promise<RunningOffice> {
  const { port, sheetPort, source, log } = options
  checkSource(folder, source)
  const clock = openClock(options, folder.before)
  const { now } = clock
  const publicUrl = `http://127.0.0.1:${port}`
  const made = folder.before?.sheet
  const beginning = made ? undefined : await beginningOf(source, clock.today(), publicUrl)
  const fiscalYear = beginning?.provision.fiscalYear ?? folder.before?.fiscalYear ?? 0
  const saveSheet = (sheet: SavedOffice["sheet"]) =>
    folder.save({
      ...{ source: sourceKey(source), office: OFFICE_ID, fiscalYear, clock: clock.saved() },
      ...(sheet && { sheet }),
    })
  await saveSheet(made)
  const keys = await openKeys(folder.path)
  const google = await openLocalGoogle({ file: join(folder.path, "google.json"), now, owner: SAMPLE_OWNER })
  keepOpen(google)
  const news = createNews()
  const mailbox = await openMailbox(join(folder.path, "mail"), () => news.tell("mail"))
  const [code, manifest, assets] = await Promise.all([buildScript(), manifestFor(publicUrl), buildAssets()])

  const workerStarting = startLocalWorker({
    ...{ dataDir: folder.path, port, now, officeId: OFFICE_ID, origin: publicUrl, mailFrom: MAIL_FROM },
    jwks: JSON.stringify({ keys: [keys.publicJwk] }),
    simulated: clock.simulated,
    onMail: mailbox.keep,
    onLog: line => line.isFailure && log(line.text),
  }).catch(portFault("--port", port))
  const [worker, sheet] = await settleBoth(
    workerStarting,
    makeSheet({
      ...{ google, made, beginning, today: clock.today() },
      files: { code, manifest },
    }),
  ).catch(async error => {
    await workerStarting.then(started => started.close()).catch(() => {})
    throw error
  })
  keepOpen(worker)
  // The bundler's processes would keep 130 MB for as long as the office is open.
  await stopBundler()
  const { spreadsheetId, scriptId } = sheet
  const address = `http://127.0.0.1:${sheetPort}`
  giveConfig(google, scriptId, keys, publicUrl, { id: spreadsheetId, fiscalYear, address })

  const host = createScriptHost({
    ...{ google, projectId: scriptId, code, now, owner: SAMPLE_OWNER },
    ...(options.beforeScriptCall && { beforeCall: options.beforeScriptCall }),
  })
  keepOpen(host)
  const watch = createScriptWatch(log)
  const office = createOffice({ google, editor: createEditor(google, [host], watch.onFiring), spreadsheetId })
  const save = () => saveSheet(sheet)
  const timekeeper = createTimekeeper({
    ...{ clock, worker, moved: save },
    scan: async at => (await host.fireClock(at)).forEach(watch.onFiring),
  })
  const settingOf = (key: string) => {
    const tab = tabByKey(office.spreadsheet(), "setting")
    return (tab ? rowsByKey(tab) : []).find(row => row.key === key)?.value ?? ""
  }
  const app = createOfficeApp({
    ...{ office, clock, timekeeper, mailbox, news, assets, publicUrl },
    officeName: () => settingOf("office") || "สำนักงาน",
    isSample: source.kind === "sample",
    scriptFault: watch.fault,
    onDefect: error => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  const pages = await serve(app.fetch, sheetPort, error => log(String(error))).catch(
    portFault("--sheet-port", sheetPort),
  )
  keepOpen(pages)
  google.model.subscribe(() => news.tell("sheet"))
  await mendPublicAddress(office, publicUrl)
  await firstScan(host)
  await save()
  keepOpen(ticking(() => timekeeper.tick(), log))
  keepOpen({ close: save })
  const report = source.kind === "plan" ? (beginning?.plan?.report ?? []) : []
  const doubts = report.filter(({ severity }) => severity === "ask" || severity === "error")
  return { publicUrl, sheetUrl: pages.url, clock, doubts, close }
}

/** An office made of one thing is not quietly another: what people did to it would be in the way. */
function checkSource({ before, path }: OfficeFolder, source: OfficeSource): void {
  if (!before || before.source === sourceKey(source)) return
  throw new StartError(
    `${path} เป็นข้อมูลของ ${before.source} ไม่ใช่ ${sourceKey(source)} ให้ใช้ --data อื่น ` +
      `/ this folder was begun from ${before.source}: choose another --data`,
  )
}

function openClock({ today, source }: StartOptions, before: SavedOffice | undefined): Clock {
  const isRealBefore = before !== undefined && !before.clock.simulated
  if (isRealBefore && today)
    throw new StartError(
      "สำนักงานนี้ใช้เวลาจริงมาแล้ว ให้ใช้ --data อื่นกับ --today / this office ran on real time: give --today another --data",
    )
  const first = before || source.kind !== "sample" ? undefined : SAMPLE_DAY
  return createClock({ today: today ?? first, saved: before?.clock, realNow: Date.now })
}

/** No API writes script properties: at Google a person pastes this value. */
function giveConfig(
  google: LocalGoogle,
  scriptId: string,
  keys: Keys,
  publicUrl: string,
  spreadsheet: { readonly id: string; readonly fiscalYear: number; readonly address: string },
): void {
  google.model.project(scriptId).properties.CONFIG = scriptConfig(keys, {
    ...{ office: OFFICE_ID, audience: publicUrl, pushUrl: `${publicUrl}/api/v1/pushes` },
    spreadsheets: [spreadsheet],
  })
  google.model.changed()
}

/** Triggers, marks, report tabs and the first push: what a person does once at Google. */
async function firstScan(host: ScriptHost): Promise<void> {
  try {
    await host.run("install")
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new StartError(`สคริปต์ติดตั้งไม่สำเร็จ / the script could not be installed: ${detail}`)
  }
}

function ticking(tick: () => Promise<void>, log: (text: string) => void): { close(): Promise<void> } {
  const timer = setInterval(() => {
    tick().catch(error => log(`งานประจำชั่วโมงไม่สำเร็จ / the hourly run failed: ${String(error)}`))
  }, TICK_MS)
  return { close: async () => clearInterval(timer) }
}

/** Both, or the first failure once neither is still at work. */
async function settleBoth<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
}

function portFault(flag: string, port: number) {
  return (error: unknown): never => {
    const isTaken =
      error instanceof PortInUseError ||
      (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    if (!isTaken) throw error
    throw new StartError(
      `พอร์ต ${port} มีโปรแกรมอื่นใช้อยู่ ให้ปิดโปรแกรมนั้น หรือเลือกพอร์ตอื่นด้วย ${flag} ` +
        `/ port ${port} is in use: stop what uses it, or choose another with ${flag}`,
    )
  }
}
