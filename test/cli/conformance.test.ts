import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, onTestFinished, test } from "vitest"
import { doctorCommand } from "../../cli/commands-office.ts"
import { type Comparison, compareRun, type ExpectedCase, parseResults } from "../../cli/doctor/conformance.ts"
import { LIVE_CASES } from "../../cli/doctor/live-cases.ts"
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { ran } from "./ran.ts"

const EXPECTED: readonly ExpectedCase[] = JSON.parse(
  await readFile(new URL("../../cli/doctor/conformance-cases.json", import.meta.url), "utf8"),
)
const passing = EXPECTED.map(each => ({
  ...each,
  source: "https://example.com",
  fault: null as string | null,
}))

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-conformance-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function runOn(text: string, ...args: string[]) {
  const file = join(await openFolder(), "log.txt")
  await writeFile(file, text)
  const { code, out, err } = await ran(doctorCommand, ["--conformance", file, ...args])
  return { exitCode: code, stdout: out, stderr: err }
}
const lines = (results: readonly object[]) => results.map(result => JSON.stringify(result)).join("\n")

test("a run in which Google does as expected is good", async () => {
  expect(await runOn(lines(passing))).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(`^ตรงกัน ${EXPECTED.length} กรณี / as expected\n(?:ยังไม่ได้ลอง .*\n)+$`),
  })
})

describe("what no script can try alone", () => {
  const [OWNER, SECOND] = ["owner@office.example", "second@elsewhere.example"]

  /** A Google, and the log-in of another of its accounts. */
  async function openGoogle(account = SECOND) {
    const google = await openLocalGoogle({ now: Date.now, owner: OWNER })
    onTestFinished(() => google.close())
    const { rootUrl } = await google.listen()
    const second = join(await openFolder(), "second.json")
    await writeFile(second, JSON.stringify({ client_id: "i", client_secret: "s", refresh_token: account }))
    const runLive = async (...args: string[]) => {
      const { exitCode, stdout } = await runOn(
        lines(passing),
        "--live",
        "--google",
        rootUrl,
        "--json",
        ...args,
      )
      return { exitCode, ...(JSON.parse(stdout) as Comparison) }
    }
    return { google, second, runLive }
  }

  test("is tried by two log-ins, and says how a script was read back", async () => {
    const { second, runLive } = await openGoogle()
    const { exitCode, passed, seen, skipped } = await runLive("--second", second)
    expect([exitCode, passed, skipped]).toEqual([0, EXPECTED.length + LIVE_CASES.length, []])
    expect(seen.map(({ name, saw }) => [name, saw])).toEqual([
      [LIVE_CASES[0]?.name, "the same, written anew"],
    ])
  })

  test("is skipped with what it needs, where there is no log-in or no second one", async () => {
    const { runLive } = await openGoogle()
    const names = LIVE_CASES.map(({ name }) => name)
    const alone = await runLive()
    expect([alone.exitCode, alone.skipped]).toEqual([
      0,
      names.slice(1).map(name => ({ name, needs: "--second" })),
    ])
    const { stdout } = await runOn(lines(passing), "--json")
    const { skipped } = JSON.parse(stdout) as Comparison
    expect(skipped).toEqual(names.map(name => ({ name, needs: "--live" })))
  })

  test("differs where another's hand is let in, with what of the product rests on it", async () => {
    const { google, second, runLive } = await openGoogle()
    google.model.habits.takeEditor = () => SECOND
    const { exitCode, differing } = await runLive("--second", second)
    expect([exitCode, differing.map(({ name }) => name)]).toEqual([
      1,
      LIVE_CASES.slice(1).map(({ name }) => name),
    ])
    expect(differing[0]).toMatchObject({
      fault: expect.stringContaining("was taken"),
      rests: expect.stringMatching(/./),
    })
  })

  test("says so where the second log-in is the first again", async () => {
    const { second, runLive } = await openGoogle(OWNER)
    expect((await runLive("--second", second)).differing[0]?.fault).toContain("no other account")
  })

  test.each([[["--live"]], [["--conformance", "x", "--second", "x"]]])("%j is refused", async args => {
    expect((await ran(doctorCommand, args)).err).toContain("--second goes with --live")
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
      skipped: LIVE_CASES.map(({ name }) => ({ name, needs: "--live" })),
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
