/** Every cell of a file is in a row, in a question, or in the list of what was set aside: over files people mangled. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { lostWords, mangled, mangling } from "./mangled.ts"
import { imported, squeeze } from "./source.ts"

test("no cell of a mangled file is lost", () => {
  fc.assert(
    fc.property(
      mangling,
      fc.option(fc.constantFrom(2566, 2567), { nil: undefined }),
      ([choices, steps], year) => {
        const source = mangled(choices, steps)
        expect(lostWords(source, squeeze(JSON.stringify(imported(source, year))))).toEqual([])
      },
    ),
    { seed: 2567, numRuns: 200 },
  )
})

test("every entry about words of a line names its sheet", () => {
  fc.assert(
    fc.property(mangling, ([choices]) => {
      const { report } = imported(mangled(choices, []))
      for (const { line, sheet } of report) expect(sheet).toBe(line === 0 ? "" : "ก")
    }),
    { seed: 2567, numRuns: 100 },
  )
})
