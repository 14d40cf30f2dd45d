import { expect, it } from "vitest"
import { ROW_SCHEMAS, type Row, rowSchema } from "../../../shared/row/row.ts"
import { createRowReader } from "../../../shared/verify/read-rows.ts"
import { duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"

const ROWS: readonly Row[] = [
  measure("a"),
  duty("a", { owedBy: ["ฝ่ายทะเบียน"] }),
  report("m-aaaaaaaa", "2", "2566", {}),
  ...SECTIONS.slice(0, 1),
  ...SETTINGS.slice(0, 1),
]
/** Each in the place of a field, and as one more. */
const VALUES = JSON.parse(
  '["", "อื่น", "m-00000000", "2566-05-01", 0, -0, 3, null, true, [], [""], [{"id":"2566","due":"2023-06-10"}], [{"id":"2566","due":"x"}], {}, {"__proto__":{}}, {"toString":1}]',
) as unknown[]

/** As it is read from a text: keys in another order than a schema has them. */
function read(value: object): unknown {
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.parse(
    `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join()}}`,
  )
}

it.each(ROWS)("of a $kind says of every version what its schema says", row => {
  const keys = Object.keys(row)
  const others = [...keys, "more", "__proto__", "toString"].flatMap(key =>
    VALUES.map(value => read(Object.defineProperty({ ...row }, key, { value, enumerable: true }))),
  )
  const less = keys.map(key => read(Object.fromEntries(Object.entries(row).filter(([each]) => each !== key))))
  const readRow = createRowReader()
  for (const other of [...others, ...less]) {
    // The version before is at times one that held, and at times none.
    readRow(read(row))
    const said = readRow(other)
    const must = rowSchema.safeParse(other).data
    expect(said, JSON.stringify(other)).toEqual(must)
    expect(Object.keys(said ?? {}), JSON.stringify(other)).toEqual(Object.keys(must ?? {}))
  }
})

it.each([[null], [3], ["measure"], [[]], [{ kind: "toString", id: "x" }], [{ kind: { toString: 1 } }]])(
  "of %j says that it is no row",
  value => {
    expect(createRowReader()(value)).toBeUndefined()
  },
)

it("keeps once what two versions of a row say the same", () => {
  const readRow = createRowReader()
  const [before, after] = [readRow(read(measure("a"))), readRow(read(measure("a", { reason: "เลื่อน" })))]
  expect(after).toMatchObject({ kind: "measure", reason: "เลื่อน" })
  expect(after?.kind === "measure" && after.occurrences).toBe(
    before?.kind === "measure" && before.occurrences,
  )
})

it.each(Object.entries(ROW_SCHEMAS))("no schema asks two fields of a %s about each other", (_, schema) => {
  expect(schema.def.checks ?? []).toEqual([])
})
