import { expect, it } from "vitest"
import { movesOf } from "../../../shared/due/move.ts"
import { at, day, dutyRow, measureRow, PLAN, recordOf } from "./fixture.ts"

it("lists every move with its distance, its reason and whether the old date had passed", () => {
  const record = recordOf(
    PLAN,
    { at: at("2023-05-31", 23), rows: [measureRow({ reason: "รอผล" })] },
    {
      at: at("2023-07-02"),
      rows: [measureRow({ reason: "เร็วขึ้น", occurrences: [{ id: "2566", due: day("2023-06-28") }] })],
    },
  )
  expect(movesOf(record)).toMatchObject([
    { from: "2023-05-31", to: "2023-06-30", days: 30, reason: "รอผล", afterDue: false, sequence: 2 },
    { from: "2023-06-30", to: "2023-06-28", days: -2, reason: "เร็วขึ้น", afterDue: true, sequence: 3 },
  ])
})

it("names the occurrence of a duty that moved, and takes no other change for a move", () => {
  const [first, ...rest] = dutyRow().occurrences
  const moved = dutyRow({
    what: "ส่งแบบ สขร.๑",
    occurrences: [{ id: first?.id ?? "", due: day("2022-11-07") }, ...rest],
  })
  const record = recordOf(
    PLAN,
    { at: at("2022-11-01"), rows: [dutyRow({ what: "ส่งแบบ สขร.๑" })] },
    { at: at("2022-11-02"), rows: [moved] },
  )
  expect(movesOf(record)).toMatchObject([
    { duty: "d-00000001", occurrence: "2565-10", from: "2022-11-05", to: "2022-11-07", sequence: 3 },
  ])
})

it("sees a move across a row's absence", () => {
  const record = recordOf(
    PLAN,
    { at: at("2023-01-01"), gone: ["measure/m-00000001"] },
    { at: at("2023-01-02"), rows: [measureRow()] },
  )
  expect(movesOf(record)).toHaveLength(1)
})
