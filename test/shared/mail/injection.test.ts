import fc from "fast-check"
import { expect, it } from "vitest"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { summaryFacts } from "../../../shared/due/summary.ts"
import { letterheadOf } from "../../../shared/mail/letterhead.ts"
import { mailFaults, messageOf } from "../../../shared/mail/message.ts"
import { summaryMemo } from "../../../shared/mail/summary.ts"
import { latestRevision } from "../../../shared/record/record.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import { ANY_LETTER } from "../../any-letter.ts"
import { at, day, measureRow, PLAN, privateRows, recordOf, settingRows } from "../due/fixture.ts"

const TODAY = day("2023-06-12")

function digestWith(text: string, office: string, publicAddress: string) {
  const record = recordOf(PLAN, {
    at: at("2023-06-09"),
    rows: [
      ...settingRows({ office, publicAddress }),
      measureRow({ measure: text, reason: text, occurrences: [{ id: "2566", due: day("2023-06-01") }] }),
      {
        kind: "oversight",
        id: "o-00000001",
        date: day("2023-05-08"),
        measures: [],
        order: text,
        outcome: "",
        link: "",
      },
    ],
  })
  const letterhead = letterheadOf({
    record,
    privateRows: privateRows(),
    origin: "https://worker.example",
    simulated: false,
  })
  const facts = summaryFacts({
    record,
    obligations: obligationsOf(record, TODAY),
    today: TODAY,
    at: at("2023-06-12"),
    since: at("2023-06-05"),
  })
  const memo = summaryMemo({ office: letterhead, facts, measures: [], remindersById: new Map(), dead: 1 })
  const from = parseAddress("sujarit@example.go.th")
  const to = parseAddress("director@example.go.th")
  if (!from || !to) throw new Error("unreachable")
  return messageOf(memo, { office: letterhead, from, to, revision: latestRevision(record) })
}

const NASTY = [
  "\r\nBcc: x@example.com",
  "<script>alert(1)</script>",
  '"><img src=x>',
  "javascript:alert(1)",
  "\u0000\u202e",
  "=cmd()",
  "ก".repeat(5000),
  "&amp;",
  "https://elsewhere.example",
]
const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: ANY_LETTER, minLength: 1, maxLength: 200 }),
)

it("lets no cell open a header, a tag or a link", () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (text, office, address) => {
      const mail = digestWith(text, office, address)
      expect(mailFaults(mail)).toEqual([])
      expect(mail.html).not.toMatch(/<script|<img|href="(?!https:\/\/)/)
      expect([...mail.html.matchAll(/href="(https:\/\/[^/"]+)/g)].map(([, origin]) => origin)).toEqual(
        expect.not.arrayContaining([expect.stringContaining("elsewhere")]),
      )
      expect(mail.subject).not.toMatch(/[\r\n\u0000]/)
      expect(mail.html.length).toBeLessThan(60_000)
    }),
    { numRuns: 60 },
  )
})
