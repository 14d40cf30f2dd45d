/**
 * What was answered from the mail, as writes to the sheet: as if the section had typed it, on its own line. A person's typing
 * wins. An answer is known by its id: fetched twice, it is written once.
 */

import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import type { Outcome, Settled, WaitingAnswer } from "../push/answer.ts"
import { isPublicKind, nameParts, obligationParts } from "../row/name.ts"
import { cleanText } from "../row/plain-text.ts"
import type { CellContext } from "../rules/cell.ts"
import { formatMemory, type Memory, type RememberedRow, readMemory } from "../sheet/memory.ts"
import { PLANNER_TICK_ROW } from "../sheet/protection.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { isAnswered } from "../table/answered.ts"
import { type CellWrite, lineWrites, recordWrites } from "./marks.ts"

type TakenAnswers = {
  readonly writes: readonly CellWrite[]
  /** What became of each, once the writes are made; one whose tab cannot be read waits on. */
  readonly settled: readonly Settled[]
}

/** The writes that make the sheet say what was answered, the script's memory of it among them. */
export function takeAnswers(
  tabs: readonly SheetTab[],
  answers: readonly WaitingAnswer[],
  context: CellContext,
): TakenAnswers {
  const memory = readMemory(tabs)
  const rowsByName = new Map(memory.rowsByName)
  const settled: Settled[] = []
  const writes: CellWrite[] = []
  let added = 0
  for (const answer of answers) {
    const place = placeOf(tabs, answer)
    if (!place) continue
    const { tab, line } = place
    const isNew = !line && answer.cells.order !== undefined
    const outcome = line ? outcomeOf(line, answer, memory, context) : isNew ? "written" : "gone"
    settled.push({ id: answer.id, outcome })
    if (isNew) {
      const last = Math.max(0, ...tab.rows.map(each => each.index)) + ++added
      writes.push(...lineWrites(tab, last, { id: nameParts(answer.of).id, ...typed(answer) }, undefined))
    }
    if (!line) continue
    if (isBlank(line, answer)) writes.push(...lineWrites(tab, line.index, typed(answer), line))
    const before = rowsByName.get(answer.of)
    rowsByName.set(answer.of, { digest: "", ...before, answered: answeredNow(answer, outcome, before) })
  }
  const remembered = formatMemory({ ...memory, rowsByName }, context.fiscalYear)
  writes.push(...tabsOf(tabs, "record").flatMap(tab => recordWrites(tab, remembered)))
  return { settled, writes }
}

/** A line that says what was answered earlier goes on saying so. */
function answeredNow({ id, at }: WaitingAnswer, outcome: Outcome, before: RememberedRow | undefined) {
  if (outcome !== "kept") return { id, at }
  return before?.answered && !before.answered.kept ? before.answered : ({ id, at, kept: true } as const)
}

/** The line an answer is for, in the tab of the section that owes it; undefined while there is no such tab. */
function placeOf(tabs: readonly SheetTab[], { of }: WaitingAnswer) {
  const { kind, id } = nameParts(of)
  if (!isPublicKind(kind)) return undefined
  const slug = kind === "report" ? obligationParts(id).slug : undefined
  const tab = tabsOf(tabs, kind).find(each => each.sectionSlug === slug && each.columnIndexByKey.has("id"))
  return tab && { tab, line: tab.rows.find(line => cleanText(textOf(line, "id")) === id) }
}

function outcomeOf(
  line: SheetRow,
  answer: WaitingAnswer,
  memory: Memory,
  context: CellContext,
): Exclude<Outcome, "gone"> {
  if (isBlank(line, answer)) return "written"
  // Written by a scan that was killed before it could say so; who edits it since has the last word.
  const known = memory.rowsByName.get(answer.of)?.answered
  if (known?.id === answer.id) return known.kept ? "kept" : "written"
  return nameParts(answer.of).kind === "report" && isAnswered(line, answer, context) ? "written" : "kept"
}

function isBlank(line: SheetRow, { cells }: WaitingAnswer): boolean {
  return Object.keys(cells).every(key => {
    const { value } = cellOf(line, key)
    return value === false || cleanText(String(value)) === ""
  })
}

/** Dates as people type them; a tick that is not set is left as it is. */
function typed({ cells }: WaitingAnswer): Record<string, string | boolean> {
  const said = Object.entries(cells).filter(([, value]) => value !== "" && value !== false)
  return Object.fromEntries(
    said.map(([key, value]) => {
      const date = key === "date" ? parseIsoDate(String(value)) : undefined
      return [key, date ? shortDate(date) : value]
    }),
  )
}

/** The item beside whose tick the planner makes every link of a mail useless; below the one that announces, as the planner's own. */
export const REVOKE_ITEM = "ลิงก์ตอบจากอีเมล"

/** What `สถานะ` is to say of the links: that the tick was carried out, or could not be yet. */
export type Revocation = "done" | "waits"

export function isRevokeTicked(tabs: readonly SheetTab[]): boolean {
  return linesOf(tabs, "status").some(
    line =>
      line.index === PLANNER_TICK_ROW + 1 &&
      textOf(line, "item") === REVOKE_ITEM &&
      cellOf(line, "tick").value === true,
  )
}
