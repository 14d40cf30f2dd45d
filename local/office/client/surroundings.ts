/** Everything around the grid: the day, whom one acts as, the tabs, the commands, the problems as a list of links. */
import type { EditAnswer, GridView, OfficeEvent, ProblemView } from "../grid-view.ts"
import type { Spot } from "./grid.ts"

type SurroundingsDeps = {
  readonly onChoose: (chosen: Partial<Choice>) => void
  readonly onProblem: (spot: Spot) => void
  readonly onCommand: (name: string) => void
}

type Surroundings = {
  show(view: GridView): void
  setBusy(isBusy: boolean): void
  setAway(isAway: boolean): void
}

/** Problems listed above the grid; F8 reaches the others. */
const LISTED = 4
const WORST_FIRST: readonly ProblemView["severity"][] = ["error", "ask", "warn", "fix"]

export function createSurroundings(deps: SurroundingsDeps): Surroundings {
  const { onChoose, onCommand } = deps
  const as = byId<HTMLSelectElement>("as")
  as.addEventListener("change", () => onChoose({ as: as.value }))
  listenToCommands(onCommand)
  listenToArrows()
  let isBusy = false
  let isAway = false
  const showState = () => {
    byId("state").textContent = isAway
      ? "ขาดการติดต่อกับสำนักงานจำลอง"
      : isBusy
        ? "กำลังตรวจและส่ง…"
        : "บันทึกและตรวจแล้ว"
  }

  return {
    show(view) {
      showActors(as, view)
      showView(view, deps)
    },
    setBusy(now) {
      isBusy = now
      showState()
    },
    setAway(now) {
      isAway = now
      showState()
    },
  }
}

function showView(
  view: Parameters<Surroundings["show"]>[0],
  { onChoose, onProblem }: SurroundingsDeps,
): void {
  byId("day").textContent = view.day
  byId("mails").textContent = String(view.mails)
  showTour(view.tour)
  byId("title").textContent = view.tab.title
  byId("help").textContent = view.tab.help
  document.title = `${view.tab.title} · ${view.office}`
  showTabs(view, onChoose)
  showProblems(view, onProblem)
  showText("no-access", view.noAccess)
  showText("fault", view.fault)
  setDisabled("undo", !view.canUndo)
  setDisabled("redo", !view.canRedo)
}

function listenToCommands(onCommand: SurroundingsDeps["onCommand"]): void {
  const commands = byId("commands")
  commands.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest("button") : null
    if (button?.dataset.command) onCommand(button.dataset.command)
  })
  // A click on a command must not take the selection away from the grid.
  commands.addEventListener("mousedown", event => {
    event.preventDefault()
    event.stopPropagation()
  })
}

/** Arrows go from tab to tab, of which one alone is a stop of the Tab key: there are twenty. */
function listenToArrows(): void {
  const strip = byId("tabs")
  strip.addEventListener("keydown", event => {
    const links = [...strip.querySelectorAll("a")]
    const at = links.findIndex(each => each.matches(":focus"))
    const last = links.length - 1
    const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last }[
      event.key
    ]
    if (to === undefined || at < 0) return
    event.preventDefault()
    // The grid's library listens too.
    event.stopPropagation()
    for (const [index, link] of links.entries()) link.tabIndex = index === to ? 0 : -1
    links[to]?.focus()
  })
}

/** Left alone while it says the same, so that the focus stays where it is. */
function showTour(tour: string): void {
  const bar = byId("tour")
  if (bar.dataset.shown === tour) return
  bar.dataset.shown = tour
  bar.innerHTML = tour
}

function showActors(select: HTMLSelectElement, { actors, as }: GridView): void {
  const wanted = actors.map(({ name, label }) => `${name}\n${label}`).join("\n\n")
  if (select.dataset.actors !== wanted) {
    select.replaceChildren(...actors.map(({ name, label }) => new Option(label, name)))
    select.dataset.actors = wanted
  }
  select.value = as
}

