/**
 * The command `start` as a process: what it opens on, its exit codes, who else may have its folder, and that an office
 * which was killed goes on, on other ports, as if nothing had been; and not from an older database.
 */
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { isFree } from "../free-port.ts"
import { type KeptFolder, keepFolder, putFolder } from "../kept-folder.ts"
import { PATIENT } from "./browser.ts"
import { freePorts, type OfficeProcess, runCommand, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sujarit-start-"))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** The command, told its ports and its folder. */
function start([port, sheetPort]: readonly [number, number], folder: string) {
  const ports = ["--port", String(port), "--sheet-port", String(sheetPort)]
  return runCommand(["start", ...ports, "--data", folder])
}

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
  const ports = await freePorts()
  const [port] = ports
  const other = createServer()
  await new Promise<void>(ready => other.listen(port, "127.0.0.1", ready))
  const { code, output } = await start(ports, join(root, "port"))
  other.close()
  expect(code).toBe(2)
  expect(output).toMatch(new RegExp(`พอร์ต ${port} .*port ${port} is in use.*--port`))
  expect(await readdir(root)).toEqual([])
})

describe("without a word", () => {
  const REASON = "เร่งให้เสร็จก่อนสิ้นปี"
  let folder: string
  let ports: [number, number]
  let office: OfficeProcess | undefined
  /** The Worker's part of the folder, before the last edits. */
  let earlier: KeptFolder

  beforeAll(async () => {
    folder = join(root, "office")
    ports = await freePorts()
  })
  afterAll(() => office?.interrupt())

  test("it opens on a year that is under way, and another start is refused its folder", async () => {
    office = await startOffice(folder, [], ports)
    await showsMonths(office)
    await expect(start(await freePorts(), folder)).resolves.toMatchObject({
      code: 2,
      output: expect.stringContaining("another start"),
    })
  })

  test("a killed office leaves nothing on its ports, and on others the next start goes on with what was published", async () => {
    const edit = { tab: "มาตรการ", cell: "D9", value: REASON, as: "ฝ่ายปกครอง" }
    const why = { ...edit, cell: "K9", value: "ที่ประชุมปรับข้อความให้ชัดเจนขึ้น" }
    expect((await postJson(`${office?.sheetUrl}/api/cells`, why)).status).toBe(200)
    expect((await postJson(`${office?.sheetUrl}/api/cells`, edit)).status).toBe(200)
    const year = await readJson(`${office?.publicUrl}/2566.json`)
    await office?.kill()
    // The runtime that it had started ends by itself.
    await expect.poll(() => Promise.all(ports.map(isFree)), PATIENT).toEqual([true, true])
    earlier = await keepFolder(join(folder, "worker"))
    office = await startOffice(folder, [])
    const again = await readJson(`${office.publicUrl}/2566.json`)
    expect(linesOf(again, "measures")).toEqual(linesOf(year, "measures"))
    expect(linesOf(again, "measures").map(each => each.measure)).toContain(REASON)
    expect(await publicAddress(office)).toBe(office.publicUrl)
    const calendar = await fetch(`${office.publicUrl}/2566/calendar.ics`)
    expect(await calendar.text()).toContain(`${office.publicUrl}/2566/`)
  })

  test("with its database put back to how it was earlier it does not start, changes nothing, and says the way back", async () => {
    expect(await office?.interrupt()).toBe(0)
    const worker = join(folder, "worker")
    await rm(worker, { recursive: true })
    await putFolder(earlier, worker)
    const before = await keepFolder(folder)
    const { code, output } = await start(ports, folder)
    expect(code).toBe(2)
    expect(output).toMatch(/sujarit restore.*behind what the office has accepted: 2566: \d+ < \d+/s)
    const names = (kept: KeptFolder) => kept.map(({ name, bytes }) => [name, bytes.toString("base64")])
    expect(names(await keepFolder(folder))).toEqual(names(before))
  })
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

async function publicAddress({ sheetUrl }: OfficeProcess): Promise<string | undefined> {
  const sheet = await readJson(`${sheetUrl}/api/tabs/${encodeURIComponent("ตั้งค่า")}.json`)
  const { keys, rows } = sheet as { keys: string[]; rows: string[][] }
  return rows.find(row => row[keys.indexOf("key")] === "publicAddress")?.[keys.indexOf("value")]
}
