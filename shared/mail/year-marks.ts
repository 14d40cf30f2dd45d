/**
 * The picture of a year in a mail: no image and no SVG, which many clients drop, but letters, one a measure, with the
 * words of each state beside them. Where letters, colours or both are not shown, the words say all of it.
 */
import type { ObligationState } from "../due/obligation.ts"
import type { MeasureView } from "../view/schema.ts"
import { STATE_WORDS } from "../view/words.ts"
import type { MarkRow } from "./memo.ts"
import type { Wording } from "./wording.ts"

/** Worst first, as the director reads. Each colour has a contrast of 3.2 or more on white and on a dark client's #2b2b2b. */
const MARKS: Readonly<Record<ObligationState, Pick<MarkRow, "mark" | "color">>> = {
  overdue: { mark: "▲", color: "#d4463c" },
  due: { mark: "◐", color: "#b07a14" },
  unconfirmed: { mark: "◊", color: "#b07a14" },
  reported: { mark: "■", color: "#b07a14" },
  late: { mark: "■", color: "#2f9076" },
  scheduled: { mark: "○", color: "#7d8884" },
  done: { mark: "●", color: "#2f9076" },
  beforeRecord: { mark: "○", color: "#7d8884" },
  withdrawn: { mark: "×", color: "#7d8884" },
}

/** Of more measures than this one mark stands for a state: a row of letters is no longer counted at a glance. */
const MARKS_SHOWN = 12

export function yearMarks(measures: readonly Pick<MeasureView, "state">[], wording: Wording): MarkRow[] {
  return (Object.keys(MARKS) as ObligationState[]).flatMap(state => {
    const count = measures.filter(each => each.state === state).length
    const shown = measures.length > MARKS_SHOWN ? 1 : count
    const { mark, color } = MARKS[state]
    const row = { word: STATE_WORDS[state], mark: mark.repeat(shown), color }
    return count === 0
      ? []
      : [{ ...row, said: wording.count(count, "มาตรการ"), isGrave: state === "overdue" }]
  })
}
