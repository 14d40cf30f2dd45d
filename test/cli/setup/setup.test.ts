import { readdir, readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { readInstallation } from "../../../cli/office/installation.ts"
import { claspDoor } from "../../../cli/script/office-script.ts"
import { columnOf, TABS } from "../../../shared/columns.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { trash, typeAt } from "../../local/google/people.ts"
import { type Operator, openOperator, openSetUp, WORKER } from "./office.ts"

const PLAN = new URL("../../shared/import/synthetic-plan.txt", import.meta.url).pathname

async function yearOf({ folder, google }: Operator, fiscalYear = 2566) {
  const installation = await readInstallation(folder)
  const year = installation?.years.find(each => each.fiscalYear === fiscalYear)
  return google.model.spreadsheet(year?.spreadsheetId ?? "")
}

function configIn(stdout: string): string {
  return stdout.split("\n").find(line => line.startsWith("{")) ?? ""
}

test("one command makes the sheet, the key and the script, and shows one value to paste and one function to run", async () => {
  const operator = await openOperator()
  const asked = ["--office", "phasicharoen", "--worker", WORKER, "--name", "สำนักงานเขตภาษีเจริญ"]
  // With the real clasp: nothing else is known of how a command comes to it.
  const { exitCode, stdout, stderr } = await operator.run(asked, claspDoor({}))
  expect(exitCode).toBe(1)
  const installation = await readInstallation(operator.folder)
  expect(installation).toMatchObject({ office: "phasicharoen", owner: "owner@example.go.th" })
  const spreadsheet = await yearOf(operator)
  expect(spreadsheet.timeZone).toBe("Asia/Bangkok")
  expect(spreadsheet.sheets.map(sheet => sheet.title)).toEqual(
    expect.arrayContaining(TABS.filter(tab => tab.key !== "report").map(tab => tab.title)),
  )
  expect(operator.google.model.project(installation?.scriptId ?? "").files).toHaveLength(2)
  const config = JSON.parse(configIn(stdout))
  expect(config).toMatchObject({
    office: "phasicharoen",
    audience: "https://record.example",
    kid: installation?.keyId,
    spreadsheets: [{ id: spreadsheet.spreadsheetId, fiscalYear: 2566 }],
  })
  expect(stdout.split("BEGIN PRIVATE KEY")).toHaveLength(2)
  expect(stderr).not.toContain("PRIVATE KEY")
  expect(stdout).toContain("install")
})

test("what is kept on this machine is readable by its owner alone, and holds the key in one file", async () => {
  const operator = await openSetUp()
  const names = (await readdir(operator.folder)).sort()
  expect(names).toEqual(["installation.json", "jwks.json", "keys.json"])
  const modes = await Promise.all(
    ["installation.json", "keys.json"].map(
      async name => (await stat(join(operator.folder, name))).mode & 0o777,
    ),
  )
  expect(modes).toEqual([0o600, 0o600])
  for (const name of ["installation.json", "jwks.json"])
    expect(await readFile(join(operator.folder, name), "utf8")).not.toContain("PRIVATE")
})

test("running it again changes nothing and keeps the key", async () => {
  const operator = await openSetUp()
  const again = await operator.run([])
  expect(configIn(again.stdout)).toBe(configIn(operator.shown))
  expect(again.stdout).toContain("ครบถ้วนอยู่แล้ว")
  expect(operator.google.model.state.files.size).toBe(2)
})

test("what people broke is mended, what they typed stays", async () => {
  const operator = await openSetUp()
  const { spreadsheetId } = await yearOf(operator)
  typeAt(operator.google, spreadsheetId, "'มาตรการ'!D2", [["มาตรการของเรา"]])
  typeAt(operator.google, spreadsheetId, "'มาตรการ'!D1", [["หัวที่เปลี่ยน"]])
  const { stdout } = await operator.run([])
  expect(stdout).toContain("  มาตรการ: หัวคอลัมน์พร้อมคำอธิบาย / headers with help\n")
  const measures = (await yearOf(operator)).sheets.find(sheet => sheet.title === "มาตรการ")
  expect(measures?.rows[1]?.[3]?.value).toEqual({ stringValue: "มาตรการของเรา" })
  expect(measures?.rows[0]?.[3]?.value).toEqual({ stringValue: columnOf("measure", "measure").header })
})

test("a dry run tells every change and makes none, here or at Google", async () => {
  const operator = await openOperator()
  const { exitCode, stdout } = await operator.setup("--dry-run", "--plan", PLAN)
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/จะสร้างตารางใหม่/)
  expect(stdout).toMatch(/งานที่ต้องรายงาน, รายงาน ฝ่ายปกครอง, .*: เพิ่มแท็บ \/ add the tab$/m)
  expect(stdout).toMatch(/แผน: ตัวชี้วัด \d+ มาตรการ \d+ งานที่ต้องรายงาน \d+/)
  expect(operator.google.model.state.files.size).toBe(0)
  expect(await readdir(operator.folder)).toEqual([])
  await operator.setup()
  const { stdout: after } = await operator.run(["--dry-run"])
  expect(after).toContain("ไม่มีอะไรต้องแก้")
})

