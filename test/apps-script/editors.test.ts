/** Several people at once, each with the account and the permissions they have: the measures tab under all of them. */

import fc from "fast-check"
import { expect, test } from "vitest"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { installAnnounced } from "./announce.ts"
import { GOOD_PERIOD, TAB } from "./people.ts"
import { checkPeople, settle } from "./people-check.ts"
import { standingOffice } from "./standing-office.ts"

const DOMAIN = "bangsommut.example"
const ACCOUNTS = {
  owner: SAMPLE_OWNER,
  planner: `section-1@${DOMAIN}`,
  registry: `section-2@${DOMAIN}`,
  civil: `section-3@${DOMAIN}`,
  director: `director@${DOMAIN}`,
  stranger: "stranger@elsewhere.example",
}
type Actor = keyof typeof ACCOUNTS
const LEADS: Partial<Record<Actor, string>> = { registry: "ฝ่ายทะเบียน", civil: "ฝ่ายโยธา" }
const isPlanner = (actor: Actor) => actor === "owner" || actor === "planner"

const { office, script, person, reset } = await standingOffice(({ office, script, person }) => {
  person.tagAll()
  // Leads in turn, so that blocks are many and short.
  const leads = ["ฝ่ายทะเบียน", "ฝ่ายโยธา", "ฝ่ายโยธา", "ฝ่ายรายได้"]
  for (const [at, line] of person.lines().entries())
    person.write(line.row, { lead: leads[at % 4] ?? "", partners: "" })
  installAnnounced(office, script)
})

const COLUMNS = tabOf("measure").columns
const letter = (key: string) => columnName(COLUMNS.findIndex(each => each.key === key))
const LAST = columnName(COLUMNS.length - 1)

type Deed =
  | { readonly do: "type"; readonly at: number; readonly key: string; readonly text: string }
  | { readonly do: "delete" | "insert" | "move"; readonly at: number; readonly to: number }
  | { readonly do: "sort"; readonly key: string; readonly descending: boolean }
  | { readonly do: "paste"; readonly count: number }
type Turn = readonly [Actor, Deed, boolean]

const at = fc.double({ min: 0, max: 0.999, noNaN: true })
const deed = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("type"),
      at,
      key: fc.constantFrom("issue", "monitoring", "monitoring", "lead"),
      text: fc.constantFrom("ก", "ติดตามทุกเดือน", "=1+1", "ฝ่ายโยธา", "ฝ่ายทะเบียน"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("delete", "insert", "move"), at, to: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("sort"),
      key: fc.constantFrom("issue", "lead", "indicator"),
      descending: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("paste"), count: fc.constantFrom(1, 5, 300) }) },
) as fc.Arbitrary<Deed>
const actor = fc.constantFrom(...(Object.keys(ACCOUNTS) as Actor[]))

let pasted = 0

/** Carries the deed out as the account may; answers whether it was let. Leads are typed by who may choose them only. */
function carryOut(as: Actor, each: Deed): boolean {
  const known = person.lines()
  const line = "at" in each ? known[Math.floor(each.at * known.length)] : undefined
  const row = line?.row ?? 1
  const where = { spreadsheetId: office.spreadsheetId, tab: TAB, as: ACCOUNTS[as] }
  switch (each.do) {
    case "type": {
      const isLead = each.key === "lead"
      const text = isLead && !each.text.startsWith("ฝ่าย") ? "ฝ่ายรายได้" : each.text
      return script.editor.edit({ ...where, range: `${letter(each.key)}${row + 1}`, values: [[text]] }).ok
    }
    case "insert":
      return script.editor.insertRows({ ...where, at: row, count: 2 }).ok
    case "delete":
      return known.length > 1 && script.editor.deleteRows({ ...where, at: row, count: 1 }).ok
    case "move": {
      const to = known[Math.floor(each.to * known.length)]?.row ?? 1
      return to !== row && to !== row + 1 && script.editor.moveRows({ ...where, at: row, count: 1, to }).ok
    }
    case "sort": {
      const range = `A2:${LAST}${person.below()}`
      const column = COLUMNS.findIndex(({ key }) => key === each.key)
      return script.editor.sortRange({ ...where, range, column, descending: each.descending }).ok
    }
    case "paste": {
      const values = Array.from({ length: each.count }, () => {
        const cells: Record<string, string> = {
          indicator: "3",
          issue: "ประเด็นใหม่",
          measure: "มาตรการใหม่",
          monitoring: "รายไตรมาส",
          period: GOOD_PERIOD,
          lead: "ฝ่ายโยธา",
          responsible: `วางแถวที่ ${++pasted}`,
        }
        return COLUMNS.slice(0, 8).map(({ key }) => cells[key] ?? "")
      })
      return script.editor.edit({ ...where, range: `A${person.below() + 1}`, values }).ok
    }
    default:
      return each satisfies never
  }
}

