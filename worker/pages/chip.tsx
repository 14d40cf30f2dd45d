/** States in words and shapes: told apart without colour. */
import type { ObligationState } from "../../shared/due/obligation.ts"

export const STATE_WORDS: Readonly<Record<ObligationState, string>> = {
  scheduled: "ยังไม่ถึงกำหนด",
  due: "ใกล้ครบกำหนด",
  overdue: "เกินกำหนด",
  reported: "รอหลักฐาน",
  done: "แล้วเสร็จ",
  late: "รายงานหลังกำหนด",
  withdrawn: "ยกเลิก",
}

export function StateChip({ state }: { state: ObligationState }) {
  return (
    <span class={`chip chip-${state}`}>
      <Icon shape={state} />
      {STATE_WORDS[state]}
    </span>
  )
}

/** Beside a state: the text shown is the last one accepted, a newer one is held back. */
export function HeldChip() {
  return (
    <span class="chip chip-held">
      <Icon shape="held" />
      แก้ไขค้างอยู่
    </span>
  )
}

export function Icon({ shape }: { shape: ObligationState | "held" }) {
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

const SHAPES: Readonly<Record<ObligationState | "held", ReturnType<typeof Icon>>> = {
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
  held: <path d="M5 2.5v11M11 2.5v11" stroke-width="3" />,
}
