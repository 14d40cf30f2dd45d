/** The next sixty days as a strip under the list: each day that something falls due, and how much of it has come. */
import { daysBetween, type IsoDate, weekday } from "../../shared/date/civil-date.ts"
import { WEEKDAYS } from "../../shared/date/thai-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { periodLabel } from "../../shared/due/occurrence.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { slipText } from "../../shared/view/moves-page.ts"
import {
  AHEAD,
  type SixtyDays as AheadView,
  type DueDay,
  type DueItem,
} from "../../shared/view/sixty-days.ts"
import { stripTitle } from "../../shared/view/year-strip.ts"
import { Day } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { RecordLink, SectionName } from "./links.tsx"
import { Words } from "./text.tsx"

type SixtyDaysProps = {
  readonly ahead: AheadView
  readonly fiscalYear: number
  readonly today: IsoDate
}

export function SixtyDays({ ahead, fiscalYear, today }: SixtyDaysProps) {
  const { days, daysLeft, movedOut, movedLeft, until, finding } = ahead
  return (
    <TitledSection id="ahead" title={finding}>
      <p class="meta">
        <Day date={today} /> ถึง <Day date={until} /> ·{" "}
        <RecordLink href={`/${fiscalYear}/calendar.ics`}>ปฏิทิน (iCalendar)</RecordLink>
      </p>
      {days.length + movedOut.length === 0 ? null : (
        <ul class="ahead">
          {days.map(each => (
            <DayLine day={each} fiscalYear={fiscalYear} />
          ))}
          {daysLeft > 0 ? (
            <li>
              <a href="#measures">และอีก {daysLeft} วันในตารางมาตรการ</a>
            </li>
          ) : null}
          {movedOut.map(move => (
            <MovedLine move={move} fiscalYear={fiscalYear} today={today} />
          ))}
          {movedLeft > 0 ? (
            <li>
              <RecordLink href={`/${fiscalYear}/moves`}>และที่เลื่อนออกไปอีก {movedLeft} รายการ</RecordLink>
            </li>
          ) : null}
        </ul>
      )}
    </TitledSection>
  )
}

const NEAR = 30

function DayLine({ day, fiscalYear }: { day: DueDay; fiscalYear: number }) {
  const { due, days, items, left, owing, received, unconfirmed } = day
  const open = owing - received
  return (
    <li>
      <p>
        <b class="strong">
          วัน{WEEKDAYS[weekday(due)]} <Day date={due} />
        </b>{" "}
        <span class="quiet nw">{days === 0 ? "ครบกำหนดวันนี้" : `อีก ${days} วัน`}</span>
      </p>
      <ul>
        {items.map(item => (
          <li>
            <Item item={item} fiscalYear={fiscalYear} />
          </li>
        ))}
        {left > 0 ? (
          <li>
            <span class="quiet">และ</span>
            <a href="#measures">อีก {left} เรื่อง</a>
          </li>
        ) : null}
      </ul>
      {raw(barSvg(days))}
      <p>
        {raw(squaresSvg(owing, received))}{" "}
        {open === 0 ? "ได้รับครบแล้ว" : <b class="strong nw">{`ยังไม่ได้รับ ${open} จาก ${owing} รายงาน`}</b>}
        {unconfirmed > 0 ? <span class="quiet"> รอยืนยันกำหนด {unconfirmed} รายงาน</span> : null}
      </p>
    </li>
  )
}

function Item({
  item: { measure, what, occurrence, sections },
  fiscalYear,
}: {
  item: DueItem
  fiscalYear: number
}) {
  return (
    <>
      <RecordLink href={`/${fiscalYear}/measures/${measure}`}>
        <Words text={stripTitle(what)} /> <span class="nw">{periodLabel(occurrence)}</span>
      </RecordLink>{" "}
      {sections.length === 1 ? (
        <SectionName name={sections[0] ?? ""} />
      ) : (
        <span class="quiet nw">{sections.length} ฝ่าย</span>
      )}
    </>
  )
}

function MovedLine({ move, fiscalYear, today }: { move: Move; fiscalYear: number; today: IsoDate }) {
  const { measure, what, from, to, days, reason } = move
  return (
    <li>
      <p class="slip">
        <span class="nw">ไม่อยู่ใน {AHEAD} วันแล้ว</span> เดิม <Day date={from} /> เป็น <Day date={to} />
      </p>
      <p>
        <RecordLink href={`/${fiscalYear}/measures/${measure}#moves`}>
          <Words text={stripTitle(firstLine(what))} />
        </RecordLink>
      </p>
      {raw(movedSvg(daysBetween(today, from)))}
      <p>
        <span class="slip nw">{slipText(days)}</span>{" "}
        {reason === "" ? null : <Words text={`เหตุผล: ${reason}`} />}
      </p>
    </li>
  )
}

/** Of sixty days, in hundredths. Numbers alone are written. */
function placeOf(days: number): number {
  return Math.round((days / AHEAD) * 1000) / 10
}

function barSvg(days: number): string {
  const x = placeOf(days)
  const name = days <= NEAR ? "near" : "far"
  return `<svg class="ahead-line" aria-hidden="true"><line class="b-today" x1="0" x2="0" y1="0" y2="40"/><line class="b-${name}" x1="0" x2="${x}%" y1="20" y2="20"/><line class="b-post" x1="${x}%" x2="${x}%" y1="6" y2="34"/></svg>`
}

function movedSvg(days: number): string {
  const x = placeOf(days)
  return `<svg class="ahead-line" aria-hidden="true"><line class="b-today" x1="0" x2="0" y1="0" y2="40"/><line class="b-moved" x1="${x}%" x2="100%" y1="20" y2="20" stroke-dasharray="2 4"/><use href="#k-moved" x="${x}%" y="20"/></svg>`
}

const MOST_SQUARES = 20

/** A square a report, those that came filled first. */
function squaresSvg(owing: number, received: number): string {
  if (owing > MOST_SQUARES) return ""
  const squares = Array.from({ length: owing }, (_, at) => {
    const name = at < received ? "came" : "awaited"
    return `<rect class="b-${name}" x="${at * 18 + 1}" y="1" width="14" height="14"/>`
  })
  return `<svg class="squares" width="${owing * 18}" height="16" aria-hidden="true">${squares.join("")}</svg>`
}
