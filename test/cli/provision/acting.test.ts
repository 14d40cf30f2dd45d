import { expect, test } from "vitest"
import { createEditor } from "../../../local/google/edit/editing.ts"
import { type Column, reportTabTitle, TABS, tabOf } from "../../../shared/columns.ts"
import { columnName } from "../../../shared/sheet/a1.ts"
import { MEASURES, OWNER, openYear, PLAN } from "./office.ts"

const section = (slug: number) => `section-${slug}@example.go.th`
const ACTORS = {
  owner: OWNER,
  planner: section(1),
  lead: section(2),
  another: section(3),
  director: "director@example.go.th",
  stranger: "stranger@example.com",
}
type Actor = keyof typeof ACTORS

/**
 * Who may type in a cell of the third row: a measure that ฝ่ายทะเบียน leads, and the line of `สถานะ` that announces. The
 * section's report tab stands for all of them.
 */
function allowed(tab: string, column: Column): readonly Actor[] {
  const open: Record<string, readonly Actor[]> = {
    measure: column.by === "lead" ? ["planner", "lead"] : ["planner"],
    report: ["planner", "lead"],
    oversight: ["planner", "director"],
    status: column.key === "tick" || column.key === "reason" ? ["planner"] : [],
    record: [],
  }
  return ["owner", ...(open[tab] ?? ["planner"])]
}

async function openActing() {
  const year = await openYear()
  await year.type(`'${MEASURES}'!H2:H4`, [["ฝ่ายทะเบียน"], ["ฝ่ายทะเบียน"], ["ฝ่ายโยธา"]])
  await year.again()
  const editor = createEditor(year.google, [])
  const { spreadsheetId } = year
  const canEdit = (title: string, row: number, column: number, actor: Actor) => {
    const range = `${columnName(column)}${row}`
    return editor.edit({ spreadsheetId, tab: title, as: ACTORS[actor], range, values: [["TRUE"]] }).ok
  }
  return { ...year, editor, canEdit }
}

test("every actor can type in exactly their own columns of every tab", async () => {
  const { canEdit } = await openActing()
  for (const tab of TABS) {
    const title = tab.key === "report" ? reportTabTitle("ฝ่ายทะเบียน") : tab.title
    tab.columns.forEach((column, at) => {
      const able = (Object.keys(ACTORS) as Actor[]).filter(actor => canEdit(title, 3, at, actor))
      expect([tab.key, column.key, ...able]).toEqual([
        tab.key,
        column.key,
        ...(Object.keys(ACTORS) as Actor[]).filter(actor => allowed(tab.key, column).includes(actor)),
      ])
    })
  }
})

test("anyone who may open the file ticks on the status tab, but where it announces and where it revokes links", async () => {
  const { canEdit } = await openActing()
  const tick = tabOf("status").columns.findIndex(column => column.key === "tick")
  for (const row of [2, 5, 200])
    for (const actor of ["planner", "lead", "another", "director"] as const)
      expect([row, actor, canEdit("สถานะ", row, tick, actor)]).toEqual([row, actor, true])
  expect(canEdit("สถานะ", 5, tick, "stranger")).toBe(false)
  for (const row of [3, 4])
    expect([row, canEdit("สถานะ", row, tick, "lead"), canEdit("สถานะ", row, tick, "planner")]).toEqual([
      row,
      false,
      true,
    ])
  expect(canEdit("สถานะ", 1, tick, "planner")).toBe(false)
})

test("no section types in a header, or in a row that nobody leads", async () => {
  const { canEdit } = await openActing()
  const columns = tabOf("measure").columns.map((_, at) => at)
  for (const row of [1, 9])
    expect(
      columns.filter(at => canEdit(MEASURES, row, at, "lead") || canEdit(MEASURES, row, at, "another")),
    ).toEqual([])
})

test("only the planner adds, sorts or deletes measures", async () => {
  const { editor, spreadsheetId } = await openActing()
  const where = { spreadsheetId, tab: MEASURES }
  const sort = { range: "A2:O4", column: 2 }
  const able = (as: string) => [
    editor.insertRows({ ...where, as, at: 2, count: 1 }).ok,
    editor.deleteRows({ ...where, as, at: 8, count: 1 }).ok,
    editor.sortRange({ ...where, as, ...sort }).ok,
  ]
  for (const actor of ["lead", "another", "director", "stranger"] as const)
    expect(able(ACTORS[actor])).toEqual([false, false, false])
  expect(able(ACTORS.planner)).toEqual([true, true, true])
})

test("blocks follow their rows when the lead changes", async () => {
  const { canEdit, type, again } = await openActing()
  const issue = tabOf("measure").columns.findIndex(column => column.key === "issue")
  expect(canEdit(MEASURES, 2, issue, "another")).toBe(false)
  await type(`'${MEASURES}'!H2`, [["ฝ่ายโยธา"]])
  await again()
  expect(canEdit(MEASURES, 2, issue, "another")).toBe(true)
  expect(canEdit(MEASURES, 2, issue, "lead")).toBe(false)
  expect(canEdit(MEASURES, 3, issue, "lead")).toBe(true)
})

test("an office without a director's mail or section accounts is the planner's and the owner's", async () => {
  const sections = PLAN.sections.map(({ accounts: _, ...each }) => each)
  const { made, sheetOf } = await openYear({ ...PLAN, sections, settings: {} })
  expect(made.sharing.added).toEqual([])
  expect(sheetOf("การกำกับติดตาม").protectedRanges[0]?.editors?.users).toEqual([OWNER])
})
