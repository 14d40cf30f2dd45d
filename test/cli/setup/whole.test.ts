import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { createEditor } from "../../../local/google/edit/editing.ts"
import { SCRIPT_SERVICES } from "../../../local/google/script/authorization.ts"
import { createScriptHost } from "../../../local/google/script/script-host.ts"
import { type LocalWorker, startLocalWorker } from "../../../local/worker/local-worker.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { tickGate } from "../../apps-script/announce.ts"
import { freePort } from "../../free-port.ts"
import { typeAt } from "../../local/google/people.ts"
import { NOON, OWNER } from "../provision/office.ts"
import { openOperator } from "./office.ts"

const PLAN = new URL("../../shared/import/synthetic-plan.txt", import.meta.url).pathname

/** What a person does with what setup printed: the Worker's key, the value, the function. */
test("from nothing to a published year, by setup's own steps", { timeout: 120_000 }, async () => {
  const operator = await openOperator()
  const { google, folder, deps } = operator
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const args = ["--office", "phasicharoen", "--worker", origin, "--plan", PLAN, "--json"]
  const first = JSON.parse((await operator.run(args, { fetch })).stdout)
  expect(first).toMatchObject({ heard: null, plan: { outcome: "written", measures: 8 } })
  expect(first.steps).toHaveLength(4)

  const worker: LocalWorker = await startLocalWorker({
    ...{ dataDir: folder, port, now: deps.now, officeId: "phasicharoen", origin },
    jwks: await readFile(join(folder, "jwks.json"), "utf8"),
    mailFrom: "sujarit@phasicharoen.example",
  })
  onTestFinished(() => worker.close())
  const { scriptId, years } = first.installation
  const project = google.model.project(scriptId)
  project.enabledServices = SCRIPT_SERVICES
  project.properties = { CONFIG: first.steps.find((step: { value?: string }) => step.value).value }
  const host = createScriptHost({
    ...{ google, projectId: scriptId, owner: OWNER, now: () => NOON },
    code: project.files.find(file => file.name === "Code")?.source ?? "",
  })
  onTestFinished(() => host.close())

  const waiting = operator.run(["--timeout", "60"], { fetch, pollMs: 200 })
  await host.run("install")
  const { exitCode, stdout } = await waiting
  expect(stdout).toContain("ได้รับข้อมูลที่ลงนามจากสคริปต์ของปี 2567 แล้ว")
  expect(stdout).toContain("ยังไม่ประกาศ / not announced yet")
  expect(exitCode).toBe(0)
  expect((await fetch(`${origin}/2567.json`)).status).toBe(404)

  const sheet = google.model.spreadsheet(years[0].spreadsheetId)
  const announce = (key: string, value: string) =>
    typeAt(google, sheet.spreadsheetId, `'ตั้งค่า'!C${SETTINGS.findIndex(setting => setting.key === key) + 2}`, [
      [value],
    ])
  announce("announcementNumber", "กท 1/2567")
  announce("announcementDate", "12 ต.ค. 2566")
  await host.run("onClock")
  // Nothing before the planner has seen what would become public.
  expect((await fetch(`${origin}/2567.json`)).status).toBe(404)
  const editor = createEditor(google, [host])
  expect(tickGate(editor, sheet.spreadsheetId, OWNER)).toMatchObject({ ok: true })
  await editor.idle()
  const published = (await (await fetch(`${origin}/2567.json`)).json()) as { measures: unknown[] }
  expect(published.measures.length).toBeGreaterThan(0)
  const again = await operator.run([], { fetch })
  expect([again.exitCode, again.stdout.includes("PRIVATE")]).toEqual([0, false])
})
