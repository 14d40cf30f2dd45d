import { expect, test } from "vitest"
import { readInstallation } from "../../../cli/office/installation.ts"
import { type Fault, openFaultyGoogle } from "./faulty-google.ts"
import { openOperator, WORKER } from "./office.ts"

const PLAN = new URL("../../shared/import/synthetic-plan.txt", import.meta.url).pathname
const ARGS = ["--office", "phasicharoen", "--worker", WORKER, "--plan", PLAN]
/** Refused for good, and never tried again: the run ends there. */
const DIES = 400

async function openFaulty(faultOf: (call: number, name: string) => Fault | undefined) {
  const operator = await openOperator()
  const faulty = await openFaultyGoogle(operator.rootUrl, faultOf)
  return { ...operator, faulty, runFaulty: () => operator.run(ARGS, {}, faulty.rootUrl) }
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

test.each([429, 503])("every call answered %d once is tried again, writes included", async status => {
  const failed = new Set<string>()
  const { faulty, runFaulty, ...operator } = await openFaulty((_, name) => {
    if (failed.has(name)) return undefined
    failed.add(name)
    return status
  })
  const { exitCode, stderr } = await runFaulty()
  expect([exitCode, stderr.includes("สั่งซ้ำ")]).toEqual([1, false])
  expect([...failed].filter(name => name.startsWith("POST")).length).toBeGreaterThan(2)
  expect([...failed].some(name => name.startsWith("PUT"))).toBe(true)
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

test("a run killed before any of its calls is finished by the next, with one sheet and one script", async () => {
  let dieAt = 0
  let base = 0
  const opened = await openFaulty(call => (call - base === dieAt ? DIES : undefined))
  const { runFaulty, faulty, ...operator } = opened
  // One office goes through every death: each run gets one call further than the one before.
  for (dieAt = 1; dieAt < 60; dieAt++) {
    base = faulty.calls.length
    const { exitCode } = await runFaulty()
    if (exitCode !== 2) break
  }
  expect(dieAt).toBeGreaterThan(8)
  expect(operator.google.model.state.spreadsheets.size).toBe(1)
  expect(operator.google.model.state.projects.size).toBe(1)
  await expectWhole(operator, 8)
})

test.each([":batchUpdate", "/v1/projects", "/drive/v3/files"])(
  "a write at %s that was carried out and never answered is found by the next run",
  async place => {
    let left = 3
    const { runFaulty, ...operator } = await openFaulty((_, name) => {
      if (!name.startsWith("POST") || !name.endsWith(place) || left === 0) return undefined
      left--
      return "lost"
    })
    await runFaulty()
    await runFaulty()
    await runFaulty()
    await expectWhole(operator, 8)
  },
)
