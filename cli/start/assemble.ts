/**
 * Assembles the local office: the local Google with its sheet and script, the Worker, the mailbox, the clock, the pages.
 * The sheet and the script are made by the code that makes the real ones, through the real client.
 */
import { join } from "node:path"
import { stop as stopBundler } from "esbuild"
import { buildScript } from "../../apps-script/build.ts"
import { type Clock, createClock } from "../../local/clock.ts"
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { createEditor } from "../../local/google/edit/editing.ts"
import { createScriptHost, type ScriptHost, type ServiceCall } from "../../local/google/script/script-host.ts"
import { openMailbox } from "../../local/mailbox/mailbox.ts"
import { createOfficeApp } from "../../local/office/app.ts"
import type { Deed, OfficeAppDeps, Seen } from "../../local/office/app-deps.ts"
import { buildAssets } from "../../local/office/assets.ts"
import { createNews } from "../../local/office/events.ts"
import { createOffice, type Office } from "../../local/office/office.ts"
import { createScriptWatch } from "../../local/office/script-watch.ts"
import { serve } from "../../local/office/serve.ts"
import { rowsByKey, tabByKey } from "../../local/office/tab.ts"
import { createTimekeeper } from "../../local/office/timekeeper.ts"
import { UNSAVED } from "../../local/office/unsaved.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import {
  assertPortFree,
  type LocalWorker,
  PortInUseError,
  startLocalWorker,
} from "../../local/worker/local-worker.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import type { YearView } from "../../shared/view/schema.ts"
import { CommandError, faultText } from "../command/fault.ts"
import { openKeys, scriptConfig } from "../office/keys.ts"
import { openLogKey } from "../office/log-key.ts"
import { manifestFor } from "../script/office-script.ts"
import { checkKeys, checkSheetFile, checkSource } from "./check-parts.ts"
import { type OfficeFolder, openFolder, type SavedOffice } from "./folder.ts"
import { announce, makeSheet, mendPublicAddress, type OfficeSheet } from "./make-sheet.ts"
import { keepToOwner } from "./own.ts"
import { beginningOf, OFFICE_ID, type OfficeSource, SAMPLE_DAY, sourceKey } from "./source.ts"
import { assertStanding, noteAccepted } from "./standing.ts"
import { createYears, yearSheets } from "./years.ts"

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

export type RunningOffice = {
  readonly publicUrl: string
  readonly sheetUrl: string
  readonly clock: Clock
  /** What the import of a plan asks a person about, when this start imported one. */
  readonly doubts: readonly ReportEntry[]
  /** Of the plan: how many the sheet has, and how many the pages show. Equal where nothing is announced. */
  readonly measures: { readonly typed: number; readonly published: number }
  /** Saves and stops; nothing is lost. */
  close(): Promise<void>
}

const MAIL_FROM = "sujarit@bangsommut.example"
const TICK_MS = 15_000

type Part = { close(): Promise<unknown> }
type KeepOpen = <T extends Part>(part: T) => T

/** @throws CommandError and the parts' own errors, each with a sentence to act on */
export async function startOffice(options: StartOptions): Promise<RunningOffice> {
  // Before the folder is touched: a start that cannot be leaves nothing behind.
  await assertPortFree(options.port).catch(portFault("--port", options.port))
  await assertPortFree(options.sheetPort).catch(portFault("--sheet-port", options.sheetPort))
  if (options.source.kind === "sample" && options.source.isLived)
    await (await import("./lived.ts")).layLived(options.folder)
  const folder = await openFolder(options.folder)
  const opened: Part[] = [{ close: folder.release }]
  // The last opened is closed first, and one that fails does not keep the others open.
  const close = async () => {
    for (const part of opened.reverse()) await part.close().catch(error => options.log(String(error)))
    opened.length = 0
  }
  const keepOpen: KeepOpen = part => {
    opened.push(part)
    return part
  }
  try {
    const ground = await openGround(options, folder, keepOpen)
    const made = await openWorkerAndSheet(ground)
    return { ...(await openForPeople(ground, made)), close }
  } catch (error) {
    await close()
    throw error
  }
}

type Ground = Awaited<ReturnType<typeof openGround>>

