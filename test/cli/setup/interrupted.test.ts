import { expect, test } from "vitest"
import { readInstallation } from "../../../cli/office/installation.ts"
import { claspDoor } from "../../../cli/script/office-script.ts"
import { deleteBlankRows } from "../../local/google/people.ts"
import { eachFaultOnce, type Fault, openFaultyGoogle } from "./faulty-google.ts"
import { openOperator, WORKER } from "./office.ts"

const PLAN = new URL("../../shared/import/synthetic-plan.txt", import.meta.url).pathname
const ARGS = ["--office", "phasicharoen", "--worker", WORKER, "--plan", PLAN]
async function openFaulty(faultOf: (call: number, name: string, whole: string) => Fault | undefined) {
  const operator = await openOperator()
  const faulty = await openFaultyGoogle(operator.rootUrl, faultOf)
  return { ...operator, faulty, runFaulty: () => operator.run(ARGS, claspDoor({}), faulty.rootUrl) }
}

/** What a whole run leaves: one sheet with the plan in it once, one script, and nothing to mend. */
async function expectWhole(operator: Awaited<ReturnType<typeof openOperator>>, measures: number) {
  const { google, folder } = operator
  const installation = await readInstallation(folder)
  expect(installation?.years).toHaveLength(1)
  const id = installation?.years[0]?.spreadsheetId ?? ""
  const rows = google.model.spreadsheet(id).sheets.find(sheet => sheet.title === "มาตรการ")?.rows ?? []
  expect(rows.slice(1).filter(row => row[3]?.value)).toHaveLength(measures)
  expect(google.model.project(installation?.scriptId ?? "").files).toHaveLength(2)
  const { stdout } = await operator.run(["--dry-run"])
  expect(stdout).toContain("ไม่มีอะไรต้องแก้")
  expect(stdout).toContain("สคริปต์ตรงกับรุ่นนี้อยู่แล้ว")
}

test("every call answered 429 once, and 503 once where it comes again, is tried again, writes included", async () => {
  const times = new Map<string, number>()
  const failed: string[] = []
  const { faulty, runFaulty, ...operator } = await openFaulty((_, name) => {
    const before = times.get(name) ?? 0
    times.set(name, before + 1)
    const status = [429, undefined, 503][before]
    if (status !== undefined) failed.push(`${status} ${name}`)
    return status
  })
  const { exitCode, stderr } = await runFaulty()
  expect([exitCode, stderr.includes("สั่งซ้ำ")]).toEqual([1, false])
  for (const status of [429, 503])
    expect(failed.join("\n")).toMatch(new RegExp(`${status} POST .*:batchUpdate`))
  expect(failed.filter(each => each.startsWith("429 POST")).length).toBeGreaterThan(2)
  expect(failed.some(each => each.startsWith("429 PUT"))).toBe(true)
  await expectWhole(operator, 8)
})

test("a Google that goes on refusing is a sentence, and the next run goes on", async () => {
  let isBusy = true
  const { runFaulty, ...operator } = await openFaulty((_, name) =>
    isBusy && name.includes(":batchUpdate") ? 400 : undefined,
  )
  const refused = await runFaulty()
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("ทำต่อจากเดิม")])
  isBusy = false
  await runFaulty()
  await expectWhole(operator, 8)
})

test("a run that dies before any of its calls, or never hears what became of one, is finished by the next", async () => {
  const { faults, ofGoogle } = eachFaultOnce()
  const { runFaulty, ...operator } = await openFaulty(ofGoogle)
  for (let before = -1; faults.size > before; ) {
    before = faults.size
    await runFaulty()
    deleteBlankRows(operator.google)
  }
  expect([...faults].filter(fault => fault.startsWith("lost")).length).toBeGreaterThan(4)
  const { spreadsheets, projects } = operator.google.model.state
  expect([spreadsheets.size, projects.size]).toEqual([1, 1])
  await expectWhole(operator, 8)
})
