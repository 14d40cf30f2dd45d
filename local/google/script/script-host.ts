/** Door 2: runs the deployed Code.js in threads, with Google's services and nothing else within reach. */
import { readFile } from "node:fs/promises"
import type { SentMail } from "../../worker/mailbox.ts"
import type { LocalGoogle } from "../api/google.ts"
import { createThreadPool, execute, type ScriptRun, ScriptRunError, type ServiceCall } from "./execution.ts"
import { type ChangeEvent, createTriggers, type EditEvent, type Firing } from "./firing.ts"
import { createHostCall, createScriptLock, type HostServicesDeps } from "./host-services.ts"
import type { RunMessage } from "./messages.ts"
import { createOutgoingMail } from "./outgoing-mail.ts"
import { createQueue } from "./queue.ts"

export { type ScriptRun, ScriptRunError, type ServiceCall } from "./execution.ts"
export type { ChangeEvent, ChangeType, EditEvent, Firing } from "./firing.ts"

export interface ScriptHostOptions {
  readonly google: LocalGoogle
  /** The script project whose properties and triggers these runs use; made by `projects.create`. */
  readonly projectId: string
  /** The bundle: its text, or the file it is in (read again for every run, so a rebuild is picked up). */
  readonly code: string | { readonly file: string }
  /** Epoch milliseconds: what `Date` shows the script. */
  readonly now: () => number
  /** Performs UrlFetchApp's requests; may rewrite addresses. The global fetch by default. */
  readonly fetch?: typeof fetch
  readonly owner: string
  /** Takes the mail the script sends; nobody gets it otherwise. */
  readonly onMail?: (mail: SentMail, raw: string) => Promise<void> | void
  /** Recipients a day; a consumer account's when nothing is said. */
  readonly mailQuota?: () => number
  /** The scopes whose box the account ticked; all that the manifest asks for when nothing is said. */
  readonly granted?: readonly string[]
  /** Google stops a run after six minutes. */
  readonly limitMs?: number
  /** How many executions may overlap; 1 by default. */
  readonly maxConcurrent?: number
  /** A test's hook, before each service call: "kill" ends the run there, as if Google's machine had died. */
  readonly beforeCall?: (call: ServiceCall) => "kill" | undefined
}

export interface ScriptHost {
  readonly projectId: string
  /** Calls a global function of the script; arguments and the result travel as JSON. @throws ScriptRunError */
  run(functionName: string, ...args: unknown[]): Promise<ScriptRun>
  /** Runs the installable edit triggers that watch this spreadsheet. */
  fireEdit(event: EditEvent): Promise<Firing[]>
  fireChange(event: ChangeEvent): Promise<Firing[]>
  /** Runs every time-based trigger's handler once, `at` (epoch ms) being in its event. */
  fireClock(at: number): Promise<Firing[]>
  /** Resolves when nothing is running or queued. */
  idle(): Promise<void>
  close(): Promise<void>
}

const SIX_MINUTES = 360_000

export function createScriptHost(options: ScriptHostOptions): ScriptHost {
  const { google, projectId, maxConcurrent = 1 } = options
  const { model } = google
  model.project(projectId)
  const queue = createQueue(maxConcurrent)
  const runner = createRunner(options)
  const triggers = createTriggers({
    model,
    projectId,
    queue,
    run: (functionName, event) => runner.run({ functionName, args: "[]", event }),
  })
  return {
    projectId,
    run: (functionName, ...args) => queue.add(() => runner.run({ functionName, args: JSON.stringify(args) })),
    fireEdit: triggers.edit,
    fireChange: triggers.change,
    fireClock: triggers.clock,
    idle: queue.idle,
    async close() {
      queue.close(() => new ScriptRunError("killed", "The local Google is closing"))
      runner.close()
      await queue.idle()
    },
  }
}

/** Runs the newest code, one execution after another or beside it. */
function createRunner(options: ScriptHostOptions) {
  const { limitMs = SIX_MINUTES, beforeCall } = options
  const lock = createScriptLock()
  const keepsMessageId = () => options.google.model.habits.keepsMessageId
  const mail = createOutgoingMail(
    options.now,
    options.onMail ?? (() => {}),
    options.mailQuota,
    keepsMessageId,
  )
  const deps: HostServicesDeps = { ...options, fetch: options.fetch ?? fetch, lock, mail }
  const threads = createThreadPool()
  let executions = 0
  return {
    async run(message: Omit<RunMessage, "code">): Promise<ScriptRun> {
      const code = typeof options.code === "string" ? options.code : await readFile(options.code.file, "utf8")
      const id = ++executions
      const started = { ...message, code, compiled: codeCache.compiledOf(code) }
      const onCompiled = (compiled: Uint8Array) => codeCache.keep(code, compiled)
      const execution = { hostCall: createHostCall(deps, id), limitMs, beforeCall, onCompiled }
      try {
        return await threads.use(thread => execute(thread, started, execution))
      } finally {
        lock.release(id)
      }
    },
    close: threads.close,
  }
}

/**
 * What V8 has compiled of the newest code, for a thread that begins: it would compile everything anew. Nothing of an
 * execution's memory goes with it.
 */
const codeCache = createCodeCache()

function createCodeCache() {
  let newest: { readonly code: string; readonly compiled: Uint8Array } | undefined
  return {
    compiledOf: (code: string): Uint8Array | undefined =>
      newest?.code === code ? newest.compiled : undefined,
    keep(code: string, compiled: Uint8Array): void {
      newest = { code, compiled }
    },
  }
}
