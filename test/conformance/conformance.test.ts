import { expect, test } from "vitest"
import expected from "../../cli/doctor/conformance-cases.json" with { type: "json" }
import { casesOf, runConformance } from "./run.ts"

const run = await runConformance()
const { results } = run.value

test("the suite has at least forty cases, each under a name of its own", () => {
  expect(results.length).toBeGreaterThanOrEqual(40)
  expect(new Set(results.map(({ name }) => name)).size).toBe(results.length)
})

test("the log's last line is the report, as one JSON document", () => {
  expect(JSON.parse(run.logs.at(-1) ?? "")).toEqual(run.value)
})

test.each(results.map(({ tag, name, fault }) => ({ tag, name, fault })))("$tag: $name", ({ fault }) => {
  expect(fault).toBeNull()
})

test("each case says what of the product rests on it", () => {
  expect(casesOf(run).filter(({ rests }) => rests === "")).toEqual([])
})

test("doctor expects exactly these cases", () => {
  expect(expected, "run `npm run generate`").toEqual(casesOf(run))
})
