import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { buildScript } from "../../apps-script/build.ts"
import { openKeys, scriptConfig } from "../../cli/office/keys.ts"
import { manifestFor } from "../../cli/script/office-script.ts"
import { SCRIPT_SERVICES } from "../../local/google/script/authorization.ts"
import { createScriptHost } from "../../local/google/script/script-host.ts"
import { INSTALL_METADATA_KEY, parseInstallNote } from "../../shared/sheet/install-note.ts"
import { NOON, OWNER, openYear } from "../cli/provision/office.ts"

const WORKER = "https://record.example"
const code = await buildScript()

/** A year with its script beside it, and the settings that were pasted. */
async function openInstalled(change: object = {}, granted?: readonly string[]) {
  const year = await openYear()
  const { google, spreadsheetId } = year
  const project = google.model.addProject("สุจริต")
  project.files = [
    { name: "Code", type: "SERVER_JS", source: code },
    { name: "appsscript", type: "JSON", source: await manifestFor({ worker: WORKER, mail: "google" }) },
  ]
  const folder = await mkdtemp(join(tmpdir(), "sujarit-install-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const config = scriptConfig(await openKeys(folder), {
    office: "phasicharoen",
    audience: WORKER,
    pushUrl: `${WORKER}/api/v1/pushes`,
    spreadsheets: [{ id: spreadsheetId, fiscalYear: 2566 }],
  })
  project.properties.CONFIG = JSON.stringify({ ...JSON.parse(config), ...change })
  const fetched: string[] = []
  const hostAs = (owner: string) => {
    const host = createScriptHost({
      google,
      projectId: project.scriptId,
      code,
      now: () => NOON,
      owner,
      ...(granted && { granted }),
      fetch: async input => {
        fetched.push(String(input))
        return new Response("away", { status: 503 })
      },
    })
    onTestFinished(() => host.close())
    return host
  }
  const notes = () =>
    google.model
      .spreadsheet(spreadsheetId)
      .metadata.filter(entry => entry.metadataKey === INSTALL_METADATA_KEY)
      .map(entry => parseInstallNote(entry.metadataValue ?? ""))
  const handlers = () => project.triggers.map(trigger => trigger.handlerFunction).sort()
  return { ...year, project, host: hostAs(OWNER), hostAs, notes, handlers, fetched }
}

test("install makes its triggers, scans once and notes who, when and with which key", async () => {
  const { host, handlers, notes, project, fetched, textsOf } = await openInstalled()
  await host.run("install")
  expect(handlers()).toEqual(["onChanged", "onClock", "onEdited"])
  const { kid } = JSON.parse(project.properties.CONFIG ?? "")
  expect(notes()).toEqual([{ by: OWNER, at: NOON, kid, audience: WORKER, years: [2566] }])
  expect(textsOf("สถานะ", 1)[0]).toBe("ส่งตอนนี้")
  expect(fetched).toEqual([`${WORKER}/api/v1/pushes`])
})

test("installing again leaves one set of triggers and one note", async () => {
  const { host, handlers, notes } = await openInstalled()
  await host.run("install")
  await host.run("install")
  expect(handlers()).toEqual(["onChanged", "onClock", "onEdited"])
  expect(notes()).toHaveLength(1)
})

test("a trigger that was deleted, or doubled, is put right by the hour's first clock run", async () => {
  const { host, handlers, project } = await openInstalled()
  await host.run("install")
  project.triggers = project.triggers.filter(trigger => trigger.handlerFunction !== "onEdited")
  await host.fireClock(NOON + 20 * 60_000)
  expect(handlers()).toEqual(["onChanged", "onClock"])
  await host.fireClock(NOON + 60 * 60_000)
  expect(handlers()).toEqual(["onChanged", "onClock", "onEdited"])
  project.triggers = [...project.triggers, ...project.triggers.slice(0, 1)]
  await host.fireClock(NOON + 120 * 60_000)
  expect(handlers()).toEqual(["onChanged", "onClock", "onEdited"])
})

