/** A run of the script that dies, or that Google refuses, at each of its calls in turn: the next run goes on to the same end. */
import { describe, expect, it } from "vitest"
import { scriptError } from "../../local/google/script/host-services.ts"
import { formattedValue } from "../../local/google/sheet/shown.ts"
import { ApiError } from "../../local/google/wire/errors.ts"
import { type InlineCall, Killed, tellingDeaths } from "./inline.ts"
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

/** What Google may answer a call with, one after the other; the first two pass by themselves. */
const REFUSALS = ["RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL", "PERMISSION_DENIED"] as const

const API = /^(?:Sheets|Gmail)\./

type Fault = {
  /** At which of these calls it is to be tried: each, but where two are the same. */
  readonly at: (methods: readonly string[]) => number[]
  readonly fail: (call: InlineCall) => never
}

const FAULTS: Readonly<Record<string, Fault>> = {
  killed: {
    at: tellingDeaths,
    fail: () => {
      throw new Killed("killed")
    },
  },
  refused: {
    at: methods => methods.map((_, at) => at),
    fail: ({ method, index }) => {
      const status = REFUSALS[index % REFUSALS.length] ?? "INTERNAL"
      if (API.test(method)) throw scriptError(method, new ApiError(status, "told to fail"))
      throw new Error(`${method}: told to fail`)
    },
  },
}

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

describe.each(["onEdited", "onClock", "install"])("%s", name => {
  it.each(Object.entries(FAULTS))(
    "%s at each of its calls is finished by the next run",
    (_, { at, fail }) => {
      EDITS()
      const methods = runWith(name)
      runWith(name)
      const whole = end()
      expect(methods.length).toBeGreaterThan(3)
      for (const failing of at(methods)) {
        reset()
        EDITS()
        const method = methods[failing] ?? ""
        runWith(name, call => {
          if (call.index === failing) fail(call)
        })
        runWith(name)
        expect(end(), `${name}, call ${failing}: ${method}`).toEqual(whole)
      }
    },
  )
})
