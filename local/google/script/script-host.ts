/** Door 2: runs the deployed Code.js in threads, with Google's services and nothing else within reach. */
import { readFile } from "node:fs/promises"
import type { SentMail } from "../../worker/mailbox.ts"
import type { LocalGoogle } from "../api/google.ts"
import { createScriptCache } from "./cache.ts"
import { createCodeCache } from "./code-cache.ts"
import {
  type ChangeEvent,
  type ChangeType,
  changeMessage,
  clockMessage,
  type EditEvent,
  editMessage,
} from "./events.ts"
import { execute } from "./execution.ts"
import { createHostCall, type HostServicesDeps } from "./host-services.ts"
import { createScriptLocks } from "./locks.ts"
import type { RunMessage } from "./messages.ts"
import { createOutgoingMail } from "./outgoing-mail.ts"
import { createQueue } from "./queue.ts"
import { type ScriptRun, ScriptRunError, type ServiceCall } from "./script-run.ts"
import { createThreadPool } from "./thread-pool.ts"
import { createTriggers, type Firing } from "./trigger-queue.ts"

export {
  type ChangeEvent,
  type ChangeType,
  type EditEvent,
  type Firing,
  type ScriptRun,
  ScriptRunError,
  type ServiceCall,
}

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
  const { google, projectId, owner, limitMs = SIX_MINUTES, maxConcurrent = 1 } = options
  google.model.project(projectId)
  const locks = createScriptLocks()
  const deps: HostServicesDeps = {
    ...options,
    fetch: options.fetch ?? fetch,
    locks,
    cache: createScriptCache(options.now),
    mail: createOutgoingMail(options.now, options.onMail ?? (() => {}), options.mailQuota),
  }
  const queue = createQueue(maxConcurrent)
  const threads = createThreadPool()
  const codeCache = createCodeCache()
  let executions = 0

  const runNow = async (message: Omit<RunMessage, "code">, activeUser: string): Promise<ScriptRun> => {
    const code = typeof options.code === "string" ? options.code : await readFile(options.code.file, "utf8")
    const id = ++executions
    const hostCall = createHostCall(deps, { id, activeUser })
    try {
      return await threads.use(thread =>
        execute(
          thread,
          { ...message, code, compiled: codeCache.compiledOf(code) },
          {
            hostCall,
            limitMs,
            beforeCall: options.beforeCall,
            onCompiled: each => codeCache.keep(code, each),
          },
        ),
      )
    } finally {
      locks.releaseAll(id)
    }
  }

  const fireAll = createTriggers(google.model.project(projectId), queue, (handler, event) =>
    runNow({ functionName: handler, args: "[]", event }, ""),
  )

  return {
    projectId,
    run: (functionName, ...args) =>
      queue.add(() => runNow({ functionName, args: JSON.stringify(args) }, owner)),
    fireEdit: event =>
      fireAll("ON_EDIT", event.spreadsheetId, trigger => editMessage(google, trigger, event)),
    fireChange: event => fireAll("ON_CHANGE", event.spreadsheetId, trigger => changeMessage(trigger, event)),
    fireClock: at => fireAll("CLOCK", undefined, trigger => clockMessage(trigger, at)),
    idle: queue.idle,
    async close() {
      queue.close(() => new ScriptRunError("killed", "The local Google is closing", { logs: [], calls: {} }))
      await threads.close()
      await queue.idle()
    },
  }
}
