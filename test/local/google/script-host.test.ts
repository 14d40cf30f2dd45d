import { generateKeyPairSync, verify } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { createThreadPool, execute } from "../../../local/google/script/execution.ts"
import { NEWER_MEMBERS } from "../../../local/google/script/runtime.ts"
import {
  createScriptHost,
  type ScriptHostOptions,
  ScriptRunError,
} from "../../../local/google/script/script-host.ts"
import { SURFACE } from "../../../local/google/wire/surface.ts"
import { NOON, OWNER, openOffice } from "./office.ts"
import { typeAt } from "./people.ts"

async function openHost(code: string, options: Partial<ScriptHostOptions> = {}) {
  const google = await openOffice()
  const { scriptId } = google.model.addProject("สุจริต")
  const { spreadsheetId } = google.model.addSpreadsheet("แผน")
  const host = createScriptHost({
    google,
    projectId: scriptId,
    code,
    now: () => NOON,
    owner: OWNER,
    ...options,
  })
  onTestFinished(() => host.close())
  return { google, host, spreadsheetId, project: google.model.project(scriptId) }
}

/** A script whose one function is the body given. */
async function run(body: string, options?: Partial<ScriptHostOptions>, ...args: unknown[]) {
  const { host } = await openHost(`function main(...args) { ${body} }`, options)
  return host.run("main", ...args)
}

test("a function of the script gets its arguments, and its value, log and calls come back", async () => {
  const body = `console.log("ได้ %s", args[0].text); PropertiesService.getScriptProperties().getProperty("x"); return [args[0].text]`
  expect(await run(body, {}, { text: "ก" })).toEqual({
    value: ["ก"],
    logs: ["ได้ ก"],
    calls: { "Properties.getProperty": 1 },
  })
})

const MISSING =
  "setTimeout setInterval setImmediate queueMicrotask fetch Headers TextEncoder TextDecoder URL URLSearchParams atob btoa crypto performance structuredClone process require module Buffer global navigator WebAssembly SharedArrayBuffer Atomics Intl AbortController Blob Worker MessageChannel"

test("what Apps Script lacks is missing here too", async () => {
  const { value } = await run(
    `return args[0].filter(name => name in globalThis || eval("typeof " + name) !== "undefined")`,
    {},
    MISSING.split(" "),
  )
  expect(value).toEqual([])
})

test("what came to the language after 2020 is missing too, on whatever it would hang", async () => {
  const { value } = await run(
    `const owners = [Array, [], "", Object, {}, Map, new Map(), new Set(), Promise, new Uint8Array(), Uint8Array, RegExp, Math, JSON, Error]
    return args[0].flatMap(name => owners.filter(owner => name in Object(owner)).map(() => name))`,
    {},
    [...NEWER_MEMBERS].filter(name => name !== "pause"),
  )
  expect(value).toEqual([])
})

/** A call of each service, and the scope it is under. */
const CALLS = {
  spreadsheets: 'Sheets.Spreadsheets.get("x", { fields: "spreadsheetId" })',
  "script.external_request": 'UrlFetchApp.fetch("https://record.example/")',
  "script.send_mail": "MailApp.getRemainingDailyQuota()",
  "gmail.send": 'Gmail.Users.Messages.send({ raw: "" }, "me")',
  "script.scriptapp": "ScriptApp.getProjectTriggers()",
  "userinfo.email": "Session.getEffectiveUser().getEmail()",
}

test.each(Object.entries(CALLS))(
  "without the scope %s no call under it is let through, and others are",
  async (scope, call) => {
    const granted = Object.keys(CALLS).map(name => `https://www.googleapis.com/auth/${name}`)
    const without = granted.filter(name => !name.endsWith(`/${scope}`))
    const refusal = /สิทธิ์ที่จำเป็น: https:\/\/www\.googleapis\.com\/auth\//
    await expect(run(call, { granted: without })).rejects.toThrow(refusal)
    const whole = await run(call, { granted, fetch: async () => new Response("") }).catch(String)
    expect(String(whole)).not.toMatch(refusal)
  },
)

test("dates follow the clock given, and are still dates", async () => {
  const body = `const date = new Date(); return [Date.now(), date.getTime(), date instanceof Date, date.constructor === Date,
    new Date(5).getTime(), Date.UTC(2020, 0, 1), typeof Date(), Object.prototype.toString.call(date)]`
  const { value } = await run(body)
  expect(value).toEqual([NOON, NOON, true, true, 5, Date.UTC(2020, 0, 1), "string", "[object Date]"])
})

