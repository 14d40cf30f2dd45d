import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { flagOf, PERIOD_CODES } from "../../../shared/period/problems.ts"

const rows = readFileSync(new URL("../../../docs/period.md", import.meta.url), "utf8")
  .split("\n")
  .filter(line => line.startsWith("| "))
  .map(line => line.split(" | ").map(cell => cell.replace(/^\| | \|$/g, "")))

const code = (cell = "") => /^`([^`]+)`/.exec(cell)?.[1] ?? ""
const examples = rows.filter(cells => /[ก-๙]/.test(code(cells[cells.length - 2])))

test("every form and rule has an example", () => expect(examples.length).toBeGreaterThanOrEqual(35))

test.each(examples.map(cells => [code(cells[cells.length - 2]), cells[cells.length - 1] ?? ""]))(
  "the documented “%s” is as the compiler has it",
  (phrase, result) => {
    const { normal, flag } = compilePeriod(phrase, { fiscalYear: 2566 })
    expect(normal).toBe(code(result))
    if (/, (ok|warn|ask|reject)$/.test(result)) expect(result.endsWith(`, ${flag}`)).toBe(true)
  },
)

test("the table of codes is complete", () => {
  const listed = rows.flatMap(([flag, codes = ""]) =>
    ["warn", "ask", "reject"].includes(flag ?? "")
      ? [...codes.matchAll(/`([^`]+)`/g)].map(([, one]) => `${flag} ${one}`)
      : [],
  )
  expect(listed.sort()).toEqual(PERIOD_CODES.map(one => `${flagOf(one)} ${one}`).sort())
})
