import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { buildScript, readManifest } from "../../../apps-script/build.ts"
import { openKeys, scriptConfig } from "../../../cli/office/keys.ts"
import { provisionScript } from "../../../cli/office/script.ts"
import { writePlan } from "../../../cli/provision/write-plan.ts"
import { SCRIPT_SERVICES } from "../../../local/google/script/authorization.ts"
import { createScriptHost } from "../../../local/google/script/script-host.ts"
import { columnOf, tabOf } from "../../../shared/columns.ts"
import { MEASURES, NOON, OWNER, openYear } from "./office.ts"

/** A provisioned year with its script installed, the Worker away. */
async function openScriptedYear() {
  const year = await openYear()
  const { google, clients, spreadsheetId } = year
  const code = await buildScript()
  const manifest = await readManifest()
  const { scriptId } = await provisionScript(clients, {
    title: "Sujarit",
    files: [
      { name: "appsscript", type: "JSON", source: manifest },
      { name: "Code", type: "SERVER_JS", source: code },
    ],
  })
  google.model.project(scriptId).enabledServices = SCRIPT_SERVICES
  const folder = await mkdtemp(join(tmpdir(), "sujarit-script-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  google.model.project(scriptId).properties.CONFIG = scriptConfig(await openKeys(folder), {
    office: "phasi-charoen",
    audience: "http://localhost:8787",
    pushUrl: "http://localhost:8787/api/v1/pushes",
    spreadsheets: [{ id: spreadsheetId, fiscalYear: 2566 }],
  })
  const host = createScriptHost({
    google,
    projectId: scriptId,
    code,
    now: () => NOON,
    owner: OWNER,
    fetch: async () => new Response("away", { status: 503 }),
  })
  onTestFinished(() => host.close())
  return { ...year, host }
}

const MEASURE = {
  indicator: 7,
  issue: "ประเด็น",
  measure: "มาตรการ",
  monitoring: "",
  period: "ภายในวันที่ 30 มิถุนายน 2566",
  responsible: "",
  lead: "ฝ่ายทะเบียน",
  partners: [],
  status: "",
  reason: "",
}
const measures = ["ฝ่ายทะเบียน", "ฝ่ายทะเบียน", "ฝ่ายโยธา", "ฝ่ายรายได้"].map((lead, at) => ({
  ...MEASURE,
  lead,
  id: `m${at}`,
}))
const IMPORT = { office: "", title: "", fiscalYear: 2566, assessments: [], measures, duties: [], report: [] }

test("the script and provisioning want the same: neither undoes what the other wrote", async () => {
  const { host, clients, spreadsheetId, again, sheetOf, google } = await openScriptedYear()
  await writePlan(clients, spreadsheetId, IMPORT)
  await host.run("install")
  const blocks = sheetOf(MEASURES).protectedRanges.filter(each => each.range.endRowIndex !== undefined)
  expect(blocks).toHaveLength(3)
  expect((await again()).requestCount).toBe(0)
  const before = google.model.spreadsheet(spreadsheetId).sheets.map(sheet => sheet.protectedRanges)
  await host.run("onClock")
  expect(google.model.spreadsheet(spreadsheetId).sheets.map(sheet => sheet.protectedRanges)).toEqual(before)
  expect((await again()).requestCount).toBe(0)
})

test("the script finds nothing wrong with what provisioning wrote", async () => {
  const { host, sheetOf, textsOf } = await openScriptedYear()
  await host.run("install")
  for (const tab of [tabOf("section"), tabOf("holiday"), tabOf("setting")]) {
    const problems = tab.columns.indexOf(columnOf(tab.key, "problems"))
    const rows = [...sheetOf(tab.title).rows.keys()].filter(row => row > 0)
    expect(rows.map(row => textsOf(tab.title, row)[problems] ?? "").filter(text => text !== "")).toEqual([])
  }
  expect(textsOf("สถานะ", 1)[0]).toBe("ส่งตอนนี้")
})