test("every member of the surface is there, and any other throws", async () => {
  const { value } = await run(
    `return args[0].flatMap(([path, names]) => names.filter(name => {
      try { return eval(path)[name] === undefined } catch (error) { return true }
    }).map(name => path + "." + name))`,
    {},
    Object.entries(SURFACE),
  )
  expect(value).toEqual([])
  for (const call of [
    "Utilities.formatDate()",
    "Utilities.Charset.US_ASCII",
    "LockService.getScriptLock().hasLock()",
    "UrlFetchApp.fetch('x', { headers: {} })",
    "Sheets.Spreadsheets.Values",
    "UrlFetchApp.fetchAll([])",
  ])
    await expect(run(`return ${call}`)).rejects.toThrow(/is not in the local surface$/)
  await expect(run("return SpreadsheetApp.getUi()")).rejects.toThrow("SpreadsheetApp is not defined")
})

test("what a script throws comes back with its log and its place", async () => {
  const failing = run(`console.log("ก่อน"); throw new TypeError("พัง")`)
  await expect(failing).rejects.toMatchObject({ reason: "threw", message: "พัง", logs: ["ก่อน"] })
  await expect(failing).rejects.toHaveProperty("stack", expect.stringContaining("Code.js"))
  await expect(run(`return missing()`)).rejects.toThrow("missing is not defined")
})

test("globals do not survive a run", async () => {
  const { host } = await openHost(`var count = 0; function main() { return ++count }`)
  expect((await host.run("main")).value).toBe(1)
  expect((await host.run("main")).value).toBe(1)
})

test("what a promise left over comes to nothing, and is no call of the next run", async () => {
  const { host } = await openHost(
    `function main() { Promise.resolve().then(() => PropertiesService.getScriptProperties().getProperty("x")) }`,
  )
  for (const _ of [1, 2]) expect((await host.run("main")).calls).toEqual({})
})

test("a signature is the one that the public key verifies", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const pem = privateKey.export({ type: "pkcs8", format: "pem" })
  const body = `return Utilities.computeRsaSha256Signature("สุจริต", args[0], Utilities.Charset.UTF_8)`
  const { value } = await run(body, {}, pem)
  const signature = Uint8Array.from(value as number[], byte => byte & 255)
  expect(verify("sha256", Buffer.from("สุจริต"), publicKey, signature)).toBe(true)
  const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" })
  await expect(run(body, {}, pkcs1)).rejects.toThrow("Invalid argument: key")
})

test("a fetch reaches a server in this very process, and a reply of 2 MB arrives whole", async () => {
  const server = createServer((_, response) => response.end("ก".repeat(700_000)))
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const { value, calls } = await run(
    `const r = UrlFetchApp.fetch(args[0]); return [r.getResponseCode(), r.getContentText().length]`,
    {},
    `http://127.0.0.1:${port}/`,
  )
  expect(value).toEqual([200, 700_000])
  expect(calls).toEqual({ "UrlFetchApp.fetch": 1 })
})

test("the fetch is the one given, and an unreachable address throws", async () => {
  const seen: unknown[] = []
  const fetcher = async (url: unknown, init?: RequestInit) => {
    seen.push([url, init?.method, await new Response(init?.body ?? null).text()])
    if (String(url).endsWith("down")) throw new TypeError("fetch failed")
    return new Response("ไม่", { status: 409 })
  }
  const body = `
    const reply = UrlFetchApp.fetch("https://office.example/push", { method: "post", payload: "ก", muteHttpExceptions: true })
    let thrown = ""
    try { UrlFetchApp.fetch("https://office.example/down") } catch (error) { thrown = error.message }
    return [reply.getResponseCode(), reply.getContentText(), thrown]`
  const { value } = await run(body, { fetch: fetcher as typeof fetch })
  expect(value).toEqual([409, "ไม่", "ที่อยู่ไม่พร้อมใช้งาน: https://office.example/down"])
  expect(seen[0]).toEqual(["https://office.example/push", "POST", "ก"])
})

test("people edit while the script runs: the model is free during a sleep", async () => {
  let edit = () => {}
  const beforeCall: NonNullable<ScriptHostOptions["beforeCall"]> = ({ method }) => {
    if (method === "Utilities.sleep") setTimeout(edit, 10)
    return undefined
  }
  const code = `function main(id) {
    const read = () => Sheets.Spreadsheets.get(id, { fields: "sheets.data.rowData.values.formattedValue" }).sheets[0].data[0]
    const before = read().rowData; Utilities.sleep(300); return [before, read().rowData]
  }`
  const { google, host, spreadsheetId } = await openHost(code, { beforeCall })
  edit = () => typeAt(google, spreadsheetId, "A1", [["พิมพ์"]])
  const after = [{ values: [{ formattedValue: "พิมพ์" }] }]
  expect((await host.run("main", spreadsheetId)).value).toEqual([[], after])
})

