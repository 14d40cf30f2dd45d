/** An operator's machine: a data folder, a local Google, a Worker that is asked only what anyone may ask. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import type { Surroundings } from "../../../cli/command/surroundings.ts"
import { setupCommand } from "../../../cli/commands-office.ts"
import type { ListedKey } from "../../../cli/office/ask-worker.ts"
import { createGoogleClients, localAuth } from "../../../cli/office/google-login.ts"
import type { ClaspDoor } from "../../../cli/script/office-script.ts"
import type { LocalGoogle } from "../../../local/google/api/google.ts"
import { SCRIPT_SERVICES } from "../../../local/google/script/authorization.ts"
import { createScriptHost, type ScriptHost } from "../../../local/google/script/script-host.ts"
import {
  TEST_MAIL_PATH,
  type TestMailReply,
  UNREACHED_PATH,
  type Unreached,
} from "../../../shared/mail/requests.ts"
import { type KeptFolder, keepFolder, putFolder } from "../../kept-folder.ts"
import { type KeptGoogle, keepGoogle } from "../../kept-google.ts"
import { deleteBlankRows } from "../../local/google/people.ts"
import { NOON, openGoogle } from "../provision/office.ts"
import { ran } from "../ran.ts"

export const WORKER = "https://record.example"

/** What the Worker says of itself; changed by the tests. */
export type PlayedWorker = {
  isAway: boolean
  /** Behind a page that people click through. */
  isChallenged?: boolean
  keyIds: string[]
  /** Epoch seconds; null for keys that never expire. */
  exp: number | null
  /** All that sign and signed, as `/status.json` tells them. */
  keys: ListedKey[]
  /** Whom mail does not reach, and what becomes of a test mail. */
  unreached: Unreached[]
  testMail: TestMailReply
  years: { fiscalYear: number; revision: number; seenAt: string; stale: boolean }[]
}

/** A Worker that is asked what anyone may ask, and answers as it is set. */
export function playWorker(): { readonly worker: PlayedWorker; readonly fetch: typeof fetch } {
  const worker: PlayedWorker = {
    isAway: false,
    keyIds: [],
    exp: null,
    keys: [],
    years: [],
    unreached: [],
    testMail: { outcome: "accepted", code: null },
  }
  const answer = async (input: string | URL | Request): Promise<Response> => {
    if (worker.isAway) throw new TypeError("fetch failed")
    if (worker.isChallenged)
      return new Response("<!DOCTYPE html><title>Just a moment...</title>", {
        status: 403,
        headers: { "content-type": "text/html; charset=UTF-8", "cf-mitigated": "challenge" },
      })
    const { pathname } = new URL(String(input))
    if (pathname === "/healthz") return Response.json({ status: "ok", years: worker.years })
    if (pathname === "/status.json") return Response.json({ keys: worker.keys })
    if (pathname === UNREACHED_PATH) return Response.json({ unreached: worker.unreached })
    if (pathname === TEST_MAIL_PATH) return Response.json(worker.testMail)
    return Response.json({
      keys: worker.keyIds.map(kid => ({ kid, ...(worker.exp && { exp: worker.exp }) })),
    })
  }
  return { worker, fetch: answer as typeof fetch }
}

/** The year of these offices, as a Worker that has heard its script tells it. */
export const HEARD = { fiscalYear: 2566, revision: 1, seenAt: "2023-05-29T05:00:00.000Z", stale: false }

/** The script as it stands in its project, run by an account; the Worker that it pushes to takes nothing. */
export function hostOf(
  google: LocalGoogle,
  {
    scriptId,
    owner,
    at = NOON,
    onPush = () => {},
  }: { scriptId: string; owner: string; at?: number; onPush?: () => void },
): ScriptHost {
  // Who runs it has linked it to a Cloud project before.
  google.model.project(scriptId).enabledServices = SCRIPT_SERVICES
  return createScriptHost({
    google,
    projectId: scriptId,
    now: () => at,
    owner,
    code: google.model.project(scriptId).files.find(file => file.name === "Code")?.source ?? "",
    fetch: async () => {
      onPush()
      return new Response("taken", { status: 503 })
    },
  })
}

/**
 * Leaves a project as `clasp push --force` does, in this process: the real one costs half a second a push. What that does is
 * for deploy-script.test.ts, and where it fails for those that use it: interrupted.test.ts and each-call.test.ts.
 */
export const playedClasp: ClaspDoor["clasp"] = async ({ scriptId, files, rootUrl = "" }) => {
  const { script } = createGoogleClients({ auth: localAuth(), rootUrl })
  return script.projects.updateContent({ scriptId, requestBody: { files: [...files] } }).then(
    () => ({ exitCode: 0, output: "" }),
    (error: Error) => ({ exitCode: 1, output: error.message }),
  )
}

/** What an operator's command finds around it here. */
export function playedSurroundings(answer: typeof fetch) {
  const stopSignal = () => new AbortController().signal
  return { env: {}, now: () => NOON, fetch: answer, pollMs: 5, stopSignal, clasp: playedClasp }
}

/** What lies at Google and in the operator's folder at one moment: made once, and each test goes on from a copy. */
export type World = { readonly fillGoogle: KeptGoogle; readonly files: KeptFolder }

export async function keepWorld({ google, folder }: Pick<Operator, "google" | "folder">): Promise<World> {
  return { fillGoogle: keepGoogle(google.model.state), files: await keepFolder(folder) }
}

export async function openOperator(world?: World) {
  const { google, clients, rootUrl } = await openGoogle(world?.fillGoogle)
  const folder = await mkdtemp(join(tmpdir(), "sujarit-setup-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  if (world) await putFolder(world.files, folder)
  const { worker, fetch } = playWorker()
  const deps = playedSurroundings(fetch)
  const run = async (
    args: readonly string[],
    change: Partial<Surroundings & ClaspDoor> = {},
    root = rootUrl,
  ) => {
    const all = ["--data", folder, "--google", root, "--timeout", "0", ...args]
    const { code, out, err } = await ran(setupCommand, all, { ...deps, ...change })
    return { exitCode: code, stdout: out, stderr: err }
  }
  return {
    google,
    clients,
    rootUrl,
    folder,
    worker,
    deps,
    run,
    setup: (...args: string[]) => run(["--office", "phasicharoen", "--worker", WORKER, ...args]),
  }
}
export type Operator = Awaited<ReturnType<typeof openOperator>>

type Shown = { readonly world: World; readonly stdout: string }

/** By the options: an operator who has just run `setup` with them, and what it printed. */
const worldByOptions = new Map<string, Promise<Shown>>()

async function setUpWorld(options: readonly string[]): Promise<Shown> {
  const operator = await openOperator()
  const { stdout } = await operator.setup(...options)
  deleteBlankRows(operator.google)
  return { world: await keepWorld(operator), stdout }
}

/** An operator who ran `setup` once, from the world that it made; `shown` is what it printed. */
export async function openSetUp(...options: string[]) {
  const key = JSON.stringify(options)
  const made = worldByOptions.get(key) ?? setUpWorld(options)
  worldByOptions.set(key, made)
  const { world, stdout } = await made
  return { ...(await openOperator(world)), shown: stdout }
}
