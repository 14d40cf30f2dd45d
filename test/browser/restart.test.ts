/** An office that was killed goes on, on other ports, as if nothing had been; and not from an older database. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { isFree } from "../free-port.ts"
import { type KeptFolder, keepFolder, putFolder } from "../kept-folder.ts"
import { PATIENT } from "./browser.ts"
import { freePorts, type OfficeProcess, runCommand, startOffice } from "./office-process.ts"
import { linesOf, postJson, readJson } from "./reading.ts"

let folder: string
let ports: [number, number]
let office: OfficeProcess | undefined
/** The Worker's part of the folder, before the last edits. */
let earlier: KeptFolder

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sujarit-restart-"))
  ports = await freePorts()
})
afterAll(async () => {
  await office?.interrupt()
  await rm(folder, { recursive: true, force: true })
})

const REASON = "เร่งให้เสร็จก่อนสิ้นปี"

test("a killed office leaves nothing on its ports, and on others the next start goes on with what was published", async () => {
  office = await startOffice(folder, undefined, ports)
  const edit = { tab: "มาตรการ", cell: "D9", value: REASON, as: "ฝ่ายปกครอง" }
  const why = { ...edit, cell: "K9", value: "ที่ประชุมปรับข้อความให้ชัดเจนขึ้น" }
  expect((await postJson(`${office.sheetUrl}/api/cells`, why)).status).toBe(200)
  expect((await postJson(`${office.sheetUrl}/api/cells`, edit)).status).toBe(200)
  const year = await readJson(`${office.publicUrl}/2566.json`)
  await office.kill()
  // The runtime that it had started ends by itself.
  await expect.poll(() => Promise.all(ports.map(isFree)), PATIENT).toEqual([true, true])
  earlier = await keepFolder(join(folder, "worker"))
  office = await startOffice(folder)
  const again = await readJson(`${office.publicUrl}/2566.json`)
  expect(linesOf(again, "measures")).toEqual(linesOf(year, "measures"))
  expect(linesOf(again, "measures").map(each => each.measure)).toContain(REASON)
  expect(await publicAddress()).toBe(office.publicUrl)
  const calendar = await fetch(`${office.publicUrl}/2566/calendar.ics`)
  expect(await calendar.text()).toContain(`${office.publicUrl}/2566/`)
})

test("with its database put back to how it was earlier it does not start, changes nothing, and says the way back", async () => {
  await office?.interrupt()
  const worker = join(folder, "worker")
  await rm(worker, { recursive: true })
  await putFolder(earlier, worker)
  const before = await keepFolder(folder)
  const { code, output } = await runCommand([
    ...["start", "--port", `${ports[0]}`, "--sheet-port", `${ports[1]}`, "--data", folder],
  ])
  expect(code).toBe(2)
  expect(output).toMatch(/sujarit restore.*behind what the office has accepted: 2566: \d+ < \d+/s)
  const names = (kept: KeptFolder) => kept.map(({ name, bytes }) => [name, bytes.toString("base64")])
  expect(names(await keepFolder(folder))).toEqual(names(before))
})

async function publicAddress(): Promise<string | undefined> {
  const sheet = await readJson(`${office?.sheetUrl}/api/tabs/${encodeURIComponent("ตั้งค่า")}.json`)
  const { keys, rows } = sheet as { keys: string[]; rows: string[][] }
  return rows.find(row => row[keys.indexOf("key")] === "publicAddress")?.[keys.indexOf("value")]
}