/** What neither the Worker nor the sheet is needed for. */
async function openGround(options: StartOptions, folder: OfficeFolder, keepOpen: KeepOpen) {
  const { port, source } = options
  const { before } = folder
  checkSource(folder, sourceKey(source))
  const newest = before?.sheet ? await assertStanding(folder.path, before.clock.simulated) : 0
  const clock = openClock(options, before, newest)
  const { now } = clock
  const publicUrl = `http://127.0.0.1:${port}`
  const beginning = before?.sheet ? undefined : await beginningOf(source, clock.today(), publicUrl)
  const assumed = beginning?.plan?.report.find(({ code }) => code === "plannerAssumed")
  if (assumed) options.log(assumed.message)
  const fiscalYear = beginning?.provision.fiscalYear ?? before?.fiscalYear ?? 0
  const deeds = new Set<Deed>(before?.seen)
  const save = (sheet: SavedOffice["sheet"], sheetSaves: number) => {
    const office = {
      source: sourceKey(source),
      office: OFFICE_ID,
      fiscalYear,
      clock: clock.saved(),
      publicUrl,
      seen: [...deeds],
      ...(before?.began && { began: before.began }),
    }
    return folder.save({ ...office, ...(sheet && { sheet }), sheetSaves })
  }
  const file = join(folder.path, "google.json")
  const news = createNews()
  const google = keepOpen(
    await openLocalGoogle({
      // The person's step that links the script to a Cloud project is done here already.
      isLinked: true,
      ...{ file, now, owner: SAMPLE_OWNER },
      onSaveError: error => {
        options.log(`${UNSAVED} / the sheet could not be saved: ${faultText(error)}`)
        news.tell("sheet")
      },
      onSaveMended: () => {
        options.log("บันทึกได้แล้ว / saved again")
        news.tell("sheet")
      },
    }),
  )
  checkSheetFile(folder, google)
  await save(before?.sheet, google.saves())
  const keys = await openKeys(folder.path)
  checkKeys(folder, google, keys)
  const logKey = await openLogKey(folder.path)
  const fault = await keepToOwner(folder.path)
  if (fault !== undefined) options.log(fault)
  options.tell?.("เตรียมสคริปต์และหน้าเว็บ / building the script and the pages")
  const here = { publicUrl, sheetUrl: `http://127.0.0.1:${options.sheetPort}` }
  const mailbox = await openMailbox(join(folder.path, "mail"), () => news.tell("mail"), here)
  const [code, manifest, assets] = await Promise.all([
    buildScript(),
    manifestFor({ worker: publicUrl }),
    buildAssets(),
  ])
  // Saved with the clock, every few seconds: a deed forgotten by a crash is shown as not done.
  const seen: Seen = { has: deed => deeds.has(deed), note: deed => void deeds.add(deed) }
  const content = { seen, beginning, fiscalYear, code, manifest, assets }
  const made = { keys, logKey, google, news, mailbox }
  return { options, folder, keepOpen, clock, publicUrl, save, ...made, ...content }
}

/** At once: each takes seconds, and neither needs the other. */
async function openWorkerAndSheet(ground: Ground): Promise<{ worker: LocalWorker; sheet: OfficeSheet }> {
  const { google, folder, beginning, clock, code, manifest, keepOpen } = ground
  const made = folder.before?.sheet
  ground.options.tell?.(
    made
      ? "เปิดฐานข้อมูลและตาราง / opening the database and the sheet"
      : "เปิดฐานข้อมูลและจัดทำตารางของปี / opening the database, making the year's sheet",
  )
  const workerStarting = openWorker(ground)
  const sheetMaking = makeSheet({ google, made, beginning, today: clock.today(), files: { code, manifest } })
  // Whichever fails, neither may still be at work when the rest is closed.
  await Promise.allSettled([workerStarting, sheetMaking])
  const worker = keepOpen(await workerStarting)
  const sheet = await sheetMaking
  // The bundler's processes would keep 130 MB for as long as the office is open.
  await stopBundler()
  return { worker, sheet }
}

function openWorker({
  options,
  folder,
  clock,
  publicUrl,
  keys,
  logKey,
  mailbox,
}: Ground): Promise<LocalWorker> {
  return startLocalWorker({
    dataDir: folder.path,
    port: options.port,
    now: clock.now,
    officeId: OFFICE_ID,
    origin: publicUrl,
    mailFrom: MAIL_FROM,
    jwks: JSON.stringify({ keys: [keys.publicJwk] }),
    logKey,
    simulated: clock.simulated,
    // Its domain is onboarded, as a real office's should be.
    reaches: "anybody",
    onMail: mailbox.keep,
    onLog: line => line.isFailure && options.log(line.text),
  }).catch(portFault("--port", options.port))
}

/** The script at work, and the pages that people see. */
async function openForPeople(
  ground: Ground,
  { worker, sheet }: { readonly worker: LocalWorker; readonly sheet: OfficeSheet },
): Promise<Omit<RunningOffice, "close">> {
  const { options, keepOpen, clock, publicUrl, save, google, news, code } = ground
  const { sheetPort, log, beforeScriptCall } = options
  const { spreadsheetId, scriptId } = sheet
  options.tell?.("ตรวจตารางและส่ง / the first scan and push")
  giveConfig(ground, sheet)
  const host = keepOpen(
    createScriptHost({
      google,
      projectId: scriptId,
      code,
      now: clock.now,
      owner: SAMPLE_OWNER,
      fetch: keepingStanding(ground),
      ...(beforeScriptCall && { beforeCall: beforeScriptCall }),
    }),
  )
  const watch = createScriptWatch(log)
  const install = async () => {
    giveConfig(ground, sheet)
    await firstScan(host)
  }
  const years = createYears({ google, today: clock.today, install }, spreadsheetId)
  const editor = createEditor(google, [host], watch.onFiring)
  const office = createOffice({ google, editor, spreadsheetId: years.spreadsheetId })
  const timekeeper = createTimekeeper({
    clock,
    worker,
    moved: () => save(sheet, google.saves()),
    scan: async at => (await host.fireClock(at)).forEach(watch.onFiring),
    onDay: () => news.tell("clock"),
  })
  const app = createOfficeApp({ ...appDeps(ground, office), years, timekeeper, scriptFault: watch.fault })
  const pages = keepOpen(
    await serve(app.fetch, sheetPort, error => log(String(error))).catch(
      portFault("--sheet-port", sheetPort),
    ),
  )
  google.model.subscribe(() => news.tell("sheet"))
  // The year it was made with comes last, and is shown.
  for (const year of [...years.list()].reverse()) {
    years.show(year)
    await mendPublicAddress(office, publicUrl)
  }
  await firstScan(host)
  if (options.source.kind !== "empty") await announce(office)
  await google.flush()
  await save(sheet, google.saves())
  keepOpen(timekeeper)
  keepOpen(ticking(() => timekeeper.tick(), log))
  keepOpen({ close: () => save(sheet, google.saves()) })
  const measures = await countMeasures(ground, office)
  return { publicUrl, sheetUrl: pages.url, clock, doubts: doubtsOf(ground), measures }
}

