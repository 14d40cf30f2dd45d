/** Whatever people do, in whatever order, with the script running in between, cut off, or unheard. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { installAnnounced } from "./announce.ts"
import { Killed } from "./inline.ts"
import { BAD_PERIOD, blursIdentity, type Step, step } from "./people.ts"
import { checkPeople } from "./people-check.ts"
import { standingOffice } from "./standing-office.ts"

const HOUR = 3_600_000

const { office, script, person, reset } = await standingOffice(({ office, script, person }) => {
  person.tagAll()
  installAnnounced(office, script)
})

/** How the scan after a step goes. */
type Scan =
  | { readonly kind: "plain" | "byClock" | "unheard" | "none" }
  | { readonly kind: "killed"; readonly at: number }
  /** Somebody does this just before the call: while the script runs. */
  | { readonly kind: "disturbed"; readonly at: number; readonly by: Step }

const calm = step.filter(each => !blursIdentity(each))
const scan: fc.Arbitrary<Scan> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("plain", "byClock", "unheard", "none") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("killed"), at: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("disturbed"), at: fc.nat(9), by: calm }) },
) as fc.Arbitrary<Scan>

test("no row changes identity, nothing accepted is lost, nothing is withdrawn that stands, marks are right", () => {
  // Few and long: what is checked at the end of a history costs four scans, which find no more after a short one.
  const runs = Number(process.env.RUNS ?? 14)
  fc.assert(
    fc.property(fc.array(fc.tuple(step, scan), { minLength: 12, maxLength: 20 }), story => {
      reset()
      for (const [each, how] of story) {
        person.carryOut(each)
        runScan(blursIdentity(each) ? { kind: "plain" } : how)
      }
      checkPeople(office, script, person)
    }),
    { numRuns: runs, seed: Number(process.env.SEED ?? 2566) },
  )
}, 300_000)

const moving = step.filter(each =>
  ["sort", "insert", "delete", "cut", "moveColumn", "addColumn"].includes(each.do),
)

test("marks never land on a wrong row or column, whatever moves while the script runs", () => {
  fc.assert(
    fc.property(
      fc.array(
        step.filter(each => each.do === "break" || each.do === "paste"),
        { minLength: 1, maxLength: 4 },
      ),
      fc.array(fc.tuple(fc.integer({ min: 4, max: 6 }), moving), { minLength: 1, maxLength: 2 }),
      (before, meanwhile) => {
        reset()
        for (const each of before) person.carryOut(each)
        const idByTag = new Map(person.lines().map(line => [line.tag, line.id]))
        let typed = person.typed()
        script.run("onEdited", {
          // Between the guard's read and the write nobody can look any more: one call, with the lines as just read.
          beforeCall: ({ index, method }) => {
            const due = meanwhile.filter(
              ([at]) => at === index && method !== "Sheets.Spreadsheets.batchUpdate",
            )
            for (const [, each] of due) person.carryOut(each)
            if (due.length > 0) typed = person.typed()
          },
        })
        expect(person.typed()).toEqual(typed)
        for (const { tag, id, problems, period } of person.lines()) {
          if (idByTag.get(tag)) expect([tag, id]).toEqual([tag, idByTag.get(tag)])
          if (/31 มิ/.test(problems)) expect([tag, period]).toEqual([tag, BAD_PERIOD])
        }
        checkPeople(office, script, person)
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 25), seed: Number(process.env.SEED ?? 2566) },
  )
}, 300_000)

function runScan(how: Scan): unknown {
  switch (how.kind) {
    case "none":
      return undefined
    case "plain":
      return script.run("onEdited")
    case "byClock":
      office.clock.now += HOUR / 4
      return script.run("onClock")
    case "unheard":
      office.worker.faults.push("loseAnswer")
      script.run("onEdited")
      office.worker.faults.length = 0
      return undefined
    case "killed":
      return runDisturbed(how.at, () => {
        throw new Killed()
      })
    case "disturbed":
      return runDisturbed(how.at, () => person.carryOut(how.by))
    default:
      return how satisfies never
  }
}

function runDisturbed(at: number, disturb: () => void): void {
  try {
    script.run("onEdited", { beforeCall: ({ index }) => index === at && disturb() })
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
}
