/** What the picture of a year found, in one sentence whose counts lead to what they count. */

import type { Move } from "../due/move.ts"
import { movedMeasures } from "./moves-page.ts"
import type { MeasureView } from "./schema.ts"

/** A piece of the sentence; one that counts says what. */
export type FindingPiece = { readonly text: string; readonly counts?: "overdue" | "moved" | "done" }

export function yearFinding(
  measures: readonly Pick<MeasureView, "state">[],
  moves: readonly Pick<Move, "measure">[],
): FindingPiece[] {
  const inForce = measures.filter(each => each.state !== "withdrawn")
  if (inForce.length === 0) return [{ text: "ปีงบประมาณนี้ยังไม่มีมาตรการ" }]
  const moved = movedMeasures(moves)
  return [...standing(inForce, moved), ...movedWords(inForce, moved)]
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

function movedWords(inForce: readonly Pick<MeasureView, "state">[], moved: number): FindingPiece[] {
  if (moved > 0) return [{ text: " และเลื่อนกำหนดแล้ว " }, { text: `${moved} มาตรการ`, counts: "moved" }]
  const isAllDone = inForce.every(each => each.state === "done")
  return isAllDone ? [] : [{ text: " และไม่มีการเลื่อนกำหนด" }]
}
