import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { doctorCommand } from "../../cli/commands-office.ts"
import { compareRun, type ExpectedCase, parseResults } from "../../cli/doctor/conformance.ts"
import { ran } from "./ran.ts"

const EXPECTED: readonly ExpectedCase[] = JSON.parse(
  await readFile(new URL("../../cli/doctor/conformance-cases.json", import.meta.url), "utf8"),
)
const passing = EXPECTED.map(each => ({
  ...each,
  source: "https://example.com",
  fault: null as string | null,
}))

async function runOn(text: string, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-conformance-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, "log.txt")
  await writeFile(file, text)
  const { code, out, err } = await ran(doctorCommand, ["--conformance", file, ...args])
  return { exitCode: code, stdout: out, stderr: err }
}
const lines = (results: readonly object[]) => results.map(result => JSON.stringify(result)).join("\n")

test("a run in which Google does as expected is good", async () => {
  expect(await runOn(lines(passing))).toMatchObject({
    exitCode: 0,
    stdout: `ตรงกัน ${EXPECTED.length} กรณี / as expected\n`,
  })
})

test("an execution log with times and levels, and a run logged as one list, are read too", async () => {
  const log = passing.map(result => `9:41:02 AM\tInfo\t${JSON.stringify(result)}`).join("\r\n")
  expect((await runOn(`9:41:00 AM\tNotice\tExecution started\n${log}`)).exitCode).toBe(0)
  expect((await runOn(JSON.stringify(passing))).exitCode).toBe(0)
  const report = { format: "sujarit-conformance", version: 1, at: "", failed: 0, results: passing }
  expect((await runOn(`9:41:02 AM\tInfo\t${JSON.stringify(report)}`)).exitCode).toBe(0)
})

test("a case that differs, one that did not run and one of another suite are told apart", async () => {
  const [first, second, ...rest] = passing
  const text = lines([
    { ...first, fault: "expected 1, got 2" },
    ...rest,
    { ...first, name: "of another suite" },
  ])
  const { exitCode, stdout } = await runOn(text, "--json")
  expect([exitCode, JSON.parse(stdout)]).toEqual([
    1,
    {
      passed: rest.length,
      seen: [],
      differing: [{ ...first, fault: "expected 1, got 2" }],
      notRun: [second?.name],
      unknown: ["of another suite"],
    },
  ])
  const { stdout: told } = await runOn(text)
  expect(told).toContain(`differs: ${first?.name}`)
  expect(told).toContain(`rests on it: ${first?.rests}`)
})

test("what was seen is told where the product takes several ways", async () => {
  const [first, ...rest] = passing
  const { exitCode, stdout } = await runOn(lines([{ ...first, saw: "left out" }, ...rest]))
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`seen: ${first?.name}: left out`)])
})

test("a case that ran twice counts by its last run", () => {
  const [first] = passing
  if (!first) throw new Error("no cases")
  const results = parseResults(lines([{ ...first, fault: "once" }, first]))
  expect(compareRun([first], results)).toEqual({
    passed: 1,
    seen: [],
    differing: [],
    notRun: [],
    unknown: [],
  })
})

test("a file that holds no results, or is none, is an environment's fault", async () => {
  expect(await runOn("nothing\n{}\n")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("ผลของฟังก์ชัน conformance"),
  })
  expect((await ran(doctorCommand, ["--conformance", "/nowhere"])).code).toBe(2)
})
