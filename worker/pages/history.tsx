/** Old and new texts of a row, field by field, in the words of the sheet's columns. */
import { type Kind, tabOf } from "../../shared/columns.ts"
import { parseIsoDate } from "../../shared/date/civil-date.ts"
import { EVENT_WORDS } from "../../shared/view/changed-row.ts"
import { type FieldChange, slipsOf } from "../../shared/view/history.ts"
import type { HistoryView } from "../../shared/view/measure.ts"
import { slipText } from "../../shared/view/moves-page.ts"
import { Day, dayText, Instant } from "./dates.tsx"
import { Joined, Words } from "./text.tsx"

type HistoryProps = {
  readonly fiscalYear: number
  readonly kind: Kind
  readonly history: readonly HistoryView[]
}

/** Each change leads to what was signed. */
export function History({ fiscalYear, kind, history }: HistoryProps) {
  return (
    <ul class="entries">
      {history.map(each => (
        <li>
          <p class="meta">
            <Instant at={each.acceptedAt} /> ·{" "}
            <a class="nw" href={`/api/v1/pushes/${fiscalYear}/${each.revision}`}>
              ฉบับที่ {each.revision} ที่ลงนาม
            </a>
          </p>
          {each.event === "changed" ? null : (
            <p>{each.event === "published" ? firstWords(each.revision) : EVENT_WORDS[each.event]}</p>
          )}
          <FieldChanges kind={kind} changes={each.changes} />
        </li>
      ))}
    </ul>
  )
}

/** A row of the plan was announced with it; a later one came by itself. */
function firstWords(revision: number): string {
  return revision === 1 ? "ประกาศครั้งแรก" : "เผยแพร่ครั้งแรก"
}

type ChangedRowProps = {
  readonly kind: Kind
  readonly changes: readonly FieldChange[]
  readonly reason: string
}

/** The changed fields of a row, and why: the reason as it now is, not as a text that was mended. */
export function ChangedRow({ kind, changes, reason }: ChangedRowProps) {
  return (
    <>
      <FieldChanges kind={kind} changes={changes.filter(each => each.key !== "reason")} />
      {reason ? (
        <p>
          <b class="strong">เหตุผล</b> <Words text={reason} />
        </p>
      ) : null}
    </>
  )
}

function FieldChanges({ kind, changes }: { kind: Kind; changes: readonly FieldChange[] }) {
  return (
    <>
      {changes.map(({ key, from, to }) => (
        <p>
          <b class="strong">{headerOf(kind, key)}</b>{" "}
          {key === "promise" ? (
            <span class="nw">{slipsOf({ from, to }).map(slipText).join(", ")}</span>
          ) : key === "due" || (isDay(from) && isDay(to)) ? (
            <MovedDates from={from} to={to} />
          ) : (
            <Difference from={dayText(from)} to={dayText(to)} />
          )}
        </p>
      ))}
    </>
  )
}

function isDay(text: string): boolean {
  return parseIsoDate(text) !== undefined
}

/** What both texts share at their ends is said once; what differs is struck and marked. */
function Difference({ from, to }: { from: string; to: string }) {
  const { start, end } = sharedEnds(from, to)
  const [old, fresh] = [from.slice(start, from.length - end), to.slice(start, to.length - end)]
  return (
    <>
      <Words text={shortened(to.slice(0, start), "start")} />
      {old ? (
        <del>
          <Words text={old} />
        </del>
      ) : null}
      {old && fresh ? " เป็น " : null}
      {fresh ? (
        <ins>
          <Words text={fresh} />
        </ins>
      ) : null}
      <Words text={shortened(to.slice(to.length - end), "end")} />
    </>
  )
}

function MovedDates({ from, to }: { from: string; to: string }) {
  return (
    <>
      <del>
        <DayList dates={from} />
      </del>{" "}
      เป็น{" "}
      <ins>
        <DayList dates={to} />
      </ins>
    </>
  )
}

function DayList({ dates }: { dates: string }) {
  if (dates === "") return <>(ไม่มี)</>
  const days = dates.split(", ")
  return <Joined by=", " pieces={days.map(date => <Day date={date} />)} />
}

const CONTEXT = 40

/** Between phrases, or where a text ends. */
function isGap(letter: string | undefined): boolean {
  return letter === undefined || letter === " " || letter === "\n"
}

/** Cut at spaces alone: Thai written within a phrase must not be cut at a mark. */
function sharedEnds(from: string, to: string): { start: number; end: number } {
  const most = Math.min(from.length, to.length)
  let start = 0
  while (start < most && from[start] === to[start]) start++
  if (!isGap(from[start]) || !isGap(to[start])) start = to.lastIndexOf(" ", start - 1) + 1
  let end = 0
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++
  if (isGap(from[from.length - 1 - end]) && isGap(to[to.length - 1 - end])) return { start, end }
  const space = to.indexOf(" ", to.length - end)
  return { start, end: space < 0 ? 0 : to.length - space }
}

function shortened(text: string, side: "start" | "end"): string {
  if (text.length <= CONTEXT) return text
  const cut = side === "start" ? text.indexOf(" ", text.length - CONTEXT) : text.lastIndexOf(" ", CONTEXT)
  if (cut < 0) return "… "
  return side === "start" ? `…${text.slice(cut)}` : `${text.slice(0, cut)} …`
}

function headerOf(kind: Kind, key: string): string {
  if (key === "due") return "ครบกำหนด"
  if (key === "promise") return "นับจากกำหนดแรก"
  return tabOf(kind).columns.find(column => column.key === key)?.header ?? key
}
