import { expect, it } from "vitest"
import { saysSomething } from "../../../shared/row/says-something.ts"

it.each([
  ["", 1, false],
  ["x", 5, false],
  [".", 1, false],
  ["-", 1, false],
  ["12345 67890 — …", 1, false],
  ["ทำแล้ว", 5, true],
  ["ทำแล้ว", 7, false],
  ["a b c d e", 5, true],
  ["รอผลจากกรม", 10, true],
])("%s says something in %i letters: %s", (text, letters, says) => {
  expect(saysSomething(text, letters)).toBe(says)
})
