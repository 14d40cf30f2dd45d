/** `sujarit setup`: makes or mends the year's spreadsheet, keys and script at Google, then waits for the script. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { bangkokDate } from "../shared/date/civil-date.ts"
import { asciiDigits } from "../shared/date/thai-date.ts"
import { TRANSPORTS } from "./cloudflare/deployment.ts"
import { type AskPerson, chosenTransport, tellDeployment } from "./deploy/mail-choice.ts"
import { personAtTerminal } from "./deploy/terminal.ts"
import { askWorker, type HeardYear } from "./office/ask-worker.ts"
import { faultText } from "./office/fault.ts"
import { DEFAULT_DATA } from "./office/installation.ts"
import { waitForScript } from "./office/wait.ts"
import { type SetUp, type SetupOptions, setUp } from "./setup/set-up.ts"
import { stepsFor, stepsText } from "./setup/steps.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit setup [--office ID] [--worker URL] [--name TEXT] [--data DIR]
                     [--year N] [--plan FILE] [--from FILE|ID]
                     [--mail send_email|smtp|google] [--dry-run] [--json]
                     [--steps] [--timeout SECONDS] [--auth FILE] [--google URL]

  --office   รหัสหน่วยงาน เท่ากับ OFFICE_ID ของ Worker / as the Worker names the office (first run)
  --worker   ที่อยู่หน้าเว็บสาธารณะ / the Worker's public address (first run)
  --name     ชื่อหน่วยงาน / the office's name
  --data     โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --year     ปีงบประมาณ / the fiscal year, B.E.
  --plan     แผนที่จะนำเข้าปีที่ยังว่าง / a plan for a year that is still empty
  --from     เปิดปีใหม่จากปีก่อน / the year before: its id, its address, its year, or its .xlsx
  --mail     วิธีส่งเมล ไม่บอกจะถาม หรือใช้ send_email เมื่อไม่มีผู้ตอบ / how mail leaves: asked on a terminal, else send_email
  --dry-run  บอกว่าจะทำอะไร โดยไม่ทำ / tells what would be done, and does nothing
  --steps    แสดงขั้นตอนที่ทำด้วยมืออีกครั้ง / shows the steps for a person again
  --timeout  วินาทีที่รอสคริปต์ / seconds to wait for the script (1800; with --json 0)
  --auth     ไฟล์เข้าสู่ระบบ / the log-in (GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json)
  --google   Google จำลองในเครื่อง / a stand-in for Google on this machine
`

export type SetupCommandDeps = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly pollMs: number
  /** Called when the wait begins; the signal ends it. */
  readonly stopSignal: () => AbortSignal
  /** Left out where nobody sits at a terminal. */
  readonly ask?: AskPerson
}

