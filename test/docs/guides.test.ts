/** What the guides promise a clerk is what the sheet does. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { columnOf, TABS, tabOf } from "../../shared/columns.ts"
import { isEvidence } from "../../shared/due/evidence.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { SEVERITY_WORDS } from "../../shared/problem.ts"

const guide = (name: string) => readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), "utf8")
const clerk = guide("clerk")

/** The cells of the table under a heading, without its own header. */
function tableUnder(heading: string): string[][] {
  const part = clerk.split(`## ${heading}`)[1]?.split("\n## ")[0] ?? ""
  const lines = part.split("\n").filter(line => line.startsWith("|"))
  return lines.slice(2).map(line =>
    line
      .split("|")
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

it.each(tableUnder("เขียนกำหนดเวลาอย่างไร"))(
  "“%s” is understood as the clerk is told",
  (phrase = "", understood) => {
    expect(compilePeriod(phrase, { fiscalYear: 2566 })).toMatchObject({ understood, flag: "ok" })
  },
)

it.each(["ต่อเนื่อง", "โดยเร็ว", "ทุกไตรมาส", "ภายในปี 2566"])("“%s” is asked about, as told", phrase => {
  expect(clerk).toContain(`“${phrase}”`)
  expect(compilePeriod(phrase, { fiscalYear: 2566 }).flag).toBe("ask")
})

it("tells each column a section fills in a report, in order", () => {
  const filled = tabOf("report").columns.filter(({ by }) => by === "section")
  expect(tableUnder("รายงานผล ทำอย่างไร").map(([header]) => header)).toEqual(
    filled.map(({ header }) => header),
  )
})

it("explains each word a problem begins with, worst first", () => {
  const explained = tableUnder("ระบบตอบว่าอะไร แล้วต้องทำอย่างไร").map(([word]) => word)
  expect(explained).toEqual(Object.values(SEVERITY_WORDS))
  expect(clerk).toContain(`“${columnOf("measure", "problems").header}”`)
})

it("gives an evidence that is accepted", () => {
  const example = /เช่น (กท .+?) \|/.exec(clerk)?.[1] ?? ""
  expect(isEvidence(example)).toBe(true)
})

it.each(["clerk", "director"])("%s names only tabs there are", name => {
  const titles = [...TABS.map(({ title }) => title), "ยกเลิก"]
  const named = [...guide(name).matchAll(/`([^`]+)`/g)].map(match => match[1])
  expect(named.filter(each => !titles.includes(each ?? ""))).toEqual([])
})
