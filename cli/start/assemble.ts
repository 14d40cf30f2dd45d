/**
 * Assembles the local office: the local Google with its sheet and script, the Worker, the mailbox, the clock, the pages.
 * The sheet and the script are made by the code that makes the real ones, through the real client.
 */
import { stop as stopBundler } from "esbuild"
import type { Clock } from "../../local/clock.ts"
import { createEditor } from "../../local/google/edit/editing.ts"
import { createScriptHost, type ScriptHost } from "../../local/google/script/script-host.ts"
import { createOfficeApp } from "../../local/office/app.ts"
import type { OfficeAppDeps } from "../../local/office/app-deps.ts"
import { createOffice, type Office } from "../../local/office/office.ts"
import { createScriptWatch } from "../../local/office/script-watch.ts"
import { serve } from "../../local/office/serve.ts"
import { rowsByKey, tabByKey } from "../../local/office/tab.ts"
import { createTimekeeper } from "../../local/office/timekeeper.ts"
import type { Years } from "../../local/office/years.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import {
  assertPortFree,
  type LocalWorker,
  PortInUseError,
  startLocalWorker,
} from "../../local/worker/local-worker.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import type { YearView } from "../../shared/view/schema.ts"
import { CommandError } from "../command/fault.ts"
import { scriptConfig } from "../office/keys.ts"
import { noteAccepted } from "./accepted-heads.ts"
import { openFolder } from "./folder.ts"
import { type Ground, type KeepOpen, openGround, type Part, type StartOptions } from "./ground.ts"
import { announce, makeSheet, mendPublicAddress, type OfficeSheet } from "./make-sheet.ts"
import { OFFICE_ID } from "./source.ts"
import { createYears, yearSheets } from "./years.ts"

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
  const { options, keepOpen, clock, publicUrl, save, google, news } = ground
  const { sheetPort, log } = options
  options.tell?.("ตรวจตารางและส่ง / the first scan and push")
  giveConfig(ground, sheet)
  const host = keepOpen(createHost(ground, sheet))
  const watch = createScriptWatch(log)
  const install = async () => {
    giveConfig(ground, sheet)
    await firstScan(host)
  }
  const years = createYears({ google, today: clock.today, install }, sheet.spreadsheetId)
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
  const serving = serve(app.fetch, sheetPort, error => log(String(error)))
  const pages = keepOpen(await serving.catch(portFault("--sheet-port", sheetPort)))
  google.model.subscribe(() => news.tell("sheet"))
  await mendPublicAddresses(years, office, publicUrl)
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

function createHost(ground: Ground, { scriptId }: OfficeSheet): ScriptHost {
  const { beforeScriptCall: beforeCall } = ground.options
  return createScriptHost({
    google: ground.google,
    projectId: scriptId,
    code: ground.code,
    now: ground.clock.now,
    owner: SAMPLE_OWNER,
    fetch: notingAccepted(ground),
    ...(beforeCall && { beforeCall }),
  })
}

/** In the sheet of each year; the one it was made with comes last, and is shown. */
async function mendPublicAddresses(years: Years, office: Office, publicUrl: string): Promise<void> {
  for (const year of [...years.list()].reverse()) {
    years.show(year)
    await mendPublicAddress(office, publicUrl)
  }
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
function notingAccepted({ google, folder }: Ground): typeof fetch {
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
