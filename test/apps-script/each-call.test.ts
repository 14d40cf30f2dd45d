/** A run of the script that dies, or that Google refuses, at each of its calls in turn: the next run goes on to the same end. */
import { describe, expect, it } from "vitest"
import { scriptError } from "../../local/google/script/host-services.ts"
import { formattedValue } from "../../local/google/sheet/shown.ts"
import { ApiError } from "../../local/google/wire/errors.ts"
import { type InlineCall, Killed } from "./inline.ts"
import { standingOffice } from "./standing-office.ts"

const { office, script, person, reset } = await standingOffice()

/** What everybody sees at the end: the sheet but for its clock, what was published, the triggers. */
function end(): unknown {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const shown = sheets
    .filter(({ title }) => title !== "สถานะ" && title !== "_record")
    .map(({ title, rows }) => [title, rows.map(row => row.map(formattedValue))])
  const triggers = office.google.model
    .project(office.host.projectId)
    .triggers.map(({ handlerFunction, eventType }) => `${handlerFunction} ${eventType}`)
  return { shown, published: [...office.worker.rowByName].sort(), triggers: triggers.sort() }
}

const EDITS = () => {
  person.write(1, { period: "31 มิ.ย. 2566" })
  person.write(2, { monitoring: "รายงานทุกเดือนต่อผู้อำนวยการ" })
}

const busy = (method: string) => scriptError(method, new ApiError("INTERNAL", "Internal error encountered."))

/** All of them take a minute: a sample here, another for each kind of run, and all where `EACH_CALL` is set. */
const EVERY = process.env.EACH_CALL === undefined ? 6 : 1

/** Dies there, or meets an error there which passes. */
const FAULTS = {
  killed: () => {
    throw new Killed("killed")
  },
  refused: ({ method }: InlineCall) => {
    throw busy(method)
  },
} as const

function runWith(name: string, beforeCall?: (call: InlineCall) => void): readonly string[] {
  const methods: string[] = []
  try {
    script.run(name, {
      beforeCall: call => {
        methods.push(call.method)
        beforeCall?.(call)
      },
    })
  } catch {
    // The next run is what is asked about.
  }
  return methods
}

describe.each(["onEdited", "install"])("%s", name => {
  it.each(Object.entries(FAULTS))("%s at any call is finished by the next run", (kind, fail) => {
    EDITS()
    const methods = runWith(name)
    runWith(name)
    const whole = end()
    expect(methods.length).toBeGreaterThan(3)
    for (let at = (name.length + kind.length) % EVERY; at < methods.length; at += EVERY) {
      reset()
      EDITS()
      const method = methods[at] ?? ""
      runWith(name, call => {
        if (call.index === at) fail(call)
      })
      runWith(name)
      expect(end(), `${name}, call ${at}: ${method}`).toEqual(whole)
    }
  })
})
