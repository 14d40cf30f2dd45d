/** `sujarit deploy`: an office from nothing to live; `--script`: its script alone, built, pushed, read back and compared. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { asciiDigits } from "../shared/date/thai-date.ts"
import { saveDeployment, TRANSPORTS } from "./cloudflare/deployment.ts"
import { createWrangler, type Wrangler } from "./cloudflare/wrangler.ts"
import { SetupError } from "./command/setup-error.ts"
import { STEP_KEYS, type StepKey } from "./deploy/deploy-step.ts"
import { type AskedDeployment, beginDeployment, identifyDeployment } from "./deploy/identify-deployment.ts"
import { type AskPerson, chosenTransport } from "./deploy/mail-choice.ts"
import { retireKey } from "./deploy/old-keys.ts"
import { personAtTerminal } from "./deploy/terminal.ts"
import { deployWhole, planWhole, type StepReport } from "./deploy/whole.ts"
import { doctorCommand } from "./doctor.ts"
import { faultText } from "./office/fault.ts"
import { logIn } from "./office/google-login.ts"
import { DEFAULT_DATA, readInstallation } from "./office/installation.ts"
import { deployScript } from "./script/deploy-script.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit deploy [--office ID] [--worker URL] [--mail-from ADDRESS]
                      [--mail send_email|smtp|google] [--test-mail ADDRESS] [--name TEXT]
                      [--year N] [--plan FILE] [--until STEP] [--renew-secrets] [--new-key [--leaked]]
                      [--timeout SECONDS] [--dry-run] [--data DIR] [--json] [--auth FILE] [--google URL]
                      sujarit deploy --script [--data DIR] [--json] [--auth FILE] [--google URL]

  --office         รหัสหน่วยงาน เช่น phasicharoen (ครั้งแรก) / names the office (first run)
  --worker         ที่อยู่หน้าเว็บ https://… โดเมนของสำนักงาน หรือ *.workers.dev (ครั้งแรก) / the public address (first run)
  --mail-from      เมลผู้ส่ง (ครั้งแรก) / the sender's address (first run)
  --mail           วิธีส่งเมล ไม่บอกจะถาม หรือใช้ send_email เมื่อไม่มีผู้ตอบ / how mail leaves: asked on a terminal, else send_email
  --test-mail      ส่งเมลทดสอบถึงที่อยู่นี้ / sends a test mail to this address
  --until          หยุดหลังขั้นนี้ / stops after this step: ${STEP_KEYS.join(" ")}
  --renew-secrets  ใส่ค่าลับใหม่แทนของเดิม / replaces secrets that are there
  --new-key        ออกกุญแจลงนามใหม่ ของเดิมรับต่ออีก 30 วัน / a new signing key; the old one is taken for 30 days more
  --leaked         ใช้กับ --new-key เมื่อกุญแจเดิมอาจรั่ว: เลิกรับทันที / with --new-key: the old one may be known to others and is refused at once
  --timeout        วินาทีที่รอ Worker และสคริปต์ / seconds to wait for the Worker and the script (1800; with --json 0)
  --dry-run        บอกทุกขั้นและทุกคำสั่ง โดยไม่ทำ / tells every step and command, and does nothing
  --script         เฉพาะสคริปต์: สร้าง ส่ง แล้วอ่านกลับมาเทียบ / the script alone: builds, pushes, reads back and compares
  --data           โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --name, --year, --plan, --auth, --google  เหมือน sujarit setup / as in sujarit setup

ค่าลับ SMTP_URL อ่านจากตัวแปรสภาพแวดล้อม ไม่รับในบรรทัดคำสั่ง / the secret SMTP_URL comes from the environment, never from the command line
`

export type DeployDeps = {
  readonly wrangler: Wrangler
  readonly nodeVersion: string
  /** `--local`: wrangler's own copy of the database, for tests. */
  readonly where: "--remote" | "--local"
  readonly env: Readonly<Record<string, string | undefined>>
  readonly fetch: typeof fetch
  readonly now: () => number
  readonly pollMs: number
  readonly stopSignal: () => AbortSignal
  /** Left out where nobody sits at a terminal. */
  readonly ask?: AskPerson
}

