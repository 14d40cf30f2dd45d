/** What the picture of a year found, in one sentence whose counts lead to what they count. */

import type { Move } from "../due/move.ts"
import { groupBy } from "../record/group.ts"
import { movedMeasures } from "./moves-page.ts"
import type { MeasureView } from "./schema.ts"

/** A piece of the sentence; one that counts says what. */
export type FindingPiece = { readonly text: string; readonly counts?: "overdue" | "moved" | "done" }

/** As much of a move as the sentence is made of. */
export type FoundMove = Pick<Move, "measure" | "days">

export function yearFinding(
  measures: readonly Pick<MeasureView, "state">[],
  moves: readonly FoundMove[],
): FindingPiece[] {
  const inForce = measures.filter(each => each.state !== "withdrawn")
  if (inForce.length === 0) return [{ text: "ปีงบประมาณนี้ยังไม่มีมาตรการ" }]
  return [...standing(inForce, movedMeasures(moves)), ...movedWords(inForce, moves)]
}

/** The sentence without its links. */
export function findingText(pieces: readonly FindingPiece[]): string {
  return pieces.map(each => each.text).join("")
}

function standing(inForce: readonly Pick<MeasureView, "state">[], moved: number): FindingPiece[] {
  const count = (state: MeasureView["state"]) => inForce.filter(each => each.state === state).length
  const overdue = count("overdue")
  if (overdue > 0)
    return [{ text: "เกินกำหนด " }, { text: `${overdue} จาก ${inForce.length} มาตรการ`, counts: "overdue" }]
  if (count("done") < inForce.length) return [{ text: "ไม่มีมาตรการเกินกำหนด" }]
  const words = moved > 0 ? "แล้วเสร็จครบ " : "แล้วเสร็จตามกำหนดครบ "
  return [{ text: words }, { text: `${inForce.length} มาตรการ`, counts: "done" }]
}

/** A date brought forward is a move too, but nobody must hear it as put off. */
function movedWords(
  inForce: readonly Pick<MeasureView, "state">[],
  moves: readonly FoundMove[],
): FindingPiece[] {
  const moved = movedMeasures(moves)
  if (moved === 0) {
    const isAllDone = inForce.every(each => each.state === "done")
    return isAllDone ? [] : [{ text: " และไม่มีการเลื่อนกำหนด" }]
  }
  const ofMeasures = [...groupBy(moves, each => each.measure).values()]
  const forward = ofMeasures.filter(each => each.every(({ days }) => days < 0)).length
  const isAllForward = forward === moved
  return [
    { text: isAllForward ? " และเลื่อนกำหนดให้เร็วขึ้น " : " และเลื่อนกำหนดแล้ว " },
    { text: `${moved} มาตรการ`, counts: "moved" },
    ...(forward > 0 && !isAllForward ? [{ text: ` (เร็วขึ้น ${forward})` }] : []),
  ]
}
