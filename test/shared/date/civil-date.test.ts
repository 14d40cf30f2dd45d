import { expect, test } from "vitest"
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"

test("a day so many days later is the one that the engine's own calendar finds, over three centuries", () => {
  const from = Date.UTC(1900, 0, 1)
  const wrong: string[] = []
  for (let days = 0; days < 110_000; days++) {
    const expected = new Date(from + days * 86_400_000).toISOString().slice(0, 10)
    const found = addDays("1900-01-01" as IsoDate, days)
    if (found !== expected) wrong.push(`${days}: ${found} is ${expected}`)
  }
  expect(wrong).toEqual([])
})
