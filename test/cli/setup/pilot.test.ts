/**
 * The pilot's page walked from its first line to its last: every command that stands there is given, against the strict
 * stand-ins and a real Worker on this machine, every act of a person is done, and what is to be seen is looked for.
 */
import { existsSync, globSync, readFileSync } from "node:fs"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { COMMANDS } from "../../../cli/commands.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import { type LocalGoogle, openLocalGoogle } from "../../../local/google/api/google.ts"
import { createEditor } from "../../../local/google/edit/editing.ts"
import { SCRIPT_SERVICES } from "../../../local/google/script/authorization.ts"
import { createScriptHost, type ScriptHost } from "../../../local/google/script/script-host.ts"
import { ApiError } from "../../../local/google/wire/errors.ts"
import { databaseFile } from "../../../local/worker/database-file.ts"
import { type LocalWorker, startLocalWorker } from "../../../local/worker/local-worker.ts"
import { tabOf } from "../../../shared/columns.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { columnName } from "../../../shared/sheet/a1.ts"
import { tickGate } from "../../apps-script/announce.ts"
import { runConformance } from "../../conformance/run.ts"
import { freePort } from "../../free-port.ts"
import { formatAt, formatOf, numberAt, textsAt, typeAt } from "../../local/google/people.ts"
import { type FakeAccount, fakeWrangler } from "../deploy/fake-wrangler.ts"
import { NOON, OWNER } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { playedClasp } from "./office.ts"

const ROOT = new URL("../../../", import.meta.url).pathname
const PAGE = readFileSync(`${ROOT}docs/pilot.md`, "utf8")
const PLAN = `${ROOT}test/shared/import/synthetic-plan.txt`
const ORIGIN = "https://record.example"

/** Commands that speak to nobody but a live provider, or make this very machine ready. */
const OUTSIDE = /^(?:npm ci|npx (?:wrangler (?:login|tail|d1 |rollback)|clasp ))/
/** What only a person at a live provider can do or see. */
const ELSEWHERE = new Set(["console", "phone", "figures"])

type Step = {
  readonly title: string
  /** In the order in which they stand: commands, and the names of what a person does. */
  readonly acts: readonly { readonly by: "command" | "hand"; readonly text: string }[]
  readonly right: string
  readonly wrong: string
  readonly undo: string
}