/** Exit code: 0 done and the script was heard, 1 something is left for a person, 2 usage or environment. */
export async function setupCommand(
  args: string[],
  io: CommandIo,
  deps: SetupCommandDeps = realDeps(),
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  try {
    return await run(options, io, deps)
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

async function run(options: Options, io: CommandIo, deps: SetupCommandDeps): Promise<number> {
  const { logIn } = await import("./office/google-login.ts")
  const login = await logIn({ google: options.google, file: options.auth, env: deps.env })
  const setupDeps = { login, today: bangkokDate(deps.now()), log: (text: string) => io.stderr(`· ${text}\n`) }
  if (options.dryRun) {
    const [{ dryRun }, { dryRunText }] = await Promise.all([
      import("./setup/dry-run.ts"),
      import("./setup/report.ts"),
    ])
    const told = await dryRun(options, setupDeps)
    io.stdout(options.json ? `${JSON.stringify(told, null, 2)}\n` : dryRunText(told))
    return told.plan?.outcome === "notEmpty" ? 1 : 0
  }
  const mail = await chosenTransport(options.folder, options.mail, options.json ? undefined : deps.ask)
  const done = await setUp({ ...options, mail }, setupDeps)
  if (mail && (await tellDeployment(options.folder, mail)))
    setupDeps.log(
      "สั่ง sujarit deploy เพื่อให้ Worker ส่งเมลทางใหม่ / run deploy, so that the Worker sends the new way",
    )
  return finish(done, options, io, deps)
}

/** Shows what is left for a person and waits for the script, unless it is at work already. */
async function finish(done: SetUp, options: Options, io: CommandIo, deps: SetupCommandDeps): Promise<number> {
  const { installation, fiscalYear, config, isMailChanged, jwksFile } = done
  const state = await askWorker(installation.worker, deps.fetch)
  const knowsKey = state.kind === "answers" && state.keyIds.includes(installation.keyId)
  const before =
    state.kind === "answers" ? state.years.find(each => each.fiscalYear === fiscalYear) : undefined
  const isAtWork = knowsKey && before !== undefined && !before.stale
  const steps =
    isAtWork && !options.steps && !isMailChanged
      ? []
      : stepsFor({ installation, config, jwksFile: knowsKey ? undefined : jwksFile })
  const isRefused = done.plan?.outcome === "notEmpty" || done.plan?.outcome === "notProvisioned"
  const { setupText } = await import("./setup/report.ts")
  if (!options.json) io.stdout(setupText(done))
  if (!options.json && steps.length > 0) io.stdout(`\n${stepsText(steps)}`)
  const heard = steps.length === 0 ? before : await wait(done, before, options, io, deps)
  if (options.json) io.stdout(`${JSON.stringify(jsonOf(done, steps, heard), null, 2)}\n`)
  else if (heard) io.stdout(`\n${heardText(heard)}\n`)
  return heard && !isRefused ? 0 : 1
}

function heardText({ fiscalYear, revision, seenAt }: HeardYear): string {
  const published =
    revision === 0 ? "ยังไม่ประกาศ / not announced yet" : `ฉบับที่ ${revision} / revision ${revision}`
  return `Worker ได้รับข้อมูลที่ลงนามจากสคริปต์ของปี ${fiscalYear} แล้ว เมื่อ ${seenAt} (${published}) / the script's signed word has come`
}

async function wait(
  { installation, fiscalYear }: SetUp,
  before: HeardYear | undefined,
  { timeoutMs }: Options,
  io: CommandIo,
  { fetch, pollMs, stopSignal }: SetupCommandDeps,
): Promise<HeardYear | undefined> {
  const { worker } = installation
  const signal = stopSignal()
  if (timeoutMs > 0)
    io.stderr(
      `รอข้อมูลแรกที่ลงนามมาถึง ${worker} กด Ctrl-C เพื่อเลิกรอ / waiting for the first signed push; Ctrl-C stops the waiting\n`,
    )
  const waited = await waitForScript({ worker, fiscalYear, before, fetch, pollMs, timeoutMs, signal })
  if (waited.kind === "heard") return waited.year
  io.stderr(
    "ยังไม่ได้รับข้อมูลจากสคริปต์ ทำขั้นตอนข้างบนให้ครบแล้วสั่ง setup อีกครั้ง ไม่มีอะไรต้องทำใหม่ " +
      "/ the script was not heard yet: finish the steps and run setup again; nothing is done twice\n",
  )
  return undefined
}

function jsonOf(done: SetUp, steps: readonly object[], heard: HeardYear | undefined): object {
  const { installation, fiscalYear, sheet, changes, plan, script, jwksFile } = done
  return {
    ...{ fiscalYear, installation, sheet, changes },
    plan: plan ?? null,
    script,
    jwksFile,
    steps,
    heard: heard ?? null,
  }
}

type Options = SetupOptions & {
  readonly dryRun: boolean
  readonly json: boolean
  readonly steps: boolean
  readonly timeoutMs: number
  readonly auth: string | undefined
  readonly google: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        office: { type: "string" },
        worker: { type: "string" },
        name: { type: "string" },
        data: { type: "string", default: DEFAULT_DATA },
        year: { type: "string" },
        plan: { type: "string" },
        from: { type: "string" },
        mail: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        steps: { type: "boolean", default: false },
        timeout: { type: "string" },
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const { office, worker, name, data, plan, from, json, steps, auth, google } = values
    const mail = TRANSPORTS.find(each => each === values.mail)
    if (values.mail !== undefined && mail === undefined)
      return { fault: `--mail ใช้ ${TRANSPORTS.join(", ")} / --mail takes one of these: ${values.mail}` }
    const year = values.year === undefined ? undefined : Number(asciiDigits(values.year))
    if (year !== undefined && !(Number.isInteger(year) && year >= 2550 && year <= 2699))
      return { fault: `--year ใช้ปี พ.ศ. เช่น 2569 / --year takes a B.E. year: ${values.year}` }
    if (from !== undefined && year === undefined)
      return { fault: "--from ต้องบอกปีใหม่ด้วย --year / --from needs --year, the new one" }
    const seconds = Number(values.timeout ?? (json ? 0 : 1800))
    if (!(seconds >= 0))
      return { fault: `--timeout ใช้จำนวนวินาที / --timeout takes seconds: ${values.timeout}` }
    return {
      ...{ office, worker, name, plan, from, year, mail, json, steps, auth, google },
      folder: resolve(data),
      dryRun: values["dry-run"],
      timeoutMs: seconds * 1000,
    }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function realDeps(): SetupCommandDeps {
  const ask = personAtTerminal()
  return { env: process.env, now: Date.now, fetch, pollMs: 5000, stopSignal: firstInterrupt, ask }
}

/** While waiting, Ctrl-C ends with a word on how to go on; before that it ends the process, which is safe too. */
function firstInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.once("SIGINT", () => stop.abort())
  return stop.signal
}
