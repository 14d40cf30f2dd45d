import { spawn } from "node:child_process"
import { mkdir, mkdtemp, readFile, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { DamagedFileError, openLocalGoogle } from "../../../local/google/api/google.ts"
import { NOON, OWNER, openOffice } from "./office.ts"
import { formatAt, typeAt } from "./people.ts"

const options = { now: () => NOON, owner: OWNER }
const freshFile = async () => join(await mkdtemp(join(tmpdir(), "google-")), "google.json")

test("everything is there again after closing", async () => {
  const file = await freshFile()
  const google = await openOffice(file)
  const { spreadsheetId } = google.model.addSpreadsheet("แผน")
  const project = google.model.addProject("สุจริต")
  project.properties = { key: "ความลับ" }
  typeAt(google, spreadsheetId, "C5", [["ก"]])
  await google.close()

  const again = await openOffice(file)
  expect(again.model.state).toEqual(google.model.state)
  expect(again.model.spreadsheet(spreadsheetId).sheets[0]?.rows[4]?.[2]?.value).toEqual({ stringValue: "ก" })
  expect(again.model.project(project.scriptId).properties).toEqual({ key: "ความลับ" })
})

test("rows that are alike stand in the file once; a file of the version before, in which each stands, opens too", async () => {
  const file = await freshFile()
  const google = await openOffice(file)
  const { spreadsheetId } = google.model.addSpreadsheet("แผน")
  formatAt(google, spreadsheetId, "A3:C900", { wrapStrategy: "WRAP" })
  typeAt(google, spreadsheetId, "B500", [["ก"]])
  await google.close()
  const text = await readFile(file, "utf8")
  expect(text.match(/WRAP/g)).toHaveLength(9)
  const again = await openOffice(file)
  expect(again.model.state).toEqual(google.model.state)
  // What is typed in one of them stays in that one.
  typeAt(again, spreadsheetId, "A700", [["ข"]])
  const { rows } = again.model.spreadsheet(spreadsheetId).sheets[0] ?? {}
  expect(rows?.flatMap((row, at) => (row.some(cell => cell?.value) ? [at] : []))).toEqual([499, 699])

  const before = JSON.parse(text)
  for (const sheet of before.spreadsheets.flatMap(({ sheets }: { sheets: object[] }) => sheets)) {
    sheet.rows = sheet.rows.flatMap((row: unknown, at: number) => Array(sheet.times?.[at] ?? 1).fill(row))
    delete sheet.times
  }
  const old = await freshFile()
  await writeFile(old, JSON.stringify({ ...before, version: 1 }))
  const opened = await openOffice(old)
  expect(opened.model.state).toEqual(google.model.state)
  opened.model.changed()
  await opened.close()
  expect((await readFile(old, "utf8")).length).toBeLessThan(text.length + 100)
})

test("the file is for its owner's eyes only: it holds the script's properties", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "sujarit-")), "google.json")
  const google = await openLocalGoogle({ file, now: () => NOON, owner: OWNER })
  google.model.addSpreadsheet("ปี 2566")
  await google.close()
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test("a process killed while it writes leaves a whole file", async () => {
  const file = await freshFile()
  const child = spawn(process.execPath, [fileURLToPath(new URL("writer.ts", import.meta.url)), file], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await new Promise(done => child.stdout.once("data", done))
  await new Promise(done => setTimeout(done, 400))
  const gone = new Promise(done => child.once("exit", done))
  child.kill("SIGKILL")
  await gone
  const google = await openOffice(file)
  const [spreadsheet] = google.model.state.spreadsheets.values()
  expect(spreadsheet?.sheets[0]?.rows.length).toBeGreaterThan(0)
})

test.each([
  ["cut short", (text: string) => text.slice(0, text.length / 2)],
  ["empty", () => ""],
  ["another program's", () => '{"hello": 1}'],
  ["of a later version", (text: string) => text.replace('"version":2', '"version":3')],
  ["with a sheet lost", (text: string) => text.replace(/"rows":\[\]/, '"rows":null')],
])("a file that is %s is named in the error, and left as it is", async (_, damage) => {
  const file = await freshFile()
  const google = await openLocalGoogle({ ...options, file })
  google.model.addSpreadsheet("แผน")
  await google.close()
  const damaged = damage(await readFile(file, "utf8"))
  await writeFile(file, damaged)
  const opening = openLocalGoogle({ ...options, file })
  await expect(opening).rejects.toThrow(DamagedFileError)
  await expect(opening).rejects.toThrow(file)
  expect(await readFile(file, "utf8")).toBe(damaged)
})

test("a file that cannot be written is told, not lost silently", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "google-")), "missing", "google.json")
  const told = await new Promise(onSaveError => {
    void openLocalGoogle({ ...options, file, onSaveError }).then(({ model }) => model.addSpreadsheet("แผน"))
  })
  expect(String(told)).toContain("ENOENT")
  const google = await openLocalGoogle({ ...options, file })
  google.model.addSpreadsheet("แผน")
  await expect(google.flush()).rejects.toThrow(/ENOENT/)
})

test("a save that failed is known until one succeeds, which is tried without being asked", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "google-")), "full")
  const file = join(folder, "google.json")
  const told: string[] = []
  const events = { onSaveError: () => told.push("failed"), onSaveMended: () => told.push("mended") }
  const google = await openLocalGoogle({ ...options, file, ...events })
  expect(google.isUnsaved()).toBe(false)
  google.model.addSpreadsheet("แผน")
  await expect(google.flush()).rejects.toThrow()
  await expect(google.flush()).rejects.toThrow()
  expect(google.isUnsaved()).toBe(true)
  await mkdir(folder)
  await expect.poll(() => google.isUnsaved(), { timeout: 20_000 }).toBe(false)
  expect(told).toEqual(["failed", "mended"])
  expect((await openLocalGoogle({ ...options, file })).model.state.spreadsheets.size).toBe(1)
})