test("a run is killed at any call, and leaves whole batches only", async () => {
  const code = `function main(id) {
    for (let n = 0; n < 3; n++) {
      const rows = [{ values: [{ userEnteredValue: { numberValue: n } }] }]
      const start = { sheetId: 0, rowIndex: n, columnIndex: 0 }
      Sheets.Spreadsheets.batchUpdate({ requests: [{ updateCells: { start, rows, fields: "userEnteredValue" } }] }, id)
    }
  }`
  for (const at of [0, 1, 2]) {
    const kill: NonNullable<ScriptHostOptions["beforeCall"]> = ({ index }) =>
      index === at ? "kill" : undefined
    const { google, host, spreadsheetId } = await openHost(code, { beforeCall: kill })
    const failing = host.run("main", spreadsheetId)
    await expect(failing).rejects.toMatchObject({
      reason: "killed",
      calls: { "Sheets.Spreadsheets.batchUpdate": at + 1 },
    })
    expect(google.model.spreadsheet(spreadsheetId).sheets[0]?.rows.length).toBe(at)
  }
})

test("a run that never ends is stopped, and the next one runs", async () => {
  const { host } = await openHost(`function main(forever) { while (forever); return "ok" }`, {
    limitMs: 2000,
  })
  await expect(host.run("main", true)).rejects.toMatchObject({
    reason: "timeout",
    message: "Exceeded maximum execution time",
  })
  expect((await host.run("main", false)).value).toBe("ok")
})

test("a lock is free again however its run ended", async () => {
  const code = `function hold() { LockService.getScriptLock().tryLock(0); throw new Error("พัง") }
    function take() { return LockService.getScriptLock().tryLock(0) }`
  const { host } = await openHost(code)
  await expect(host.run("hold")).rejects.toThrow(ScriptRunError)
  expect((await host.run("take")).value).toBe(true)
})

test("of overlapping runs one waits for the other's lock, and one gives up", async () => {
  const code = `const memory = () => PropertiesService.getScriptProperties()
    function hold() {
      const lock = LockService.getScriptLock()
      lock.tryLock(0)
      while (memory().getProperty("done") === null) Utilities.sleep(20)
      lock.releaseLock()
      return "held"
    }
    function take(wait) { return LockService.getScriptLock().tryLock(wait) }
    function finish() { memory().setProperty("done", "1") }`
  let holding = () => {}
  const isHolding = new Promise<void>(done => {
    holding = done
  })
  const beforeCall: NonNullable<ScriptHostOptions["beforeCall"]> = ({ method }) => {
    if (method === "Utilities.sleep") holding()
    return undefined
  }
  const { host } = await openHost(code, { maxConcurrent: 4, beforeCall })
  const first = host.run("hold")
  await isHolding
  expect((await host.run("take", 0)).value).toBe(false)
  const waiting = host.run("take", 30_000)
  await host.run("finish")
  expect([(await first).value, (await waiting).value]).toEqual(["held", true])
})

const TRIGGERED = `function install(id) {
    for (const trigger of ScriptApp.getProjectTriggers()) ScriptApp.deleteTrigger(trigger)
    ScriptApp.newTrigger("onEdited").forSpreadsheet(id).onEdit().create()
    ScriptApp.newTrigger("onClock").timeBased().everyMinutes(15).create()
  }
  function onEdited(event) {
    Utilities.sleep(50)
    const { range } = event
    return { keys: Object.keys(event).sort(), at: [range.getRow(), range.getColumn(), range.getNumRows(), range.getNumColumns()],
      tab: [range.getSheet().getSheetId(), range.getSheet().getName()], source: event.source.getId(), value: event.value,
      user: event.user.getEmail() }
  }
  function onClock(event) { return event.minute }`

test("an edit event says what Google's says", async () => {
  const { host, spreadsheetId } = await openHost(TRIGGERED)
  await host.run("install", spreadsheetId)
  const range = { sheetId: 0, startRowIndex: 1, endRowIndex: 2, startColumnIndex: 2, endColumnIndex: 3 }
  const [firing] = await host.fireEdit({ spreadsheetId, range, user: "", value: "ใหม่" })
  expect(firing).toMatchObject({ handler: "onEdited", outcome: "ran" })
  expect(firing?.outcome === "ran" && firing.run.value).toEqual({
    keys: ["range", "source", "user", "value"],
    at: [2, 3, 1, 1],
    tab: [0, "Sheet1"],
    source: spreadsheetId,
    value: "ใหม่",
    user: "",
  })
  expect(await host.fireEdit({ spreadsheetId: "another", range })).toEqual([])
})