test("a dry run on a broken sheet names what is broken and leaves it", async () => {
  const operator = await openSetUp()
  const spreadsheet = await yearOf(operator)
  const duties = spreadsheet.sheets.find(sheet => sheet.title === "งานที่ต้องรายงาน")
  await operator.clients.sheets.spreadsheets.batchUpdate({
    spreadsheetId: spreadsheet.spreadsheetId,
    requestBody: { requests: [{ deleteSheet: { sheetId: duties?.sheetId ?? 0 } }] },
  })
  operator.google.calls.clear()
  const { stdout } = await operator.run(["--dry-run"])
  expect(stdout).toMatch(/^ {2}งานที่ต้องรายงาน: เพิ่มแท็บ/m)
  expect([...operator.google.calls.keys()].filter(name => /create|update|delete/i.test(name))).toEqual([])
})

test("a plan fills an empty year, and a second time is found there", async () => {
  const operator = await openOperator()
  const { stdout } = await operator.setup("--plan", PLAN)
  expect(stdout).toMatch(/แผน: ตัวชี้วัด/)
  const again = await operator.run(["--plan", PLAN])
  expect(again.stdout).toContain("แผนนี้อยู่ในตารางแล้ว")
  expect(again.stdout).toContain("ครบถ้วนอยู่แล้ว")
})

test("a plan is refused where anything stands, and says where", async () => {
  const operator = await openOperator()
  await operator.setup("--year", "2567")
  const { spreadsheetId } = await yearOf(operator, 2567)
  typeAt(operator.google, spreadsheetId, "'งานที่ต้องรายงาน'!C9", [["พิมพ์ไว้"]])
  const { exitCode, stdout } = await operator.run(["--plan", PLAN])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/ไม่ได้นำแผนเข้า เพราะมีข้อมูลอยู่แล้วในแท็บ งานที่ต้องรายงาน/)
  const told = await operator.run(["--plan", PLAN, "--dry-run"])
  expect(told.exitCode).toBe(1)
})

test("the next year is opened from the last, by its year, and one script serves both", async () => {
  const operator = await openOperator()
  await operator.setup("--year", "2566", "--name", "สำนักงานเขต")
  const old = await yearOf(operator)
  const section = ["ฝ่ายทะเบียนใหม่", "", "", "registry@example.go.th"]
  typeAt(operator.google, old.spreadsheetId, "'หน่วยงาน'!B3:E3", [section])
  const { stdout } = await operator.run(["--year", "2567", "--from", "2566"])
  const next = await yearOf(operator, 2567)
  expect(next.sheets.map(sheet => sheet.title)).toContain("รายงาน ฝ่ายทะเบียนใหม่")
  expect(stdout).toContain("registry@example.go.th")
  const rowOf = (key: string) => SETTINGS.findIndex(setting => setting.key === key) + 1
  const settings = next.sheets.find(sheet => sheet.title === "ตั้งค่า")
  expect(settings?.rows[rowOf("fiscalYear")]?.[2]?.value).toEqual({ stringValue: "2567" })
  expect(JSON.parse(configIn(stdout)).spreadsheets).toHaveLength(2)
})

test("a year from nowhere is a sentence", async () => {
  const operator = await openOperator()
  const { exitCode, stderr } = await operator.setup("--year", "2567", "--from", "nowhere")
  expect(exitCode).toBe(2)
  expect(stderr).toContain("เปิดตารางของปีก่อนไม่ได้: nowhere")
})

test("the wait ends when the Worker has heard the year's script", async () => {
  const operator = await openSetUp()
  const { keyId = "" } = (await readInstallation(operator.folder)) ?? {}
  operator.worker.keyIds = [keyId]
  const { fetch } = operator.deps
  let asked = 0
  const later = (async (input: string, init?: RequestInit) => {
    if (++asked > 5)
      operator.worker.years = [
        { fiscalYear: 2566, revision: 0, seenAt: "2023-05-29T05:00:00.000Z", stale: false },
      ]
    return fetch(input, init)
  }) as typeof fetch
  const { exitCode, stdout } = await operator.run(["--timeout", "60"], { fetch: later })
  expect(exitCode).toBe(0)
  expect(stdout).toContain("ได้รับข้อมูลที่ลงนามจากสคริปต์ของปี 2566 แล้ว")
  const again = await operator.run([])
  expect(again.exitCode).toBe(0)
  expect(again.stdout).not.toContain("PRIVATE KEY")
  const shown = await operator.run(["--steps"])
  expect(shown.stdout).toContain("PRIVATE KEY")
})

