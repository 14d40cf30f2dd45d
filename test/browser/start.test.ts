/** The command `start` as a process: what it opens on, its exit codes, and who else may have its folder. */
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freePorts, type OfficeProcess, runCommand, startOffice } from "./office-process.ts"
import { linesOf, readJson } from "./reading.ts"

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

// What else is in the way of a start is told in one process, by test/local/office/refused-start.test.ts.
test("a port in use ends it with 2, named with the option that chooses another, and makes nothing", async () => {
  const [port, sheetPort] = await freePorts()
  const other = createServer()
  await new Promise<void>(ready => other.listen(port, "127.0.0.1", ready))
  const ports = ["--port", String(port), "--sheet-port", String(sheetPort)]
  const { code, output } = await runCommand(["start", ...ports, "--data", join(root, "port")])
  other.close()
  expect(code).toBe(2)
  expect(output).toMatch(new RegExp(`พอร์ต ${port} .*port ${port} is in use.*--port`))
  expect(await readdir(root)).toEqual([])
})

test("without a word it opens on a year that is under way, and another start is refused its folder", async () => {
  const folder = join(root, "office")
  const office = await startOffice(folder, [])
  await showsMonths(office)
  const [port, sheetPort] = await freePorts()
  const ports = ["--port", String(port), "--sheet-port", String(sheetPort)]
  await expect(runCommand(["start", ...ports, "--data", folder])).resolves.toMatchObject({
    code: 2,
    output: expect.stringContaining("another start"),
  })
  expect(await office.interrupt()).toBe(0)
})

/** Something late, something moved, something to mend. */
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
