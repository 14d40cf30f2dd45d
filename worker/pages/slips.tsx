/** How far dates slipped: from the first promise, move by move, to the date in force, with the day each was recorded. */
import { bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { SHORT_MONTHS } from "../../shared/date/thai-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { slipText } from "../../shared/view/moves-page.ts"
import { placeOn, type Slip, type SlipAxis, slipAxis, slipSentence } from "../../shared/view/slips.ts"
import { stripTitle } from "../../shared/view/year-strip.ts"
import { raw } from "./jsx/jsx-runtime.ts"
import { RecordLink } from "./links.tsx"
import { Mark, MarkDefs } from "./marks.tsx"
import { Words } from "./text.tsx"

type SlipsProps = {
  readonly slips: readonly Slip[]
  readonly today: IsoDate
  /** Where the slips are of many measures: a line says of which. */
  readonly fiscalYear?: number
}

/** Beyond these the table below is the better reading. */
const MOST_LINES = 10
const LINE = 34

export function SlipChart({ slips, today, fiscalYear }: SlipsProps) {
  if (slips.length === 0) return null
  const shown = slips.slice(0, MOST_LINES)
  const axis = slipAxis(shown, today, recordedOn)
  return (
    <>
      <MarkDefs shapes={[]} />
      <SlipKey />
      <div class="slip-head" aria-hidden="true">
        {raw(headSvg(axis, today))}
      </div>
      <ul class="slips">
        {shown.map(slip => (
          <li>
            <div>
              {fiscalYear === undefined ? null : <SlipName slip={slip} fiscalYear={fiscalYear} />}
              {fiscalYear === undefined && slips.length === 1 ? null : (
                <p>
                  <Words text={slipSentence(slip)} />
                </p>
              )}
              <Reasons moves={slip.moves} />
            </div>
            {raw(slipSvg(slip, axis, today))}
          </li>
        ))}
      </ul>
      {slips.length > MOST_LINES ? (
        <p class="quiet">
          แสดง {MOST_LINES} เรื่องที่เลื่อนมากที่สุด จาก {slips.length} เรื่อง
        </p>
      ) : null}
    </>
  )
}

function SlipKey() {
  return (
    <ul class="key">
      <li>
        <Mark shape="moved" /> กำหนดที่ถูกเลื่อน
      </li>
      <li>
        {raw('<svg class="mark" viewBox="-10 -10 20 20" aria-hidden="true"><use href="#post"/></svg>')}{" "}
        กำหนดที่ใช้แทน
      </li>
      <li>
        {raw(
          '<svg class="mark" viewBox="-10 -10 20 20" aria-hidden="true"><circle class="b-dot" r="5"/></svg>',
        )}{" "}
        วันที่บันทึกการเลื่อน
      </li>
    </ul>
  )
}

function SlipName({ slip, fiscalYear }: { slip: SlipsProps["slips"][number]; fiscalYear: number }) {
  return (
    <p class="strong">
      <RecordLink href={`/${fiscalYear}/measures/${slip.measure}#moves`}>
        <Words text={stripTitle(slip.what)} />
      </RecordLink>
    </p>
  )
}

function Reasons({ moves }: { moves: readonly Move[] }) {
  return (
    <>
      {moves.map(({ reason }) =>
        reason === "" ? null : (
          <p class="quiet">
            เหตุผล: <Words text={reason} />
          </p>
        ),
      )}
    </>
  )
}

function recordedOn({ acceptedAt }: Move): IsoDate {
  return bangkokDate(acceptedAt)
}

/** A line for each move under the other, so that one cannot hide another. Places and numbers alone are written. */
function slipSvg({ moves }: Slip, axis: SlipAxis, today: IsoDate): string {
  const height = moves.length * LINE + 12
  const grid = axis.months.map(month => vertical("grid", placeOn(axis, month), height))
  const lines = moves.map((move, at) => moveSvg(move, axis, at * LINE + 28))
  return `<svg height="${height}" aria-hidden="true">${grid.join("")}${vertical("today", placeOn(axis, today), height)}${lines.join("")}</svg>`
}

function moveSvg(move: Move, axis: SlipAxis, y: number): string {
  const [from, to, said] = [move.from, move.to, recordedOn(move)].map(day => placeOn(axis, day)) as [
    number,
    number,
    number,
  ]
  const across = (name: string, x1: number, x2: number) =>
    `<line class="b-${name}" x1="${x1}%" x2="${x2}%" y1="${y}" y2="${y}"/>`
  const words = `<text x="${(from + to) / 2}%" y="${y - 8}">${slipText(move.days)}</text>`
  const marks = `<use href="#post" x="${to}%" y="${y}"/><use href="#k-moved" x="${from}%" y="${y}"/><circle class="b-dot" cx="${said}%" cy="${y}" r="5"/>`
  return `${across("said", said, from)}${across("moved", from, to)}${marks}${words}`
}

function vertical(name: string, x: number, height: number): string {
  return `<line class="b-${name}" x1="${x}%" x2="${x}%" y1="0" y2="${height}"/>`
}

/** At most five months are named: a phone has no room for more. */
function headSvg(axis: SlipAxis, today: IsoDate): string {
  const step = Math.ceil(axis.months.length / 5)
  const names = axis.months
    .filter((_, at) => at % step === 0)
    .map(
      month =>
        `<text x="${placeOn(axis, month)}%" y="36">${SHORT_MONTHS[Number(month.slice(5, 7)) - 1]}</text>`,
    )
  return `<svg height="42"><text class="now" x="${placeOn(axis, today)}%" y="15">วันนี้</text>${names.join("")}</svg>`
}