const leadOf = (row: number) => {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const cell = sheets.find(({ title }) => title === TAB)?.rows[row]?.[
    COLUMNS.findIndex(({ key }) => key === "lead")
  ]
  return String(Object.values(cell?.value ?? { none: "" })[0])
}

/** After a scan each may type in the rows they lead, and in no other: blocks follow their rows. */
function checkBlocks(): void {
  settle(office, script)
  const rows = person.lines().map(({ row }) => row)
  const first = rows.slice(0, 12)
  for (const row of [...first, person.below()])
    for (const who of Object.keys(ACCOUNTS) as Actor[]) {
      const can = tryTyping(who, row)
      const may = isPlanner(who) || (LEADS[who] !== undefined && LEADS[who] === leadOf(row))
      expect([row, leadOf(row), who, can]).toEqual([row, leadOf(row), who, may])
    }
}

/** Types as somebody and takes it back. */
function tryTyping(who: Actor, row: number): boolean {
  const where = { spreadsheetId: office.spreadsheetId, tab: TAB, as: ACCOUNTS[who] }
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const rows = sheets.find(({ title }) => title === TAB)?.rows ?? []
  const before = rows.map(cells => [...cells])
  const { ok } = script.editor.edit({
    ...where,
    range: `${letter("monitoring")}${row + 1}`,
    values: [["ลอง"]],
  })
  rows.splice(0, rows.length, ...before)
  return ok
}

test("whoever edits what they may, no row changes identity, nothing is lost, and blocks follow their rows", () => {
  const turn = fc.tuple(actor, deed, fc.boolean())
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 10 }), (turns: readonly Turn[]) => {
      reset()
      for (const [who, each, scanned] of turns) {
        const before = person.typed()
        const isLet = carryOut(who, each)
        if (!isLet) expect(person.typed()).toEqual(before)
        // What changes the lines of the table is the planner's and the owner's alone; strangers change nothing.
        if (isLet && (each.do !== "type" || each.key === "lead")) expect(isPlanner(who)).toBe(true)
        expect([who, isLet && !isPlanner(who) && LEADS[who] === undefined]).toEqual([who, false])
        if (scanned) script.run("onEdited")
      }
      checkBlocks()
      checkPeople(office, script, person)
    }),
    { numRuns: Number(process.env.RUNS ?? 15), seed: Number(process.env.SEED ?? 2566) },
  )
}, 300_000)

test.each([
  ["sorts", { do: "sort", key: "lead", descending: false }],
  ["sorts the other way", { do: "sort", key: "issue", descending: true }],
  ["inserts rows in a block", { do: "insert", at: 0.25, to: 0 }],
  ["deletes a row", { do: "delete", at: 0.4, to: 0 }],
  ["moves a row into another block", { do: "move", at: 0, to: 0.5 }],
  ["gives a row to another section", { do: "type", at: 0, key: "lead", text: "ฝ่ายโยธา" }],
  ["pastes 300 rows", { do: "paste", count: 300 }],
] as const)(
  "when the planner %s, every actor may type in the rows of theirs after the next scan",
  (_, each) => {
    expect(carryOut("planner", each)).toBe(true)
    checkBlocks()
  },
)
