/**
 * Lives the sample's months through, and keeps the office as it then is: `npm run generate -- --history`. Everything goes
 * through the doors that people use, at the pace of the local office: some minutes on a quiet machine. The public port is the
 * usual one, since the record names its address.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { type Zippable, zipSync } from "fflate"
import { type RunningOffice, startOffice } from "../../cli/start/assemble.ts"
import { openFolder, type SavedOffice } from "../../cli/start/folder.ts"
import { LIVED } from "../../cli/start/lived.ts"
import { SAMPLE_DAY } from "../../cli/start/source.ts"
import type { TabTable } from "../../local/office/tab.ts"
import { type Happening, HISTORY } from "../../local/sample/history.ts"
import { reportTabTitle, tabOf } from "../../shared/columns.ts"
import { bangkokHour, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { columnName } from "../../shared/sheet/a1.ts"

const FIRST_DAY = parseIsoDate("2022-10-12")
const MORNING = 9
/** Files that a start makes anew. */
const PASSING = /^(?:lock|worker\/cache\/.*|.*-(?:shm|wal))$/

export async function liveHistory(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-history-"))
  try {
    const office = await startOffice({
      ...{ port: 8787, sheetPort: 8788, folder, today: FIRST_DAY },
      source: { kind: "sample", name: "district" },
      log: text => console.error(text),
    })
    try {
      for (const happening of HISTORY) {
        if (office.clock.today() < happening.day) await reach(office, happening.day)
        await fill(office, happening)
      }
      if (SAMPLE_DAY) await reach(office, SAMPLE_DAY)
    } finally {
      await office.close()
    }
    const reports = HISTORY.filter(({ tab }) => tab === "report").length - 1
    await packLived(folder, { reasons: 1, reports })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Lets time pass to the morning of a day, as a person who stops the clock there. */
async function reach({ clock, sheetUrl }: RunningOffice, day: IsoDate): Promise<void> {
  const moved = post(sheetUrl, "/api/clock", { today: day })
  while (clock.today() < day || bangkokHour(clock.now()) < MORNING)
    await new Promise(done => setTimeout(done, 1))
  await fetch(new URL("/clock/stop", sheetUrl), {
    method: "POST",
    headers: { Origin: sheetUrl },
    redirect: "manual",
  })
  await moved
  console.error(`· ${day}`)
}

async function fill({ sheetUrl }: RunningOffice, { day, as, tab, row, cells }: Happening): Promise<void> {
  const title = tab === "report" ? reportTabTitle(as) : tabOf(tab).title
  const { keys, rows } = await table(sheetUrl, title)
  const isMeant = (texts: readonly string[]) =>
    Object.keys(row).length === 0
      ? texts.every(text => text === "")
      : Object.entries(row).every(([key, words]) => texts[keys.indexOf(key)]?.startsWith(words))
  const found = rows.findIndex(isMeant)
  const at = found < 0 && Object.keys(row).length === 0 ? rows.length : found
  if (at < 0) throw new Error(`${day}: no row of ${title} begins as ${JSON.stringify(row)}`)
  for (const { column, values } of runsOf(keys, await withIds(sheetUrl, cells))) {
    const cell = `${columnName(column)}${at + 2}`
    await post(sheetUrl, "/api/cells", { tab: title, as, cell, values: [values] })
  }
}

/** Cells that stand side by side are pasted at once, as a person does who fills a line. */
function runsOf(keys: readonly string[], cells: Happening["cells"]) {
  const runs: { column: number; values: string[] }[] = []
  for (const [column, key] of keys.entries()) {
    const value = cells[key]
    if (value === undefined) continue
    const last = runs.at(-1)
    if (last && last.column + last.values.length === column) last.values.push(value)
    else runs.push({ column, values: [value] })
  }
  return runs
}

async function withIds(sheetUrl: string, cells: Happening["cells"]): Promise<Happening["cells"]> {
  const { keys, rows } = await table(sheetUrl, tabOf("measure").title)
  const idOf = (n: string) => rows[Number(n) - 1]?.[keys.indexOf("id")] ?? ""
  return Object.fromEntries(
    Object.entries(cells).map(([key, value]) => [key, value.replace(/^MEASURE (\d+)$/, (_, n) => idOf(n))]),
  )
}

async function table(sheetUrl: string, title: string): Promise<TabTable> {
  const response = await fetch(new URL(`/api/tabs/${encodeURIComponent(title)}.json`, sheetUrl))
  if (!response.ok) throw new Error(`${title}: ${response.status}`)
  return response.json() as Promise<TabTable>
}

async function post(sheetUrl: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(path, sheetUrl), {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: sheetUrl },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}

/** Keeps a folder whose office is closed as the bundled one; `began` is what its sheet holds already of the tour. */
async function packLived(folder: string, began: SavedOffice["began"]): Promise<void> {
  const { path, before, save, release } = await openFolder(folder)
  if (before) await save({ ...before, seen: [], began })
  await release()

  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files: Zippable = {}
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    const name = file.slice(path.length + 1).replaceAll("\\", "/")
    if (!entry.isFile() || PASSING.test(name)) continue
    if (name.endsWith(".sqlite")) foldIn(file)
    files[name] = await readFile(file)
  }
  await writeFile(LIVED, zipSync(files, { level: 9, mtime: "2023-05-29" }))
}

/** Brings what stands in the write-ahead log into the database's file. */
function foldIn(file: string): void {
  const database = new DatabaseSync(file)
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
  database.close()
}
