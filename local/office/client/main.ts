/** The grid page: one tab, drawn for the account acted as, and repainted whenever anything changes. */
import type { EditAnswer, GridView } from "../grid-view.ts"
import { createGrid, type Spot } from "./grid.ts"
import { listenToKeys } from "./keys.ts"
import { createPanel, placeOf } from "./panel.ts"
import {
  addressOf,
  type Choice,
  choiceFromAddress,
  createSurroundings,
  fetchView,
  listen,
  post,
} from "./surroundings.ts"

let choice: Choice = choiceFromAddress()
let view: GridView | undefined
/** The text of the view that is painted; blank where a person may have changed what the page shows since. */
let painted = ""
let asked = 0
let newest: Promise<void> = Promise.resolve()
/** Commands and edits without an answer yet. */
let busy = 0
/** Texts on their way: a view that was asked for before they arrived would take back what the person sees typed. */
let sending = 0

const panel = createPanel()
const grid = createGrid({
  host: element("grid"),
  onType: (spot, values) => void type(spot, values),
  onSelect: area => view && panel.showCell(view.tab, area, grid.cell(area)),
  onLocked: spot => view && panel.refuse(view.tab, spot, lockReason(spot)),
})
const surroundings = createSurroundings({
  onChoose: chosen => choose({ ...choice, ...chosen }),
  onProblem: spot => grid.select(spot),
  onCommand: name => void run(name),
})

listenToKeys({
  grid,
  onPaste: (spot, values) => void type(spot, values),
  onCommand: name => void run(name),
  onNextProblem: nextProblem,
})
window.addEventListener("popstate", () => {
  choice = choiceFromAddress()
  painted = ""
  void refresh()
})
document.querySelector(".skip")?.addEventListener("click", event => {
  event.preventDefault()
  grid.begin()
})
await refresh()
// As a spreadsheet opens: whoever has no mouse types at once. On a phone the panel of the cell would cover the grid.
const isWide = matchMedia("(min-width: 40em)").matches
if (isWide) grid.begin()
listen(
  () => void refresh(),
  isUp => surroundings.setAway(!isUp),
)

/** Resolves when the newest view is shown: the last asked for wins, as answers may overtake each other. */
function refresh(): Promise<void> {
  newest = load(++asked)
  return newest
}

async function load(number: number): Promise<void> {
  const fetched = await fetchView(choice).catch(() => undefined)
  if (number !== asked) return newest
  if (!fetched || sending > 0 || fetched === painted) return
  painted = fetched
  view = JSON.parse(fetched) as GridView
  choice = { as: view.as, tab: view.tab.title }
  history.replaceState(null, "", addressOf(choice))
  surroundings.show(view)
  grid.show(view.tab)
  const area = grid.selected()
  if (area) panel.showCell(view.tab, area, grid.cell(area))
}

function choose(chosen: Choice): void {
  const isSameAccount = chosen.as === choice.as
  // Another account has nothing to do in a section's reports: its own tab opens.
  choice = isSameAccount || !view?.tab.isOfSection ? chosen : { ...chosen, tab: "" }
  history.pushState(null, "", addressOf(choice))
  panel.clear()
  painted = ""
  void refresh().then(() => isWide && isSameAccount && grid.begin())
}

async function type(spot: Spot, values: string[][]): Promise<void> {
  const { as, tab } = choice
  const row = grid.rowId(spot)
  sending++
  await say(spot, () =>
    post("/api/cells", { as, tab, cell: placeOf(spot), values, row }).finally(() => sending--),
  )
}

async function run(name: string): Promise<void> {
  const area = grid.selected()
  const { as, tab } = choice
  if (name === "undo" || name === "redo")
    return say(undefined, () => post("/api/undo", { as, direction: name }))
  if (!area) return panel.say("เลือกช่องในตารางก่อน")
  const rows = { as, tab, at: area.row, count: area.rows }
  const column = area.column
  if (name === "insert")
    return say(area, () => post("/api/rows", { ...rows, action: "insert", at: area.row + 1, count: 1 }))
  if (name === "delete") return say(area, () => post("/api/rows", { ...rows, action: "delete" }))
  return say(area, () =>
    post("/api/rows", { as, tab, action: "sort", column, descending: name === "sort-down" }),
  )
}

async function say(spot: Spot | undefined, send: () => Promise<EditAnswer>): Promise<void> {
  busy++
  surroundings.setBusy(true)
  const answer = await send().catch(() => ({
    error: { reason: "away", message: "สำนักงานจำลองไม่ตอบ ค่าที่พิมพ์ยังไม่ถูกบันทึก ให้เปิดโปรแกรมแล้วพิมพ์ใหม่" },
  }))
  painted = ""
  await refresh()
  busy--
  surroundings.setBusy(busy > 0)
  if ("error" in answer) panel.refuse(view?.tab, spot, answer.error.message)
}

function nextProblem(): void {
  const problems = view?.tab.problems ?? []
  const from = grid.selected()
  const after = problems.find(
    ({ row, column }) => from && (row > from.row || (row === from.row && column > from.column)),
  )
  const next = after ?? problems[0]
  if (next) grid.select(next)
  else panel.say("แท็บนี้ไม่มีช่องที่ต้องดู")
}

function lockReason(spot: Spot): string {
  return view?.noAccess ?? view?.tab.lockReasons[grid.cell(spot)?.lock ?? -1] ?? ""
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}`)
  return found
}
