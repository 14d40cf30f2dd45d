/** Starting where something is in the way: a clear sentence, exit code 2, and nothing changed. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freePorts, type OfficeProcess, runCommand, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sujarit-start-"))
})
afterAll(() => rm(root, { recursive: true, force: true }))

// Which words are refused is told in one process, by test/cli/commands.test.ts.
test("a word of usage that is refused ends the process with 2, and makes nothing", async () => {
  const { code, output } = await runCommand(["start", "--wat", "--data", join(root, "usage")])
  expect(code).toBe(2)
  expect(output).toContain("--wat")
  expect(output).toContain("usage: sujarit start")
  expect(await readdir(root)).toEqual([])
})

test("a port in use is named, with the option that chooses another", async () => {
  const [port, sheetPort] = await freePorts()
  const other = createServer()
  await new Promise<void>(ready => other.listen(port, "127.0.0.1", ready))
  const folder = join(root, "port")
  const ports = ["--port", String(port), "--sheet-port", String(sheetPort)]
  const first = await runCommand(["start", ...ports, "--data", folder])
  expect(first.code).toBe(2)
  expect(first.output).toMatch(new RegExp(`พอร์ต ${port} .*port ${port} is in use.*--port`))
  const swapped = ["--port", String(sheetPort), "--sheet-port", String(port)]
  const second = await runCommand(["start", ...swapped, "--data", folder])
  expect(second.output).toContain("--sheet-port")
  expect(await readdir(root)).not.toContain("port")
  other.close()
  const office = await startOffice(folder, [])
  await showsMonths(office)
  await expect(runCommand(["start", ...ports, "--data", folder])).resolves.toMatchObject({
    code: 2,
    output: expect.stringContaining("another start"),
  })
  expect(await office.interrupt()).toBe(0)
  await damaged(folder)
})

/** A start without a word opens on a year that is under way: something late, something moved, something to mend. */
async function showsMonths({ publicUrl, sheetUrl }: OfficeProcess): Promise<void> {
  const year = await readJson(`${publicUrl}/2566.json`)
  const measures = linesOf(year, "measures")
  expect(measures).toHaveLength(10)
  expect(measures.map(({ state }) => state)).toContain("done")
  const page = await (await fetch(`${publicUrl}/2566`)).text()
  expect(page).toContain("เลื่อนกำหนดแล้ว")
  expect(page).toContain("ฝ่ายโยธา")
  const tab = `${sheetUrl}/api/tabs/${encodeURIComponent("รายงาน ฝ่ายการศึกษา")}.json`
  expect(JSON.stringify(await readJson(tab))).toContain("31 เม.ย. 2566")
  expect(await (await fetch(sheetUrl)).text()).toContain('value="1" class="next"')
  const verified = await runCommand(["verify", publicUrl])
  expect(verified.output).not.toContain("✗")
  expect(verified.code).toBe(0)
}

/** Each part of a stopped office damaged in turn. */
async function damaged(folder: string): Promise<void> {
  for (const name of ["office.json", "google.json", "keys.json"]) {
    const whole = await readFile(join(folder, name))
    const half = whole.subarray(0, whole.length / 2)
    await writeFile(join(folder, name), half)
    const { code, output } = await runCommand(["start", ...(await portOptions()), "--data", folder])
    expect(`${name} ${code}`).toBe(`${name} 2`)
    expect(output).toContain(name)
    expect(output).not.toContain("    at ")
    expect(await readFile(join(folder, name))).toEqual(half)
    await rm(join(folder, name))
    const without = await runCommand(["start", ...(await portOptions()), "--data", folder])
    expect(without.output).toContain(name)
    expect(await readdir(folder)).not.toContain(name)
    await writeFile(join(folder, name), whole)
  }
}

test("somebody else's folder is left alone", async () => {
  const folder = join(root, "theirs")
  await mkdir(folder)
  await writeFile(join(folder, "thesis.docx"), "mine")
  const { code, output } = await runCommand(["start", ...(await portOptions()), "--data", folder])
  expect(code).toBe(2)
  expect(output).toContain("--data")
  expect(await readdir(folder)).toEqual(["thesis.docx"])
})

test("a plan that cannot be read stops the start with the file's fault", async () => {
  const plan = join(root, "no-such-plan.txt")
  const args = ["--data", join(root, "noplan"), "--plan", plan]
  const { code, output } = await runCommand(["start", ...(await portOptions()), ...args])
  expect(code).toBe(2)
  expect(output).toContain("no-such-plan.txt")
})

test("an empty office checks and publishes nothing until it is announced", async () => {
  const folder = join(root, "empty")
  const office = await startOffice(folder, ["--empty", "--today", "2023-01-10"])
  const edit = { tab: "มาตรการ", cell: "F2", value: "31 มิ.ย. 66", as: "ฝ่ายปกครอง" }
  const { body } = await postJson(`${office.sheetUrl}/api/cells`, edit)
  expect(linesOf(body, "problems").length).toBeGreaterThan(0)
  expect((await fetch(`${office.publicUrl}/2566.json`)).status).toBe(404)
  expect(await office.interrupt()).toBe(0)
  const back = await runCommand([
    ...["start", ...(await portOptions()), "--data", folder],
    ...["--empty", "--today", "2023-01-09"],
  ])
  expect(back).toMatchObject({ code: 2, output: expect.stringContaining("2023-01-10") })
})

async function portOptions(): Promise<string[]> {
  const [port, sheetPort] = await freePorts()
  return ["--port", String(port), "--sheet-port", String(sheetPort)]
}
