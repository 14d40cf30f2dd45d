import fc from "fast-check"
import { expect, test } from "vitest"
import { withKey } from "../../../shared/record/group.ts"

test("gives what a walk through the list would, for every field and value", () => {
  const entry = fc.record({
    measure: fc.constantFrom<string>("a", "b", "c"),
    duty: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(entry), list => {
      for (const value of ["a", "b", "c", "d"])
        expect(withKey(list, "measure", value)).toEqual(list.filter(each => each.measure === value))
      for (const value of [1, 2, 3, 4])
        expect(withKey(list, "duty", value)).toEqual(list.filter(each => each.duty === value))
    }),
  )
})

test("keeps two lists apart", () => {
  const [first, second] = [[{ id: "a", at: 1 }], [{ id: "a", at: 2 }]]
  expect(withKey(first, "id", "a")).toEqual([{ id: "a", at: 1 }])
  expect(withKey(second, "id", "a")).toEqual([{ id: "a", at: 2 }])
})
