import fc from "fast-check"
import { expect, test } from "vitest"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { movesOf } from "../../../shared/due/move.ts"
import { countedStates } from "../../../shared/view/counted-states.ts"
import { yearView } from "../../../shared/view/year.ts"
import { recordOfSheet, type WriteRow, writtenRows, yearSource } from "../../../shared/view/year-sheet.ts"
import { recordOf } from "../due/fixture.ts"
import { randomHistory } from "../record/random-history.ts"

const write: WriteRow = ({ measure: { id, indicator, state }, ...rest }) => ({
  ...{ id, indicator, state, marks: rest.reports.map(each => each.state) },
  ...{ strip: JSON.stringify(rest.duties), table: JSON.stringify(rest.moves) },
})

test("a sheet that was kept as JSON is the sheet, its rows are the rows, and it counts what judging everything counts", () => {
  fc.assert(
    fc.property(randomHistory, fc.integer({ min: 0, max: 200 }), ({ changes, end }, later) => {
      const record = recordOf(...changes)
      const day = { today: bangkokDate(end + later * 24 * 3_600_000), simulated: false }
      const [made, view] = [yearSource(record, day), yearView(record, day)]
      if (!made || !view) return
      const { sheet, rowsOf } = made
      if (!rowsOf) throw new Error("a record was taken for a sheet")
      expect(countedStates(sheet.measures)).toEqual(countedStates(view.measures))
      expect(sheet.moves.length).toBe(movesOf(record).length)
      const rows = rowsOf(sheet.measures)
      expect(rows.map(each => each.measure)).toEqual(view.measures)
      const written = writtenRows(made, sheet.measures, write)
      const [keptSheet, keptRows] = JSON.parse(JSON.stringify([sheet, written]))
      const kept = yearSource(recordOfSheet(keptSheet, keptRows), day)
      if (!kept) throw new Error("a kept sheet is no source")
      const never = () => {
        throw new Error("what was kept is written anew")
      }
      expect([kept.sheet, writtenRows(kept, sheet.measures, never)]).toEqual([sheet, written])
    }),
    { numRuns: 60 },
  )
})
