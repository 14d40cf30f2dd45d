/** One record, accepted under the rules of before and under those of now: what each leaf meant it goes on meaning. */
import { expect, test } from "vitest"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { at, type Change, day, look, lookedAt, PLAN, recordOf, reportRow } from "./fixture.ts"

const LINK = "https://drive.google.com/file/d/1/view"

/** The announcement comes late; then a date alone, words that are no evidence, and a link that asks for a log-in. */
const HISTORY: readonly Change[] = [
  { ...PLAN, at: at("2023-03-01") },
  {
    at: at("2023-05-20"),
    rows: [
      reportRow("m-00000001/1/2566", { result: "", evidence: "" }),
      reportRow("d-00000001/2/2566-04", { evidence: "ดูที่ห้องธุรการ" }),
      reportRow("d-00000001/3/2566-04", { evidence: LINK }),
      reportRow("d-00000001/4/2566-01", { evidence: "กท 6301/123 ลว. 5 ก.พ. 2566" }),
    ],
  },
  { at: at("2023-06-12"), rows: [reportRow("m-00000001/1/2566", { evidence: LINK })] },
]

const SHOWN = /^m-|^d-00000001\/[234]\/2566-(?:01|04|05)$/

function reading(rules: Pick<Change, "isOld" | "isUnopened">): string[] {
  const record = recordOf(...HISTORY.map(change => ({ ...change, ...rules })))
  const looked = lookedAt(record, look(LINK, at("2023-05-21"), { outcome: "login" }))
  return obligationsOf(looked, day("2023-07-01"))
    .filter(({ id }) => SHOWN.test(id))
    .map(({ id, due, state, reportedAt, proven }) => {
      const reported = reportedAt === null ? "-" : new Date(reportedAt).toISOString()
      return `${id}\t${due}\t${state}\t${reported}\t${proven ? "proven" : "unproven"}`
    })
    .sort()
}

test("a leaf is read by the rules under which it was accepted", async () => {
  const text = [
    [
      "accepted before reports had to be whole, and before the record accused only of what it saw",
      { isOld: true, isUnopened: true },
    ],
    ["accepted before links were opened", { isUnopened: true }],
    ["accepted under the rules of now", {}],
  ] as const
  const parts = text.map(([title, rules]) => `# ${title}\n${reading(rules).join("\n")}\n`)
  await expect(parts.join("\n")).toMatchFileSnapshot("../../golden/view/readings.tsv")
})