test("a second account's triggers and note stand beside the owner's until it uninstalls", async () => {
  const { host, hostAs, handlers, notes } = await openInstalled()
  const other = hostAs("second@example.go.th")
  await host.run("install")
  await other.run("install")
  expect(handlers()).toHaveLength(6)
  expect(notes().map(note => note?.by)).toEqual([OWNER, "second@example.go.th"])
  await other.run("uninstall")
  expect(handlers()).toHaveLength(3)
  expect(notes().map(note => note?.by)).toEqual([OWNER])
})

test.each([
  ["nothing was pasted", undefined, /ยังไม่มีค่า CONFIG.*missing/],
  ["half of it was pasted", '{"office":"x","audi', /CONFIG ไม่ครบหรือเสียหาย \(JSON\).*paste it again/],
  ["parts are missing", '{"office":"x"}', /CONFIG ไม่ครบหรือเสียหาย \(audience, pushUrl, kid/],
])("without settings nothing is installed: %s", async (_, value, message) => {
  const { host, project, handlers } = await openInstalled()
  project.properties = value === undefined ? {} : { CONFIG: value }
  await expect(host.run("install")).rejects.toThrow(message)
  expect(handlers()).toEqual([])
})

test.each([
  [
    "another spreadsheet",
    { spreadsheets: [{ id: "nowhere", fiscalYear: 2566 }] },
    /เปิดตารางปี 2566 \(nowhere\) ไม่ได้/,
  ],
  [
    "a key that cannot sign",
    { privateKey: "-----BEGIN PRIVATE KEY-----\nx" },
    /CONFIG: privateKey ใช้ลงนามไม่ได้/,
  ],
  ["a push address elsewhere", { pushUrl: "https://other.example/api/v1/pushes" }, /CONFIG: pushUrl ไม่ได้อยู่ที่/],
])("a setting that cannot work is named before anything is installed: %s", async (_, change, message) => {
  const { host, handlers } = await openInstalled(change)
  await expect(host.run("install")).rejects.toThrow(message)
  expect(handlers()).toEqual([])
})

test("another time zone, of the sheet or the script, is named", async () => {
  const { host, google, spreadsheetId, project } = await openInstalled()
  google.model.spreadsheet(spreadsheetId).timeZone = "America/New_York"
  await expect(host.run("install")).rejects.toThrow(/เขตเวลาของตารางปี 2566 เป็น America\/New_York/)
  project.files = [{ name: "appsscript", type: "JSON", source: '{"timeZone":"Etc/GMT"}' }]
  await expect(host.run("install")).rejects.toThrow(/เขตเวลาของสคริปต์เป็น Etc\/GMT/)
})

test("a box left empty at the consent screen ends install before anything is made", async () => {
  const scopes: string[] = JSON.parse(await manifestFor({ worker: WORKER, mail: "google" })).oauthScopes
  for (const empty of scopes) {
    const { host, handlers } = await openInstalled(
      {},
      scopes.filter(scope => scope !== empty),
    )
    await expect(host.run("install")).rejects.toThrow(/ต้องมีการให้สิทธิ์/)
    expect(handlers()).toEqual([])
  }
})

test("a Cloud project whose services are off is named, with the page to switch them on", async () => {
  const { host, project, handlers } = await openInstalled()
  project.enabledServices = ["gmail.googleapis.com"]
  await expect(host.run("install")).rejects.toThrow(
    /ยังไม่เปิด Google Sheets API.*https:\/\/console\.developers\.google\.com\/apis\/api\/sheets\.googleapis\.com\S+.*run install again/,
  )
  expect(handlers()).toEqual([])
  project.enabledServices = SCRIPT_SERVICES
  await host.run("install")
  expect(handlers()).toHaveLength(3)
})

test("the script reaches its Worker and no other address", async () => {
  const { host, project, fetched, textsOf } = await openInstalled()
  project.files = project.files.map(file =>
    file.type === "JSON"
      ? { ...file, source: file.source.replace(`${WORKER}/`, "https://other.example/") }
      : file,
  )
  await host.run("install")
  expect(fetched).toEqual([])
  expect(textsOf("สถานะ", 4)[1]).toContain("urlFetchWhitelist")
})
