/**
 * The deployed bundle in this thread, on the same services and the same model: a run costs milliseconds, so that
 * thousands of edits can be tried. What needs a thread of its own (locks that wait, memory that is forgotten between
 * runs) is tried with the script host.
 */
import { runInThisContext } from "node:vm"
import { vi } from "vitest"
import { createEditor } from "../../local/google/edit/editing.ts"
import { CRYPTO } from "../../local/google/script/crypto.ts"
import { createHostCall, createScriptLock } from "../../local/google/script/host-services.ts"
import type { PlaceMessage } from "../../local/google/script/messages.ts"
import { createOutgoingMail } from "../../local/google/script/outgoing-mail.ts"
import { createEvent, createServices, type FetchRequest } from "../../local/google/script/services.ts"
import type { TestOffice } from "./office.ts"

export type InlineCall = { readonly method: string; readonly index: number }
export class Killed extends Error {}

export type InlineOptions = {
  /** Another run holds the lock for longer than this one waits. */
  readonly isLocked?: boolean
  /** Before each service call: edits made here come while the script runs; throwing `Killed` ends it there. */
  readonly beforeCall?: (call: InlineCall) => void
}

/** Calls after which something is otherwise than before. */
const CHANGES = /(?:set|delete)Property$|batchUpdate$|fetch$|(?:create|delete)Trigger$|tryLock$/

/** Before which of a run's calls a death is to be tried. Between two changes it leaves what it leaves just after the first. */
export function tellingDeaths(methods: readonly string[]): number[] {
  return methods.flatMap((_, at) => (CHANGES.test(methods[at - 1] ?? "tryLock") ? [at] : []))
}

/** Runs functions of the bundle; answers the calls each run made. */
export function inlineScript(office: TestOffice, owner: string) {
  const now = () => office.clock.now
  const hostCall = createHostCall(
    {
      google: office.google,
      projectId: office.host.projectId,
      owner,
      now,
      fetch,
      lock: createScriptLock(),
      mail: createOutgoingMail(now, () => {}),
    },
    1,
  )
  let count = 0
  let calls: Record<string, number> = {}
  let options: InlineOptions = {}
  let killed: Killed | undefined
  const call = (method: string, ...args: unknown[]): unknown => {
    // Nothing that the script catches brings a killed run back: the platform calls none of its code again.
    if (killed) throw killed
    calls[method] = (calls[method] ?? 0) + 1
    try {
      options.beforeCall?.({ method, index: count++ })
    } catch (error) {
      if (error instanceof Killed) killed = error
      throw error
    }
    if (method === "UrlFetchApp.fetch") return answerOf(office, args[0] as FetchRequest)
    if (method.startsWith("Lock.")) return !options.isLocked
    return hostCall(method, args)
  }
  const { console: _own, ...services } = createServices(call, { ...CRYPTO, log: () => {} })
  runInThisContext(office.code, { filename: "Code.js" })
  return {
    /** The event of an edit whose account Google tells; of one cell it carries the value. */
    editEvent: (range: PlaceMessage, user: string, value?: string) =>
      createEvent({
        user,
        spreadsheetId: office.spreadsheetId,
        range,
        plain: value ? { value } : {},
      }),
    /** Edits that fire nothing: these scans are run by hand. */
    editor: createEditor(office.google, []),
    run(name: string, given: InlineOptions = {}, event?: object): Readonly<Record<string, number>> {
      Object.assign(globalThis, services)
      vi.useFakeTimers({ toFake: ["Date"], now: office.clock.now })
      count = 0
      calls = {}
      options = given
      killed = undefined
      try {
        runInThisContext(name)(event)
      } catch (error) {
        throw killed ?? error
      } finally {
        vi.useRealTimers()
      }
      return calls
    },
  }
}
export type InlineScript = ReturnType<typeof inlineScript>

function answerOf(office: TestOffice, request: FetchRequest) {
  const { status, body } = office.worker.receive(request.body ?? "")
  return { status, text: body }
}