test("waiting can be stopped and runs out, and says how to go on", async () => {
  const operator = await openOperator()
  operator.worker.isAway = true
  const stopped = await operator.run(
    ["--office", "phasicharoen", "--worker", "https://record.example", "--timeout", "60"],
    { stopSignal: () => AbortSignal.abort() },
  )
  expect([stopped.exitCode, stopped.stderr]).toEqual([1, expect.stringContaining("สั่ง setup อีกครั้ง")])
  const late = await operator.run(["--timeout", "0.02"])
  expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining("สั่ง setup อีกครั้ง")])
})

test("--json is one document, with the steps in it", async () => {
  const operator = await openOperator()
  const { stdout } = await operator.setup("--json")
  const told = JSON.parse(stdout)
  expect(told).toMatchObject({
    fiscalYear: 2566,
    sheet: { outcome: "created" },
    script: { outcome: "updated" },
    heard: null,
  })
  expect(told.steps.map((step: { value?: string }) => step.value !== undefined)).toEqual([
    ...[false, false, true, false],
  ])
})

test.each([
  [["--worker", "https://record.example"], "ต้องบอก --office"],
  [["--office", "ภาษีเจริญ", "--worker", "https://record.example"], "--office ใช้ a-z"],
  [["--office", "x", "--worker", "https://record.example/path"], "--worker ใช้ที่อยู่"],
  [["--office", "x", "--worker", "https://a.example", "--year", "66"], "--year ใช้ปี"],
  [["--office", "x", "--worker", "https://a.example", "--from", "2566"], "--from ต้องบอกปีใหม่"],
  [["--office", "x", "--worker", "https://a.example", "--google", "https://example.com"], "--google ใช้ได้กับ"],
  [["--office", "x", "--worker", "https://a.example", "--plan", "/nowhere.txt"], "ไม่พบแฟ้มนี้"],
])("%j is refused before anything is made", async (args, message) => {
  const operator = await openOperator()
  const { exitCode, stderr } = await operator.run(args)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
  expect(operator.google.model.state.files.size).toBe(0)
})

test("another account, another office and a damaged file each stop it before it changes anything", async () => {
  const operator = await openSetUp()
  const file = join(operator.folder, "installation.json")
  const text = await readFile(file, "utf8")
  operator.google.calls.clear()
  await writeFile(file, text.replaceAll("owner@example.go.th", "first@example.go.th"))
  expect((await operator.run([])).stderr).toContain("เป็นของบัญชี first@example.go.th")
  await writeFile(file, text)
  expect((await operator.run(["--office", "other"])).stderr).toContain("เป็นของหน่วยงาน phasicharoen")
  await writeFile(file, text.slice(0, 40))
  expect((await operator.run([])).stderr).toContain("เสียหาย")
  expect([...operator.google.calls.keys()]).toEqual(["drive.about.get"])
})

test("a sheet in the trash is not quietly replaced", async () => {
  const operator = await openSetUp()
  const { spreadsheetId } = await yearOf(operator)
  trash(operator.google, spreadsheetId, true)
  const { exitCode, stderr } = await operator.run([])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("ถังขยะ")])
  expect(operator.google.model.state.spreadsheets.size).toBe(1)
})

test("the way mail leaves: in the one value to paste, in the Worker's step, remembered, and shown again when it changes", async () => {
  const operator = await openOperator()
  const first = await operator.setup("--mail", "google")
  expect(JSON.parse(configIn(first.stdout)).mail).toBe("google")
  expect(first.stdout).toContain('MAIL_TRANSPORT = "google"')
  const ask = () => Promise.reject(new Error("asked"))
  expect(JSON.parse(configIn((await operator.run([], { ask })).stdout)).mail).toBe("google")
  const { keyId = "" } = (await readInstallation(operator.folder)) ?? {}
  operator.worker.keyIds = [keyId]
  operator.worker.years = [
    { fiscalYear: 2566, revision: 1, seenAt: "2023-05-29T05:00:00.000Z", stale: false },
  ]
  expect(configIn((await operator.run([])).stdout)).toBe("")
  const changed = await operator.run(["--mail", "smtp"])
  expect(JSON.parse(configIn(changed.stdout))).not.toHaveProperty("mail")
  expect((await operator.run(["--mail", "pigeon"])).exitCode).toBe(2)
})

test("who sits at a terminal is asked how mail leaves, once; a script never is", async () => {
  const operator = await openOperator()
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    return "3"
  }
  const args = ["--office", "phasicharoen", "--worker", "https://record.example"]
  await operator.run([...args, "--dry-run"], { ask })
  await operator.run([...args, "--json"], { ask })
  expect(asked).toEqual([])
  const { stdout } = await operator.run(args, { ask })
  expect(JSON.parse(configIn(stdout)).mail).toBe("google")
  await operator.run([], { ask })
  expect(asked).toHaveLength(1)
})