function stepsOf(page: string): Step[] {
  return page.split(/^### /m).slice(1).map(stepOf)
}

function stepOf(text: string): Step {
  const told = (label: string) => new RegExp(`^- \\*\\*${label}\\*\\*: ?(.*)$`, "m").exec(text)?.[1] ?? ""
  const found = text.matchAll(/^```sh\n([\s\S]*?)^```$|^- \*\*คนทำ · By hand\*\* `(\w+)`/gm)
  const acts = [...found].flatMap(([, commands = "", name]): Step["acts"] =>
    name === undefined
      ? commands
          .trim()
          .split("\n")
          .map(line => ({ by: "command", text: line }))
      : [{ by: "hand", text: name }],
  )
  const [title = ""] = text.split("\n")
  return { title, acts, right: told("ถูก · Right"), wrong: told("ผิด · Wrong"), undo: told("ถอย · Undo") }
}

const STEPS = stepsOf(PAGE)

/** The words that must be seen, each in the form in which it is seen. */
function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, words]) => words ?? "")
}

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it("numbers its steps in the order of the clock, and says of each what is right, what is wrong, and the way back", () => {
  expect(STEPS.map(({ title }) => Number(/^\d+/.exec(title)?.[0]))).toEqual(STEPS.map((_, at) => at + 1))
  const times = STEPS.map(({ title }) => /· \+?(\d+):(\d+) ·/.exec(title)).map(
    found => Number(found?.[1]) * 60 + Number(found?.[2]),
  )
  expect(times).toEqual([...times].sort((a, b) => a - b))
  for (const step of STEPS)
    for (const part of [step.right, step.wrong, step.undo]) expect(part, step.title).toMatch(/[ก-๛]|`/)
})

it("what it says of a step that is wrong are words that the product or a stand-in says", () => {
  const said = ["cli", "apps-script", "worker", "local"].flatMap(room =>
    globSync(`${ROOT}${room}/**/*.ts`).map(file => readFileSync(file, "utf8")),
  )
  const ofOthers = /^(?:npx |platform\.md$|CONFIG$|\/api\/$|exceededCpu$)/
  const words = STEPS.flatMap(({ wrong }) => quoted(wrong)).filter(word => !ofOthers.test(word))
  expect(words.length).toBeGreaterThan(15)
  expect(words.filter(word => !said.some(text => text.includes(word)))).toEqual([])
})

describe("the page, walked", () => {
  it.each(STEPS.map(step => [step.title, step] as const))("%s", { timeout: 120_000 }, async (_, step) => {
    const seen: string[] = []
    for (const act of step.acts)
      seen.push(act.by === "command" ? await world.give(act.text) : await world.byHand(act.text))
    const isLive = step.acts.length === 0 || step.acts.some(act => world.isOutside(act))
    const words = seen.join("\n")
    for (const word of quoted(step.right))
      if (!isLive || !world.isProvidersOwn(word)) expect(words, step.title).toContain(word)
  })
})

async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-pilot-"))
  const clock = { now: NOON }
  const google = await openLocalGoogle({ now: () => clock.now, owner: OWNER })
  const { rootUrl } = await google.listen()
  const account: FakeAccount = {
    ...{
      loggedIn: true,
      accounts: [{ id: "a1", name: "สำนักงาน" }],
      databases: [],
      migrated: [],
      secrets: {},
    },
    domains: ["record.example"],
  }
  const ground = { clock, folder, google, account, data: join(folder, "real"), shown: "" }
  await mkdir(ground.data)
  // What clasp's log-in as a second account leaves behind.
  const second = { client_id: "local", client_secret: "local", refresh_token: "second@elsewhere.example" }
  await writeFile(join(folder, "second.json"), JSON.stringify(second))
  const served = serveWorker(ground)
  const script = runScript(ground, served.fetch)
  const give = commandGiver(ground, served, rootUrl)
  return {
    give,
    byHand: personAt(ground, script),
    isOutside: (act: Step["acts"][number]) =>
      act.by === "command" ? OUTSIDE.test(act.text) : ELSEWHERE.has(act.text),
    /** Words that only a live provider prints. */
    isProvidersOwn: (word: string) => /cron|bookmark|cf-ray/.test(word),
    async close() {
      await script.close()
      await served.close()
      await google.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Ground = {
  /** Goes on by a minute with each command. */
  readonly clock: { now: number }
  readonly folder: string
  readonly google: LocalGoogle
  readonly account: FakeAccount
  readonly data: string
  /** What the last command printed. */
  shown: string
}

/** The Worker that `wrangler deploy` has made, with the variables and secrets that it has by then; before that nothing answers. */
function serveWorker({ clock, folder, account }: Ground) {
  const dataDir = join(folder, "worker-data")
  let given = ""
  let open: Promise<LocalWorker> | undefined
  const start = async (before: LocalWorker | undefined): Promise<LocalWorker> => {
    await before?.close()
    await mkdir(dataDir, { recursive: true })
    const { OFFICE_ID: officeId = "", MAIL_FROM: mailFrom = "", PUSH_KEYS: jwks = "" } = account.vars ?? {}
    const { LOG_KEY: logKey } = account.secrets
    const reaches = account.domains?.some(domain => mailFrom.endsWith(`@${domain}`)) ? "anybody" : []
    return startLocalWorker({
      ...{ dataDir, port: await freePort(), now: () => clock.now, simulated: false },
      ...{ officeId, origin: ORIGIN, jwks, mailFrom, reaches },
      ...(logKey !== undefined && { logKey }),
    })
  }
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (url.origin !== ORIGIN || !account.vars) throw new TypeError("fetch failed")
    const now = JSON.stringify([account.vars, account.secrets])
    if (now !== given) open = Promise.resolve(open).then(start)
    given = now
    const { url: local } = (await open) ?? {}
    // How long a command waits for an answer is for the network: this runtime is started by the first question.
    return fetch(new URL(url.pathname + url.search, local), { ...init, signal: null })
  }
  return { fetch: answer as typeof fetch, dataDir, close: async () => (await open)?.close() }
}

/** The office's script as it stands in its project, in a thread of its own; made anew for each run, as at Google. */
function runScript({ clock, google, data }: Ground, answer: typeof fetch) {
  const open: ScriptHost[] = []
  const host = async () => {
    const { scriptId: projectId = "" } = (await readInstallation(data)) ?? {}
    const code = google.model.project(projectId).files.find(file => file.name === "Code")?.source ?? ""
    const made = createScriptHost({
      google,
      projectId,
      code,
      owner: OWNER,
      now: () => clock.now,
      fetch: answer,
    })
    open.push(made)
    return made
  }
  return {
    host,
    /** Google's own words where it refuses. */
    run: async (name: string) =>
      (await host()).run(name).then(
        () => "",
        (error: Error) => error.message,
      ),
    close: async () => {
      for (const each of open) await each.close()
    },
  }
}
type Script = ReturnType<typeof runScript>

/** Gives a command as it stands on the page; answers with all that it printed. */
function commandGiver(
  ground: Ground,
  { fetch: answer, dataDir }: ReturnType<typeof serveWorker>,
  rootUrl: string,
) {
  const { clock, folder, data, account } = ground
  const { wrangler: told } = fakeWrangler(account)
  const wrangler: Wrangler = async call => {
    if (call.args.slice(0, 2).join(" ") !== "d1 export") return told(call)
    const database = (await databaseFile(join(dataDir, "worker", "d1"))) ?? ""
    await writeFile(call.args[call.args.indexOf("--output") + 1] ?? "", dumpOf(database))
    return { exitCode: 0, stdout: "", stderr: "" }
  }
  const deps = {
    ...{ wrangler, now: () => clock.now, fetch: answer, pollMs: 5, workFactor: 1, clasp: playedClasp },
    env: { SUJARIT_PASSPHRASE: "สี่คำที่ไม่เกี่ยวกันเลย" },
    stopSignal: () => new AbortController().signal,
  }
  const files = new Map([
    ["แผน.xlsx", PLAN],
    ...["log.txt", "second.json", "นำร่อง.backup", "ลองกู้"].map(name => [name, join(folder, name)] as const),
  ])

  async function sujarit(name: string, given: readonly string[]): Promise<string> {
    const command = COMMANDS.find(each => each.name === name)
    if (!command) throw new Error(`no command ${name}`)
    const takes = (option: string) => command.synopsis.includes(option) && !given.includes(option)
    const own = [
      ...(takes("--data") ? ["--data", data] : []),
      ...(takes("--google") || ["deploy", "setup", "doctor"].includes(name) ? ["--google", rootUrl] : []),
      ...(takes("--timeout") ? ["--timeout", "0"] : []),
    ]
    clock.now += 60_000
    const { out, err } = await ran(command, [...given.map(word => files.get(word) ?? word), ...own], deps)
    ground.shown = out
    return `${out}\n${err}`
  }

  return async (line: string): Promise<string> => {
    const words = (line.match(/'[^']*'|\S+/g) ?? []).map(word => word.replace(/^'|'$/g, ""))
    if (line.startsWith("npx sujarit ")) return sujarit(words[2] ?? "", words.slice(3))
    if (words[0] === "curl") return curl(answer, words)
    if (words[0] === "node") return existsSync(ROOT + words[1]) ? "" : "no such file"
    if (OUTSIDE.test(line)) return ""
    throw new Error(`the page gives a command that this walk does not know: ${line}`)
  }
}

async function curl(answer: typeof fetch, words: readonly string[]): Promise<string> {
  const address = words.find(word => word.startsWith("https://")) ?? ""
  const response = await answer(address)
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n")
  return words.includes("-D") ? head : response.text()
}

/** What `wrangler d1 export` writes: the tables as they were made, and their rows. */
function dumpOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true })
  const rowsOf = (sql: string) => db.prepare(sql).all() as Record<string, string>[]
  const tables = rowsOf(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  )
  const lines = tables.flatMap(({ name = "", sql = "" }) => {
    const columns = rowsOf(`SELECT name FROM pragma_table_info('${name}')`).map(each => `"${each.name}"`)
    const quotes = columns.map(column => `quote(${column})`).join(" || ', ' || ")
    const rows = rowsOf(`SELECT ${quotes} AS line FROM "${name}"`)
    return [
      `${sql};`,
      ...rows.map(({ line }) => `INSERT INTO "${name}" (${columns.join(",")}) VALUES (${line});`),
    ]
  })
  db.close()
  return ["PRAGMA defer_foreign_keys = TRUE;", ...lines].join("\n")
}

/** What a person does by hand, by the name that the page gives it; answers with what he then sees. */
function personAt(ground: Ground, script: Script) {
  const { folder, google, data } = ground
  const project = async () => google.model.project((await readInstallation(data))?.scriptId ?? "")
  const sheet = async () => (await readInstallation(data))?.years[0]?.spreadsheetId ?? ""
  const cell = (tab: "measure" | "section" | "status", key: string, row: number) =>
    `'${tabOf(tab).title}'!${columnName(tabOf(tab).columns.findIndex(column => column.key === key))}${row}`
  const type = async (a1: string, text: string) => typeAt(google, await sheet(), a1, [[text]])
  const read = async (a1: string) => textsAt(google, await sheet(), a1)[0]?.[0] ?? ""
  const setting = (key: string, text: string) =>
    type(`'ตั้งค่า'!C${SETTINGS.findIndex(each => each.key === key) + 2}`, text)

  const acts: Readonly<Record<string, () => Promise<string>>> = {
    async conformance() {
      const { logs } = await runConformance()
      await writeFile(join(folder, "log.txt"), logs.join("\n"))
      return ""
    },
    // Before it is linked, what a person sees who forgot to.
    async link() {
      expect(await script.run("install")).toMatch(/CONFIG|console\.developers/)
      const { enabledServices } = Object.assign(await project(), { enabledServices: SCRIPT_SERVICES })
      return enabledServices.join()
    },
    async config() {
      const made = await project()
      made.properties = { CONFIG: ground.shown.split("\n").find(line => line.startsWith("{")) ?? "" }
      return Object.keys(made.properties).join()
    },
    install: () => script.run("install"),
    async stranger() {
      google.model.habits.takeEditor = address => {
        if (address.startsWith("nobody@")) throw new ApiError("INVALID_ARGUMENT", `unknown: ${address}`)
        return address
      }
      await type(cell("section", "accounts", 3), "section-2@record.example, nobody@record.example")
      return ""
    },
    async mended() {
      await type(cell("section", "accounts", 3), "section-2@record.example")
      return ""
    },
    async sections() {
      const where = { spreadsheetId: await sheet(), as: "section-2@record.example" }
      const editor = createEditor(google, [])
      const cellOf = (a1: string) => a1.slice(a1.lastIndexOf("!") + 1)
      const measures = { ...where, tab: tabOf("measure").title }
      const other = editor.edit({ ...measures, range: cellOf(cell("measure", "period", 2)), values: [["x"]] })
      const row = editor.insertRows({ ...measures, at: 2, count: 1 })
      const tick = tickGate(editor, where.spreadsheetId, where.as)
      expect([other.ok, row.ok, tick.ok]).toEqual([false, false, false])
      const beside = cellOf(cell("status", "tick", 2))
      const sendNow = editor.edit({ ...where, tab: tabOf("status").title, range: beside, values: [["TRUE"]] })
      expect(sendNow).toMatchObject({ ok: true })
      return await read(cell("status", "item", 2))
    },
    async dates() {
      const typed = /`dates`: .*?`(.+?)`, `(.+?)`, `(.+?)`/.exec(PAGE)?.slice(1) ?? []
      const before = await read(cell("measure", "period", 2))
      const seen: string[] = []
      for (const text of typed) {
        await type(cell("measure", "period", 2), text)
        expect(await script.run("onEdited")).toBe("")
        seen.push(await read(cell("measure", "understood", 2)))
      }
      await type(cell("measure", "period", 2), before)
      expect(new Set(seen).size, seen.join("\n")).toBe(1)
      return seen.join("\n")
    },
    // Whatever this Google makes of them, one after the other.
    async bareDates() {
      const [, typed = ""] = /`dates`: .*?`(.+?)`/.exec(PAGE) ?? []
      const [place, spreadsheetId] = [cell("measure", "period", 2), await sheet()]
      const [before, format] = [await read(place), formatOf(google, spreadsheetId, place)]
      const seen: string[] = []
      for (const thaiDates of ["buddhist", "converted", "common", "text"] as const) {
        google.model.habits.thaiDates = thaiDates
        formatAt(google, spreadsheetId, place, {})
        await type(place, typed)
        expect(await script.run("onEdited")).toBe("")
        seen.push(
          await read(cell("measure", "understood", 2)),
          String(numberAt(google, spreadsheetId, place)),
        )
      }
      formatAt(google, spreadsheetId, place, format)
      await type(place, before)
      expect(new Set(seen).size, seen.join("\n")).toBe(4)
      return seen.join("\n")
    },
    async paste() {
      const a1 = `'รายงาน ฝ่ายทะเบียน'!A2:A4`
      expect(await script.run("onEdited")).toBe("")
      return textsAt(google, await sheet(), a1)
        .flat()
        .join()
    },
    async operator() {
      await setting("operatorMail", "operator@record.example")
      expect(await script.run("onEdited")).toBe("")
      return ""
    },
    async announce() {
      await setting("announcementNumber", "กท 1/2567")
      await setting("announcementDate", "12 ต.ค. 2566")
      expect(await script.run("onClock")).toBe("")
      expect(tickGate(createEditor(google, []), await sheet(), OWNER)).toMatchObject({ ok: true })
      return script.run("onEdited")
    },
    async elsewhere() {
      const made = await project()
      const { CONFIG = "" } = made.properties
      const [, pushUrl = ""] = /`elsewhere`: .*?`(https:[^`]+)`/.exec(PAGE) ?? []
      made.properties.CONFIG = JSON.stringify({ ...JSON.parse(CONFIG), pushUrl })
      const told = await script.run("onClock")
      made.properties.CONFIG = CONFIG
      return `${told}\n${textsAt(google, await sheet(), `'สถานะ'!A1:C20`)
        .flat()
        .join("\n")}`
    },
    async uninstall() {
      const told = await script.run("uninstall")
      expect((await project()).triggers).toEqual([])
      return told
    },
  }
  return async (name: string): Promise<string> => {
    if (ELSEWHERE.has(name)) return ""
    const act = acts[name]
    if (!act) throw new Error(`the page asks a person for something this walk does not know: ${name}`)
    return act()
  }
}