function showTabs({ tabs, tab, as }: GridView, onChoose: SurroundingsDeps["onChoose"]): void {
  const strip = byId("tabs")
  const here = strip.scrollLeft
  const focused = [...strip.children].findIndex(each => each.matches(":focus"))
  const stop = focused < 0 ? tabs.findIndex(({ title }) => title === tab.title) : focused
  strip.replaceChildren(
    ...tabs.map(({ title, toMend }, index) => {
      const link = document.createElement("a")
      link.tabIndex = index === stop ? 0 : -1
      link.href = addressOf({ as, tab: title })
      link.textContent = toMend > 0 ? `${title} (${toMend})` : title
      if (toMend > 0) link.title = `ต้องดู ${toMend} ช่อง`
      if (title === tab.title) link.setAttribute("aria-current", "page")
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        onChoose({ tab: title })
      })
      return link
    }),
  )
  strip.scrollLeft = here
  if (focused >= 0) strip.querySelectorAll("a")[focused]?.focus({ preventScroll: true })
  const current = strip.querySelector<HTMLElement>("[aria-current]")
  if (!current || strip.dataset.tab === tab.title) return
  strip.dataset.tab = tab.title
  strip.scrollLeft = current.offsetLeft - strip.clientWidth / 3
}

function showProblems({ tab }: GridView, onProblem: SurroundingsDeps["onProblem"]): void {
  const { problems } = tab
  const box = byId("problems")
  box.hidden = problems.length === 0
  const count = (word: string, severity: ProblemView["severity"]) => {
    const cells = problems
      .filter(each => each.severity === severity)
      .map(each => `${each.row}/${each.column}`)
    const many = new Set(cells).size
    return many > 0 ? [`${word} ${many} ช่อง`] : []
  }
  const counts = [...count("ต้องแก้", "error"), ...count("ขอให้ยืนยัน", "ask"), ...count("โปรดตรวจทาน", "warn")]
  byId("counts").textContent = [counts.slice(0, -1).join(" "), ...counts.slice(-1)]
    .filter(text => text !== "")
    .join(" และ")
  box.classList.toggle(
    "has-errors",
    problems.some(each => each.severity === "error"),
  )
  byId("links").replaceChildren(
    ...worstFirst(problems)
      .slice(0, LISTED)
      .map(problem => problemItem(tab, problem, onProblem)),
  )
  byId("more").textContent =
    problems.length > LISTED ? `และอีก ${problems.length - LISTED} ช่อง กด F8 เพื่อไปช่องถัดไป` : ""
}

function worstFirst(problems: readonly ProblemView[]): ProblemView[] {
  return [...problems].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity))
}

function problemItem(
  tab: GridView["tab"],
  problem: ProblemView,
  onProblem: SurroundingsDeps["onProblem"],
): HTMLElement {
  const header = tab.columns.find(each => each.index === problem.column)?.header ?? ""
  const link = document.createElement("button")
  link.type = "button"
  link.className = "link"
  link.textContent = `แถว ${problem.row + 1} ${header}: ${problem.message}`
  // The grid lets go of its selection on any press outside it.
  link.addEventListener("mousedown", event => event.stopPropagation())
  link.addEventListener("click", () => onProblem(problem))
  const item = document.createElement("li")
  item.append(link)
  return item
}

function showText(id: string, text: string | undefined): void {
  byId(id).hidden = text === undefined
  byId(id).textContent = text ?? ""
}

function setDisabled(command: string, isDisabled: boolean): void {
  const button = document.querySelector<HTMLButtonElement>(`[data-command="${command}"]`)
  if (button) button.disabled = isDisabled
}

function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}`)
  return found as T
}

export type Choice = { readonly as: string; readonly tab: string }

/** What the address says, `#gid=` as Google writes it too; blank where it says nothing, and the server chooses. */
export function choiceFromAddress(): Choice {
  const query = new URLSearchParams(location.search)
  const gid = new URLSearchParams(location.hash.slice(1)).get("gid")
  return { as: query.get("as") ?? "", tab: query.get("tab") ?? gid ?? "" }
}

export function addressOf({ as, tab }: Choice): string {
  return `/?${new URLSearchParams({ as, tab })}`
}

/** A `GridView`, as JSON. */
export async function fetchView({ as, tab }: Choice): Promise<string> {
  const response = await fetch(`/api/view?${new URLSearchParams({ as, tab })}`)
  if (!response.ok) throw new Error(`/api/view ${response.status}`)
  return response.text()
}

/** @throws TypeError when the office does not answer */
export async function post(path: string, body: object): Promise<EditAnswer> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** Calls back at each piece of news, and with `false` while the office is away. */
export function listen(
  onNews: (kind: OfficeEvent["kind"]) => void,
  onConnection: (up: boolean) => void,
): void {
  const events = new EventSource("/api/events")
  events.onopen = () => {
    onConnection(true)
    onNews("sheet")
  }
  events.onerror = () => onConnection(false)
  events.onmessage = ({ data }) => {
    const event: OfficeEvent = JSON.parse(data)
    onNews(event.kind)
  }
}
