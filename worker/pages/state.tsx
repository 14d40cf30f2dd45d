/** States in words and shapes, which need no colour, and how far their day is. */
import { daysBetween, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import type { ObligationState } from "../../shared/due/obligation.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { htmlOf, raw } from "./jsx/jsx-runtime.ts"

type StateProps = {
  readonly state: ObligationState
  readonly row?: SheetLine
  readonly due: string
  readonly today: IsoDate
}

/** A state as a reader meets it: the chip, how far its day is, and how its row stands in the sheet. */
export function State({ state, due, today, row }: StateProps) {
  return (
    <>
      <StateChip state={state} /> <Days state={state} due={due} today={today} />
      {row ? <SheetChip held={row.held} vanished={row.vanished} /> : null}
    </>
  )
}

export function StateChip({ state }: { state: ObligationState }) {
  return (
    <span class={`chip chip-${state}`}>
      <Icon shape={state} />
      {STATE_WORDS[state]}
    </span>
  )
}

/** How a row stands in the sheet. */
type SheetLine = { readonly held: boolean; readonly vanished: boolean }

/** After a state: the text shown is the last one accepted; a newer one is held back, or its line is gone and it counts on. */
export function SheetChip({ held, vanished }: SheetLine) {
  if (!held && !vanished) return null
  return (
    <>
      {" "}
      <span class="chip chip-held">
        <Icon shape="held" />
        {vanished ? "หายไปจากตาราง" : "แก้ไขค้างอยู่"}
      </span>
    </>
  )
}

/** What stands beside a chip: อีก 18 วัน · ครบกำหนดวันนี้ · เกินมาแล้ว 7 วัน. */
export function Days({ state, due, today }: { state: ObligationState; due: string; today: IsoDate }) {
  const parsed = parseIsoDate(due)
  if (!parsed || !["scheduled", "due", "overdue"].includes(state)) return null
  const days = daysBetween(today, parsed)
  if (state === "overdue") return <span class="days days-overdue nw">เกินมาแล้ว {-days} วัน</span>
  return <span class="days nw">{days === 0 ? "ครบกำหนดวันนี้" : `อีก ${days} วัน`}</span>
}

/** A page has a hundred, of at most eleven shapes: each is written once. */
const written = new Map<Shape, ReturnType<typeof raw>>()

export function Icon({ shape }: { shape: Shape }) {
  const icon = written.get(shape) ?? raw(htmlOf(drawnIcon(shape)))
  written.set(shape, icon)
  return icon
}

function drawnIcon(shape: Shape) {
  return (
    <svg
      class={`icon-${shape}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
    >
      {SHAPES[shape]}
    </svg>
  )
}

/** What a mark is drawn as: a state, or what is said of a row or a report beside it. */
export type Shape = ObligationState | "held" | "nothing"

/** In a box of 16 by 16. */
export const SHAPES: Readonly<Record<Shape, ReturnType<typeof Icon>>> = {
  beforeRecord: <path d="M3 8h10M6.5 4.5 3 8l3.5 3.5" />,
  unconfirmed: (
    <g>
      <circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1" />
      <path d="M6.2 6.6a1.8 1.8 0 1 1 1.8 2v.7M8 10.8v1.2" stroke-width="1.4" />
    </g>
  ),
  scheduled: <circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1" />,
  due: (
    <g>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" />
    </g>
  ),
  overdue: (
    <g>
      <path d="M8 1.2 15.6 14.6H.4z" fill="currentColor" stroke="none" />
      <path class="hole" d="M8 6v4M8 11.4v1.6" stroke-width="1.8" />
    </g>
  ),
  reported: (
    <g stroke-width="1.6">
      <path d="M3 1.8h7L13 5v9.2H3z" />
      <path d="m5.4 9 1.9 2 3.4-4" />
    </g>
  ),
  done: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      <path class="hole" d="m4.6 8.2 2.4 2.5 4.4-5" />
    </g>
  ),
  late: (
    <g>
      <rect x="1.5" y="1.5" width="13" height="13" rx="1" fill="currentColor" stroke="none" />
      <path class="hole" d="M8 4.2V8.4h3.2" />
    </g>
  ),
  withdrawn: (
    <g>
      <circle cx="8" cy="8" r="6" />
      <path d="M3.8 12.2 12.2 3.8" />
    </g>
  ),
  nothing: (
    <g>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M4.8 8h6.4" />
    </g>
  ),
  held: <path d="M5 2.5v11M11 2.5v11" stroke-width="3" />,
}
