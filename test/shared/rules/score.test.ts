import { describe, expect, it } from "vitest"
import { doubtedScores, parseScore } from "../../../shared/rules/score.ts"

const listed = (...scores: number[]) => scores.map((score, at) => ({ indicator: at + 1, score }))

describe("a score that stands far from its siblings", () => {
  it.each([
    ["two digits exchanged", 58.5, "85.50"],
    ["one digit mistyped", 15.5, "85.50"],
    ["no slip that leads near", 7, undefined],
  ])("is doubted, with the slip that makes it likely: %s", (_case, score, suggestion) => {
    expect(doubtedScores([...listed(85.5, 85.4, 85.6), { indicator: 9, score }])).toEqual([
      { indicator: 9, siblings: 85.5, suggestion },
    ])
  })

  it("is far by fifteen points, or by four times the usual distance where they lie wide", () => {
    expect(doubtedScores(listed(80, 80, 80, 65))).toEqual([])
    expect(doubtedScores(listed(80, 80, 80, 64.9))).toHaveLength(1)
    expect(doubtedScores(listed(60, 70, 80, 90, 50))).toEqual([])
  })

  it("is not looked for among fewer than three", () => {
    expect(doubtedScores(listed(90, 10))).toEqual([])
  })
})

it.each([
  ["99.68", 99.68],
  ["๙๙.๖๘", 99.68],
  ["100", 100],
  ["100.01", undefined],
  ["9,9", undefined],
  ["-1", undefined],
  ["", undefined],
])("%j is read as %s", (printed, score) => {
  expect(parseScore(printed)).toBe(score)
})