async function countMeasures(
  { publicUrl, fiscalYear, options }: Ground,
  office: Office,
): Promise<RunningOffice["measures"]> {
  const tab = tabByKey(office.spreadsheet(), "measure")
  const typed = (tab ? rowsByKey(tab) : []).filter(({ id, measure }) => id || measure).length
  const isPlan = options.source.kind === "plan"
  const answer = isPlan ? await fetch(`${publicUrl}/${fiscalYear}.json`).catch(() => undefined) : undefined
  if (!answer?.ok) return { typed, published: typed }
  const { measures } = (await answer.json()) as YearView
  return { typed, published: measures.length }
}

/** At Google a property is kept when it is set: here what the script knows must be in the file before its push leaves. */
function keepingStanding({ google, folder }: Ground): typeof fetch {
  return async (input, init) => {
    await google.flush()
    const response = await fetch(input, init)
    await noteAccepted(folder.path, String(init?.body ?? ""), await response.clone().text())
    return response
  }
}

/** The bundled sample is nobody's to answer for. */
function doubtsOf({ options, beginning }: Ground): readonly ReportEntry[] {
  const report = options.source.kind === "plan" ? (beginning?.plan?.report ?? []) : []
  return report.filter(({ severity }) => severity === "ask" || severity === "error")
}

function appDeps(
  { options, folder, clock, mailbox, news, assets, publicUrl, google, seen }: Ground,
  office: Office,
): Omit<OfficeAppDeps, "timekeeper" | "scriptFault" | "years"> {
  const settingOf = (key: string) => {
    const tab = tabByKey(office.spreadsheet(), "setting")
    return (tab ? rowsByKey(tab) : []).find(row => row.key === key)?.value ?? ""
  }
  return {
    office,
    clock,
    mailbox,
    news,
    assets,
    publicUrl,
    officeName: () => settingOf("office") || "สำนักงาน",
    saving: { isUnsaved: google.isUnsaved, save: google.flush },
    seen,
    began: folder.before?.began,
    isSample: options.source.kind === "sample",
    onDefect: error => options.log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  }
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

/** No API writes script properties: at Google a person pastes this value. */
function giveConfig({ google, keys, publicUrl, options }: Ground, sheet: OfficeSheet): void {
  const address = `http://127.0.0.1:${options.sheetPort}`
  const sheets = yearSheets(google)
  google.model.project(sheet.scriptId).properties.CONFIG = scriptConfig(keys, {
    office: OFFICE_ID,
    audience: publicUrl,
    pushUrl: `${publicUrl}/api/v1/pushes`,
    spreadsheets: sheets.map(({ spreadsheetId: id, fiscalYear }) => ({
      ...{ id, fiscalYear },
      // Links from mail open their own year's sheet.
      address: sheets.length > 1 ? `${address}/?year=${fiscalYear}` : address,
    })),
  })
  google.model.changed()
}

/** Triggers, marks and report tabs: what a person does once at Google. */
async function firstScan(host: ScriptHost): Promise<void> {
  try {
    await host.run("install")
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new CommandError(`สคริปต์ติดตั้งไม่สำเร็จ / the script could not be installed: ${detail}`)
  }
}

function ticking(tick: () => Promise<void>, log: (text: string) => void): { close(): Promise<void> } {
  const timer = setInterval(() => {
    tick().catch(error => log(`งานประจำชั่วโมงไม่สำเร็จ / the hourly run failed: ${String(error)}`))
  }, TICK_MS)
  return { close: async () => clearInterval(timer) }
}

function portFault(flag: string, port: number) {
  return (error: unknown): never => {
    const isTaken =
      error instanceof PortInUseError ||
      (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    if (!isTaken) throw error
    throw new CommandError(
      `พอร์ต ${port} มีโปรแกรมอื่นใช้อยู่ ให้ปิดโปรแกรมนั้น หรือเลือกพอร์ตอื่นด้วย ${flag} ` +
        `/ port ${port} is in use: stop what uses it, or choose another with ${flag}`,
    )
  }
}