test("edit events queue at most two deep behind the one that runs", async () => {
  const { host, spreadsheetId } = await openHost(TRIGGERED)
  await host.run("install", spreadsheetId)
  const range = { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }
  const first = host.fireEdit({ spreadsheetId, range, user: "" })
  await new Promise(done => setTimeout(done, 5))
  const others = Array.from({ length: 5 }, () => host.fireEdit({ spreadsheetId, range, user: "" }))
  const outcomes = (await Promise.all([first, ...others])).flat().map(firing => firing.outcome)
  expect(outcomes).toEqual(["ran", "ran", "ran", "dropped", "dropped", "dropped"])
})

test("clock triggers run when the clock is fired", async () => {
  const { host, spreadsheetId } = await openHost(TRIGGERED)
  await host.run("install", spreadsheetId)
  const [firing] = await host.fireClock(NOON)
  expect(firing?.outcome === "ran" && firing.run.value).toBe(0)
})

test("a waking that comes late, for the call before, gives no call the reply of another", async () => {
  const threads = createThreadPool()
  onTestFinished(() => threads.close())
  const code = `function main() { const s = PropertiesService.getScriptProperties(); return [1, 2, 3, 4].map(n => s.getProperty("p" + n)) }`
  const answerLate = (method: string, [key]: readonly unknown[]) =>
    new Promise(done => setTimeout(() => done(method === "Properties.getProperty" ? key : NOON), 20))
  const { value } = await threads.use(thread => {
    const waking = setInterval(() => Atomics.notify(thread.flag, 0), 1)
    onTestFinished(() => clearInterval(waking))
    const message = { code, functionName: "main", args: "[]" }
    return execute(thread, message, { hostCall: answerLate, limitMs: 10_000, onCompiled: () => {} })
  })
  expect(value).toEqual(["p1", "p2", "p3", "p4"])
})

test("a script has at most 20 triggers", async () => {
  const code = `function main(id) { for (let n = 0; n < 21; n++) ScriptApp.newTrigger("f").forSpreadsheet(id).onEdit().create() }`
  const { host, spreadsheetId, project } = await openHost(code)
  await expect(host.run("main", spreadsheetId)).rejects.toThrow(/ทริกเกอร์มากเกินไป/)
  expect(project.triggers).toHaveLength(20)
})

test("a read of 12 sheets of 1,000 rows by 16 cells crosses the bridge whole", async () => {
  const code = `function main(id, ranges) {
    return Sheets.Spreadsheets.get(id, { ranges, fields: "sheets.data.rowData.values.formattedValue" })
      .sheets.map(sheet => sheet.data[0].rowData.length)
  }`
  const { google, host, spreadsheetId } = await openHost(code)
  const titles = Array.from({ length: 12 }, (_, index) => `แท็บ ${index}`)
  const batch = { requests: titles.map(title => ({ addSheet: { properties: { title } } })) }
  google.api("sheets.spreadsheets.batchUpdate", { params: { spreadsheetId }, body: batch, source: "api" })
  const values = Array.from({ length: 1000 }, () => Array.from({ length: 16 }, () => "ข้อความภาษาไทย"))
  for (const title of titles) typeAt(google, spreadsheetId, `${title}!A1`, values)
  const { value } = await host.run("main", spreadsheetId, titles)
  expect(value).toEqual(titles.map(() => 1000))
})

test("what was compiled for one run serves the next, and nothing else of it does", async () => {
  const { host } = await openHost(
    `var count = 0; class Known { static at = 0 } function next() { return [++count, ++Known.at, Known.name] }`,
  )
  const runs = [await host.run("next"), await host.run("next"), await host.run("next")]
  expect(runs.map(({ value }) => value)).toEqual(Array(3).fill([1, 1, "Known"]))
})

test("a run of newer code runs the newer, whatever was compiled of the older", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "sujarit-code-")), "Code.js")
  onTestFinished(() => rm(dirname(file), { recursive: true }))
  const answers: unknown[] = []
  const { host } = await openHost("", { code: { file } })
  for (const answer of ["old", "old", "new", "old"]) {
    await writeFile(file, `function which() { return "${answer}" }`)
    answers.push((await host.run("which")).value)
  }
  expect(answers).toEqual(["old", "old", "new", "old"])
})
