/**
 * The deployed bundle in this thread, on the same services and the same model: a run costs milliseconds, so that
 * thousands of edits can be tried. What needs a thread of its own (locks that wait, memory that is forgotten between
 * runs) is tried with the script host.
 */
import { runInThisContext } from "node:vm"
import { vi } from "vitest"
import { createEditor } from "../../local/google/edit/editing.ts"
import { createScriptCache } from "../../local/google/script/cache.ts"
import { createHostCall } from "../../local/google/script/host-services.ts"
import { createScriptLocks } from "../../local/google/script/locks.ts"
import type { PlaceMessage } from "../../local/google/script/messages.ts"
import { createOutgoingMail } from "../../local/google/script/outgoing-mail.ts"
import { createServices } from "../../local/google/script/services.ts"
import type { TestOffice } from "./office.ts"

export type InlineCall = { readonly method: string; readonly index: number }
export class Killed extends Error {}

export type InlineOptions = {
  /** Before each service call: edits made here come while the script runs; throwing `Killed` ends it there. */
  readonly beforeCall?: (call: InlineCall) => void
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
      locks: createScriptLocks(),
      cache: createScriptCache(now),
      mail: createOutgoingMail(now, () => {}),
    },
    { id: 1, activeUser: owner },
  )
  let count = 0
  let calls: Record<string, number> = {}
  let options: InlineOptions = {}
  const call = (method: string, ...args: unknown[]): unknown => {
    calls[method] = (calls[method] ?? 0) + 1
    options.beforeCall?.({ method, index: count++ })
    if (method === "UrlFetchApp.fetch") return answerOf(office, args[0] as { body: Uint8Array })
    if (method.startsWith("Lock.")) return true
    return hostCall(method, args)
  }
  const { globals, range, spreadsheet, user } = createServices(call, () => {})
  const { console: _own, ...services } = globals
  runInThisContext(office.code, { filename: "Code.js" })
  return {
    /** The event of an edit whose account Google tells; of one cell it carries the value. */
    editEvent: (place: PlaceMessage, account: string, value?: string) => ({
      user: user(account),
      range: range(place),
      source: spreadsheet(place.spreadsheetId),
      ...(value !== undefined && value !== "" && { value }),
    }),
    /** Edits that fire nothing: these scans are run by hand. */
    editor: createEditor(office.google, []),
    run(name: string, given: InlineOptions = {}, event?: object): Readonly<Record<string, number>> {
      Object.assign(globalThis, services)
      vi.useFakeTimers({ toFake: ["Date"], now: office.clock.now })
      count = 0
      calls = {}
      options = given
      try {
        runInThisContext(name)(event)
      } finally {
        vi.useRealTimers()
      }
      return calls
    },
  }
}
export type InlineScript = ReturnType<typeof inlineScript>

function answerOf(office: TestOffice, request: { readonly body: Uint8Array }) {
  const { status, body } = office.worker.receive(new TextDecoder().decode(request.body))
  return { status, headers: [["Content-Type", "application/json"]], body: new TextEncoder().encode(body) }
}
