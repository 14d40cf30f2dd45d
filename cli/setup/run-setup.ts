/** Makes or mends the year's sheet, keys and script, shows what is left for a person, and waits for the script. */

import { bangkokDate } from "../../shared/date/civil-date.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import type { LoginOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { askWorker, type HeardYear, heardYear, knowsKey, waitForScript } from "../office/ask-worker.ts"
import { logIn } from "../office/google-login.ts"
import { chosenTransport, tellDeployment } from "../office/mail-choice.ts"
import { type ClaspDoor, claspDoor } from "../script/office-script.ts"
import { dryRunText, setupText, stepsFor, stepsText } from "./report.ts"
import { dryRun, type SetUp, type SetupDeps, type SetupOptions, setUp } from "./set-up.ts"

type RunSetupOptions = SetupOptions &
  LoginOptions & {
    readonly dryRun: boolean
    readonly json: boolean
    /** Shows the steps for a person though the script is at work. */
    readonly steps: boolean
    /** Seconds. */
    readonly timeout: number
  }

/** Exit code: 0 done and the script was heard, 1 something is left for a person. @throws as `setUp` does */
export async function runSetup(
  options: RunSetupOptions,
  io: CommandIo,
  given: Partial<Surroundings & ClaspDoor>,
): Promise<number> {
  const around = surroundings(given)
  const { google, auth, json, folder } = options
  const login = await logIn({ google, file: auth, env: around.env })
  const now = around.now()
  const deps = { ...claspDoor(given), login, now, today: bangkokDate(now), log: progressOf(io) }
  const asked = { ...options, ask: json ? undefined : around.ask, tell: deps.log }
  if (options.dryRun) return tellDryRun(asked, io, deps)
  const mail = await chosenTransport(folder, options.mail, json ? undefined : around.ask)
  const done = await setUp({ ...asked, mail }, deps)
  if (mail && (await tellDeployment(folder, mail)))
    io.stderr(
      "· สั่ง sujarit deploy เพื่อให้ Worker ส่งอีเมลทางใหม่ / run deploy, so that the Worker sends the new way\n",
    )
  return finish(done, options, io, around)
}

async function tellDryRun(options: RunSetupOptions, io: CommandIo, deps: SetupDeps): Promise<number> {
  const told = await dryRun(options, deps)
  printResult(io, options.json, { value: told, text: () => dryRunText(told) })
  return told.plan?.outcome === "notEmpty" ? 1 : 0
}

/** Shows what is left for a person and waits for the script, unless it is at work already. */
async function finish(
  done: SetUp,
  options: RunSetupOptions,
  io: CommandIo,
  around: Surroundings,
): Promise<number> {
  const { installation, fiscalYear, config, isMailChanged, jwksFile, script, projectNumber } = done
  const state = await askWorker(installation.worker, around.fetch)
  const isKnown = knowsKey(state, installation.keyId)
  const before = heardYear(state, fiscalYear)
  const isAtWork = isKnown && before !== undefined && !before.stale
  const steps =
    isAtWork && !options.steps && !isMailChanged && !script.asksMore
      ? []
      : stepsFor({ installation, config, projectNumber, jwksFile: isKnown ? undefined : jwksFile })
  const isRefused = done.plan?.outcome === "notEmpty" || done.plan?.outcome === "notProvisioned"
  if (!options.json) io.stdout(setupText(done))
  if (!options.json && steps.length > 0) io.stdout(`\n${stepsText(steps)}`)
  const heard =
    steps.length === 0 ? before : await wait({ done, before, timeout: options.timeout }, io, around)
  if (options.json) io.stdout(`${JSON.stringify(jsonOf(done, steps, heard), null, 2)}\n`)
  else if (heard) io.stdout(`\n${heardText(heard)}\n`)
  return heard && !isRefused ? 0 : 1
}

function heardText({ fiscalYear, revision, seenAt }: HeardYear): string {
  const published =
    revision === 0 ? "ยังไม่ประกาศ / not announced yet" : `ฉบับที่ ${revision} / revision ${revision}`
  return `Worker ได้รับข้อมูลที่ลงนามจากสคริปต์ของปี ${fiscalYear} แล้ว เมื่อ ${seenAt} (${published}) / the script's signed word has come`
}

type Wait = { readonly done: SetUp; readonly before: HeardYear | undefined; readonly timeout: number }

async function wait(
  { done: { installation, fiscalYear }, before, timeout }: Wait,
  io: CommandIo,
  { fetch, pollMs, stopSignal }: Surroundings,
): Promise<HeardYear | undefined> {
  const timeoutMs = timeout * 1000
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
    fiscalYear,
    installation,
    sheet,
    changes,
    plan: plan ?? null,
    script,
    jwksFile,
    steps,
    heard: heard ?? null,
  }
}