/** Exit code: 0 all done, 1 a step waits for a person, 2 usage or environment. */
export async function deployCommand(
  args: string[],
  io: CommandIo,
  given: Partial<DeployDeps> = {},
): Promise<number> {
  const deps = { ...realDeps(), ...given }
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
    if (!options.script) return await (options.dryRun ? tellWhole : deployAll)(options, io, deps)
    const deployed = await deploy(options, deps.env)
    io.stdout(options.json ? `${JSON.stringify(deployed, null, 2)}\n` : `${deployedText(deployed)}\n`)
    return 0
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

async function deployAll(options: Options, io: CommandIo, deps: DeployDeps): Promise<number> {
  const { folder, json, google, auth } = options
  const transport = await chosenTransport(folder, options.transport, json ? undefined : deps.ask)
  const { origin } = await beginDeployment(folder, { ...options, transport })
  if (options.newKey && (await retireKey(folder, { now: deps.now(), isLeaked: options.isLeaked })))
    io.stderr("· กุญแจเดิมพักไว้ใน keys-old.json / the key before is set aside in keys-old.json\n")
  const doctorArgs = [
    "--data",
    folder,
    ...(google ? ["--google", google] : []),
    ...(auth ? ["--auth", auth] : []),
  ]
  const reports = await deployWhole(
    {
      ...options,
      ...deps,
      origin,
      officeName: options.name,
      year: { year: options.year, plan: options.plan, from: undefined },
      login: () => logIn({ google, file: auth, env: deps.env }),
      signal: deps.stopSignal(),
      askSecret: async name => deps.env[name],
      log: text => io.stderr(`· ${text}\n`),
      show: text => (json ? io.stderr : io.stdout)(`\n${text}\n`),
      doctor: () => doctorCommand(doctorArgs, { stdout: io.stderr, stderr: io.stderr }, deps),
    },
    options.until,
  )
  if (json) io.stdout(`${JSON.stringify({ origin, steps: reports }, null, 2)}\n`)
  else io.stdout(wholeText(origin, reports))
  return reports.some(({ outcome }) => outcome === "waiting") ? 1 : 0
}

function wholeText(origin: string, reports: readonly StepReport[]): string {
  const last = reports.at(-1)
  if (last?.outcome === "waiting") return `ยังเหลือ / left: ${last.title}: ${last.detail}\n`
  if (last?.key !== "doctor")
    return `ถึงขั้น ${last?.key ?? ""} แล้ว สั่ง deploy อีกครั้งเพื่อทำต่อ / done up to there: run deploy again to go on\n`
  return `สำนักงานออนไลน์แล้ว / the office is live: ${origin}/\n`
}

/** In a folder of its own: not even the state is written here. */
async function tellWhole(options: Options, io: CommandIo, { wrangler, now }: DeployDeps): Promise<number> {
  const { deployment, origin } = await identifyDeployment(options.folder, options)
  const folder = await mkdtemp(join(tmpdir(), "sujarit-dry-run-"))
  try {
    await saveDeployment(folder, deployment)
    const { build, steps } = await planWhole({ folder, origin, now, wrangler }, options.until)
    if (options.json) io.stdout(`${JSON.stringify({ origin, build, steps }, null, 2)}\n`)
    else {
      const lines = steps.map(
        ({ title, commands }, at) => `${at + 1}. ${title}\n${commands.map(each => `   ${each}\n`).join("")}`,
      )
      io.stdout(
        `ซ้อมเท่านั้น ยังไม่ได้เปลี่ยนอะไร / a dry run: nothing was changed\n\n${lines.join("")}\nWorker: ${origin} (${build})\n`,
      )
    }
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function deploy(
  { folder, google, auth }: Options,
  env: Readonly<Record<string, string | undefined>>,
): ReturnType<typeof deployScript> {
  const installation = await readInstallation(folder)
  const scriptId = installation?.scriptId
  if (!installation || scriptId === undefined)
    throw new SetupError(
      `ยังไม่มีสคริปต์ใน ${folder} ให้สั่ง sujarit setup ก่อน / nothing was set up in this folder: run setup first`,
    )
  const login = await logIn({ google, file: auth, env })
  return deployScript(login, { scriptId, worker: installation.worker })
}

function deployedText({ scriptId, outcome, build }: Awaited<ReturnType<typeof deployScript>>): string {
  const words = {
    updated: "ส่งสคริปต์รุ่นใหม่แล้ว และอ่านกลับมาตรงกันทุกไบต์ / pushed, and read back byte for byte",
    unchanged: "สคริปต์ที่ Google ตรงกับรุ่นนี้อยู่แล้ว / Google held this build already",
  }
  return `${words[outcome]} (${build})\nhttps://script.google.com/home/projects/${scriptId}`
}

type Options = AskedDeployment & {
  readonly script: boolean
  readonly name: string | undefined
  readonly year: number | undefined
  readonly plan: string | undefined
  readonly testTo: string | undefined
  readonly renewSecrets: boolean
  readonly newKey: boolean
  readonly isLeaked: boolean
  readonly timeoutMs: number
  readonly dryRun: boolean
  readonly until: StepKey
  readonly folder: string
  readonly json: boolean
  readonly auth: string | undefined
  readonly google: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        script: { type: "boolean", default: false },
        office: { type: "string" },
        worker: { type: "string" },
        name: { type: "string" },
        "mail-from": { type: "string" },
        mail: { type: "string" },
        "test-mail": { type: "string" },
        year: { type: "string" },
        plan: { type: "string" },
        until: { type: "string", default: "doctor" },
        "renew-secrets": { type: "boolean", default: false },
        "new-key": { type: "boolean", default: false },
        leaked: { type: "boolean", default: false },
        timeout: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        data: { type: "string", default: DEFAULT_DATA },
        json: { type: "boolean", default: false },
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const { script, office, worker, name, plan, json, auth, google } = values
    const transport = TRANSPORTS.find(each => each === values.mail)
    if (values.mail !== undefined && transport === undefined)
      return { fault: `--mail ใช้ ${TRANSPORTS.join(", ")} / --mail takes one of these: ${values.mail}` }
    const until = STEP_KEYS.find(each => each === values.until)
    if (until === undefined)
      return { fault: `--until ใช้ชื่อขั้น ${STEP_KEYS.join(", ")} / --until takes a step: ${values.until}` }
    const year = values.year === undefined ? undefined : Number(asciiDigits(values.year))
    if (year !== undefined && !(Number.isInteger(year) && year >= 2550 && year <= 2699))
      return { fault: `--year ใช้ปี พ.ศ. เช่น 2569 / --year takes a B.E. year: ${values.year}` }
    if (values.leaked && !values["new-key"])
      return { fault: "--leaked ใช้คู่กับ --new-key / --leaked goes with --new-key" }
    const seconds = Number(values.timeout ?? (json ? 0 : 1800))
    if (!(seconds >= 0))
      return { fault: `--timeout ใช้จำนวนวินาที / --timeout takes seconds: ${values.timeout}` }
    return {
      ...{ script, office, worker, name, plan, year, json, auth, google, until, transport },
      ...{ mailFrom: values["mail-from"], testTo: values["test-mail"] },
      ...{ renewSecrets: values["renew-secrets"], dryRun: values["dry-run"] },
      ...{ newKey: values["new-key"], isLeaked: values.leaked },
      folder: resolve(values.data),
      timeoutMs: seconds * 1000,
    }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function realDeps(): DeployDeps {
  const deps = { wrangler: createWrangler(), where: "--remote" as const, env: process.env, fetch }
  return {
    ...deps,
    nodeVersion: process.versions.node,
    now: Date.now,
    pollMs: 5000,
    stopSignal: firstInterrupt,
    ask: personAtTerminal(),
  }
}

/** Ctrl-C ends a waiting with a word on how to go on. */
function firstInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.once("SIGINT", () => stop.abort())
  return stop.signal
}
