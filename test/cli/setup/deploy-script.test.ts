import { mkdtemp, readdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test, vi } from "vitest"
import { deployCommand } from "../../../cli/commands-office.ts"
import { logIn } from "../../../cli/office/google-login.ts"
import { claspDoor, claspPush, deployScript, scriptFiles } from "../../../cli/script/office-script.ts"
import { openGoogle } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { openOperator } from "./office.ts"

const WORKER = "https://record.example"

async function openProject() {
  const { google, rootUrl } = await openGoogle()
  const login = { ...(await logIn({ google: rootUrl, file: undefined, env: {} })), ...claspDoor({}) }
  const { scriptId } = google.model.addProject("สุจริต")
  return { google, login, scriptId, files: () => google.model.project(scriptId).files }
}

test("the real clasp puts the build into the project, byte for byte, and a second time finds it there", async () => {
  const { google, login, scriptId, files } = await openProject()
  const deployed = await deployScript(login, { scriptId, worker: WORKER })
  expect(deployed).toMatchObject({ scriptId, outcome: "updated" })
  const built = await scriptFiles({ worker: WORKER })
  expect(new Map(files().map(file => [file.name, file.source]))).toEqual(
    new Map(built.map(file => [file.name, file.source])),
  )
  google.calls.clear()
  expect(await deployScript(login, { scriptId, worker: WORKER })).toEqual({
    ...deployed,
    outcome: "unchanged",
  })
})

test("a manifest changed at Google is written over, and files that are not ours are gone", async () => {
  const { google, login, scriptId, files } = await openProject()
  await deployScript(login, { scriptId, worker: WORKER })
  const manifest = { name: "appsscript", type: "JSON", source: "{}" } as const
  const foreign = { name: "Old", type: "SERVER_JS", source: "function old() {}" } as const
  google.model.project(scriptId).files = [manifest, foreign]
  expect((await deployScript(login, { scriptId, worker: WORKER })).outcome).toBe("updated")
  expect(
    files()
      .map(file => file.name)
      .sort(),
  ).toEqual(["Code", "appsscript"])
  expect(JSON.parse(files().find(file => file.name === "appsscript")?.source ?? "")).toMatchObject({
    timeZone: "Asia/Bangkok",
    urlFetchWhitelist: ["https://record.example/"],
  })
})

test("a project that is not there is a sentence with clasp's own words, and no log-in is left behind", async () => {
  const { login } = await openProject()
  const temporary = await mkdtemp(join(tmpdir(), "sujarit-test-"))
  vi.stubEnv("TMPDIR", temporary)
  onTestFinished(() => void vi.unstubAllEnvs())
  const files = await scriptFiles({ worker: WORKER })
  const run = await claspPush({ ...login, scriptId: "nowhere", files })
  expect(run.exitCode).not.toBe(0)
  expect(run.output).not.toBe("")
  expect(await readdir(temporary)).toEqual([])
})

test("a project that keeps something else than was pushed is not believed", async () => {
  const { google, login, scriptId } = await openProject()
  // A Google that loses what is written to it.
  const project = google.model.project(scriptId)
  Object.defineProperty(project, "files", { get: () => [], set: () => {} })
  await expect(deployScript(login, { scriptId, worker: WORKER })).rejects.toThrow(/ยังไม่ตรง.*Code/)
})

test("the command tells the build, and says when nothing was set up yet", async () => {
  const operator = await openOperator()
  const run = (...args: string[]) =>
    ran(deployCommand, ["--data", operator.folder, "--google", operator.rootUrl, ...args])
  expect(await run("--script")).toMatchObject({ code: 2, err: expect.stringContaining("setup ก่อน") })
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining("--office") })
  await operator.setup()
  const { code, out } = await run("--script", "--json")
  expect([code, JSON.parse(out)]).toEqual([
    0,
    {
      ...{ scriptId: expect.any(String), outcome: "unchanged", asksMore: false },
      build: expect.stringMatching(/^[0-9a-f]{12}$/),
    },
  ])
})
