/** A deployment as an operator runs it: from nothing to live, told as a dry run, or of the script alone. */

import { deploymentOf, saveDeployment } from "../cloudflare/deployment.ts"
import { findMail, type MailFound, reachesAnybody } from "../cloudflare/mail-found.ts"
import { type CloudflareDoor, cloudflareDoor } from "../cloudflare/wrangler.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"
import type { LoginOptions, MailTransport, OfficeOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { examine } from "../doctor/examine.ts"
import { logIn } from "../office/google-login.ts"
import { installationOf, saveInstallation } from "../office/installation.ts"
import { retireKey } from "../office/keys.ts"
import { chosenTransport, recommendedTransport } from "../office/mail-choice.ts"
import {
  ASKS_MORE,
  type ClaspDoor,
  claspDoor,
  type DeployedScript,
  deployScript,
} from "../script/office-script.ts"
import type { DeployContext, StepKey, StepResult } from "./deploy-step.ts"
import {
  type AskedDeployment,
  beginDeployment,
  configFileOf,
  identifyDeployment,
} from "./office-deployment.ts"
import { buildHash, CLOUDFLARE_STEPS } from "./steps-cloudflare.ts"
import { OFFICE_STEPS } from "./steps-office.ts"

type DeployOptions = OfficeOptions &
  AskedDeployment &
  LoginOptions & {
    readonly script: boolean
    readonly testMail: string | undefined
    readonly renewSecrets: boolean
    readonly newKey: boolean
    readonly newLogKey: boolean
    readonly leaked: boolean
    /** Seconds. */
    readonly timeout: number
    readonly dryRun: boolean
    readonly until: StepKey
    readonly folder: string
    readonly json: boolean
  }

export type DeployDeps = Surroundings & CloudflareDoor & ClaspDoor

/** Exit code: 0 all done, 1 a step waits for a person. @throws CommandError, and Google's own errors */
export async function runDeploy(
  options: DeployOptions,
  io: CommandIo,
  given: Partial<DeployDeps>,
): Promise<number> {
  const deps = { ...surroundings(given), ...cloudflareDoor(given), ...claspDoor(given) }
  if (options.script) return deployScriptAlone(options, io, deps)
  return options.dryRun ? tellWhole(options, io, deps) : deployAll(options, io, deps)
}

async function deployAll(options: DeployOptions, io: CommandIo, deps: DeployDeps): Promise<number> {
  const { folder, json, newKey, leaked, until } = options
  const { deployment, origin: wanted } = await identifyDeployment(folder, options)
  const mail = await chosenTransport(folder, options.mail, json ? undefined : deps.ask, async () => {
    const found = await findMail(deps.wrangler)
    const recommended = recommendedTransport(found, { mailFrom: deployment.mailFrom, origin: wanted })
    io.stderr(`· ${mailText(found, deployment.mailFrom, recommended)}\n`)
    return recommended
  })
  const { origin } = await beginDeployment(folder, { ...options, mail })
  if (newKey && (await retireKey(folder, { now: deps.now(), isLeaked: leaked })))
    io.stderr("· กุญแจเดิมพักไว้ใน keys-old.json / the key before is set aside in keys-old.json\n")
  const reports = await deployWhole(contextOf({ ...options, origin }, io, deps), until)
  printResult(io, json, { value: { origin, steps: reports }, text: () => wholeText(origin, reports) })
  return reports.some(({ outcome }) => outcome === "waiting") ? 1 : 0
}

/** What was found, before anybody is asked. */
function mailText(found: MailFound | undefined, mailFrom: string, recommended: MailTransport): string {
  const domain = mailFrom.split("@")[1] ?? ""
  const reach = !found
    ? "ยังถามบัญชี Cloudflare เรื่องอีเมลไม่ได้ / the account does not say yet what it can send"
    : reachesAnybody(found, mailFrom)
      ? `โดเมน ${domain} เปิดส่งอีเมลที่ Cloudflare แล้ว ส่งถึงใครก็ได้ / the domain may send to anybody`
      : `โดเมน ${domain} ยังไม่เปิดส่งอีเมลที่ Cloudflare จะถึงเฉพาะที่อยู่ที่ยืนยันแล้ว ${found.verified.length} แห่ง / mail from this domain reaches ${found.verified.length} verified addresses alone`
  return `${reach} → ${recommended}`
}

function contextOf(
  options: DeployOptions & { readonly origin: string },
  io: CommandIo,
  deps: DeployDeps,
): DeployContext {
  const { folder, origin, name, testMail, renewSecrets, newLogKey, timeout, json, google, auth } = options
  const { year, plan, sections } = options
  const toStderr = { ...io, stdout: io.stderr }
  const asked = { data: folder, json: false, testMail: false, timeout: 0, google, auth }
  const tell = progressOf(io)
  return {
    ...deps,
    folder,
    origin,
    officeName: name,
    year: { year, plan, sections, from: undefined, ask: json ? undefined : deps.ask, tell },
    testTo: testMail,
    renewSecrets,
    newLogKey,
    timeoutMs: timeout * 1000,
    login: () => logIn({ google, file: auth, env: deps.env }),
    signal: deps.stopSignal(),
    askSecret: async secret => deps.env[secret],
    log: tell,
    note: text => io.stderr(`· ${text}\n`),
    show: text => (json ? io.stderr : io.stdout)(`\n${text}\n`),
    doctor: () => examine(asked, toStderr, deps),
  }
}

function wholeText(origin: string, reports: readonly StepReport[]): string {
  const last = reports.at(-1)
  if (last?.outcome === "waiting") return `ยังเหลือ / left: ${last.title}: ${last.detail}\n`
  if (last?.key !== "doctor")
    return `ถึงขั้น ${last?.key ?? ""} แล้ว สั่ง deploy อีกครั้งเพื่อทำต่อ / done up to there: run deploy again to go on\n`
  return `สำนักงานออนไลน์แล้ว / the office is live: ${origin}/\n`
}

/** In a folder of its own: not even the state is written here. */
async function tellWhole(
  options: DeployOptions,
  io: CommandIo,
  { wrangler, now }: DeployDeps,
): Promise<number> {
  const { deployment, origin } = await identifyDeployment(options.folder, options)
  return inTemporaryFolder("dry-run", async folder => {
    await saveDeployment(folder, deployment)
    const { build, steps } = await planWhole({ folder, origin, now, wrangler }, options.until)
    printResult(io, options.json, {
      value: { origin, build, steps },
      text: () => plannedText({ origin, build, steps }),
    })
    return 0
  })
}

function plannedText({ origin, build, steps }: Planned & { readonly origin: string }): string {
  const lines = steps.map(
    ({ title, commands }, at) => `${at + 1}. ${title}\n${commands.map(each => `   ${each}\n`).join("")}`,
  )
  return `ซ้อมเท่านั้น ยังไม่ได้เปลี่ยนอะไร / a dry run: nothing was changed\n\n${lines.join("")}\nWorker: ${origin} (${build})\n`
}

async function deployScriptAlone(
  { folder, google, auth, json }: DeployOptions,
  io: CommandIo,
  { env, now, clasp }: DeployDeps,
): Promise<number> {
  const installation = await installationOf(folder)
  const { scriptId } = installation
  if (scriptId === undefined)
    throw new CommandError(
      `ยังไม่มีสคริปต์ใน ${folder} ให้สั่ง sujarit setup ก่อน / there is no script yet in this folder: run setup first`,
    )
  progressOf(io)("สร้าง ส่ง แล้วอ่านสคริปต์กลับมาเทียบ / building, pushing and reading back the script")
  const login = await logIn({ google, file: auth, env })
  const deployed = await deployScript({ ...login, clasp }, { ...installation, scriptId })
  if (deployed.asksMore) await saveInstallation(folder, { ...installation, asksMoreSince: now() })
  printResult(io, json, { value: deployed, text: () => deployedText(deployed) })
  return 0
}

function deployedText({ scriptId, outcome, build, asksMore }: DeployedScript): string {
  const words = {
    updated: "ส่งสคริปต์รุ่นใหม่แล้ว และอ่านกลับมาตรงกันทุกไบต์ / pushed, and read back byte for byte",
    unchanged: "สคริปต์ที่ Google ตรงกับรุ่นนี้อยู่แล้ว / Google held this build already",
  }
  return `${words[outcome]} (${build})\nhttps://script.google.com/home/projects/${scriptId}\n${asksMore ? `${ASKS_MORE}\n` : ""}`
}

export const STEPS = [...CLOUDFLARE_STEPS, ...OFFICE_STEPS]

type StepReport = StepResult & { readonly key: StepKey; readonly title: string }

const WORDS = { done: "เสร็จ / done", already: "เรียบร้อยอยู่แล้ว / already", waiting: "รอคุณ / waits for you" }

/** What each step came to; the last may be one that waits. A step that fails throws, and the next run begins with it. */
async function deployWhole(context: DeployContext, until: StepKey): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (const { key, title, run } of STEPS) {
    context.log(`${title} …`)
    const result = await run(context)
    reports.push({ ...result, key, title })
    context.log(`${title}: ${WORDS[result.outcome]} ${result.detail}`.trimEnd())
    if (result.outcome === "waiting" || key === until) break
  }
  return reports
}

type PlannedStep = {
  readonly key: StepKey
  readonly title: string
  readonly commands: readonly string[]
}

type Planned = {
  /** Names the Worker that would be deployed. */
  readonly build: string
  readonly steps: readonly PlannedStep[]
}

/** Tells every step and command, and proves that the Worker can be built; nothing outside this machine is asked. */
async function planWhole(
  context: Pick<DeployContext, "folder" | "origin" | "now" | "wrangler">,
  until: StepKey,
): Promise<Planned> {
  const deployment = await deploymentOf(context.folder)
  const { file, text } = await configFileOf(context)
  const end = STEPS.findIndex(({ key }) => key === until)
  const steps = STEPS.slice(0, end + 1).map(({ key, title, commands }) => ({
    key,
    title,
    commands: commands(deployment),
  }))
  return { build: await buildHash(context, file, text), steps }
}
