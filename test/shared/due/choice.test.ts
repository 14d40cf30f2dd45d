import { describe, expect, it } from "vitest"
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import { type Notice, planNotices } from "../../../shared/due/notice.ts"
import { lessMailNames } from "../../../shared/due/recipient.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import { contactRow, day, PLAN, privateRows, recordOf } from "./fixture.ts"

const RECORD = recordOf(PLAN)
const DEPUTIZED = [
  ...privateRows().filter(row => row.kind !== "contact" || row.slug !== "2"),
  contactRow("2", { deputy: ["deputy2@example.go.th"], deputyUntil: "" }),
]

function planned(today: IsoDate, lessMail: ReadonlySet<Notice["recipient"]>): readonly Notice[] {
  const alarms = [{ cause: "silent", since: addDays(today, -3) }] as const
  return planNotices({ record: RECORD, privateRows: DEPUTIZED, today, alarms, lessMail }).notices
}

/** Of one year: all that was left out because everyone chose less, by role and rung. */
function leftOut(): Set<string> {
  const found = new Set<string>()
  for (let today = day("2022-10-20"); today < day("2023-10-20"); today = addDays(today, 1)) {
    const all = planned(today, new Set())
    const fewer = planned(today, new Set(all.map(each => each.recipient)))
    const kept = new Set(fewer.map(each => each.key))
    expect(all.filter(each => kept.has(each.key))).toEqual(fewer)
    for (const { key, role, rung } of all) if (!kept.has(key)) found.add(`${role} ${rung}`)
  }
  return found
}

describe("those who chose less mail", () => {
  it("are spared early rungs and extra digests, and nothing else in a whole year", () => {
    expect([...leftOut()].sort()).toEqual([
      "deputy day",
      "director overdue",
      "head day",
      "section before-30",
      "section before-7",
    ])
  })

  it("change nothing for the others", () => {
    const head = parseAddress("head3@example.go.th")
    if (!head) throw new Error("no address")
    const today = day("2023-06-02")
    const all = planned(today, new Set())
    expect(all.some(each => each.recipient === head)).toBe(true)
    expect(planned(today, new Set([head]))).toEqual(
      all.filter(each => each.recipient !== head || each.rung !== "day"),
    )
  })

  it("are named by what they are, never by address", () => {
    const chosen = [
      "head3@example.go.th",
      "director@example.go.th",
      "deputy2@example.go.th",
      "gone@example.go.th",
    ]
    const lessMail = new Set(chosen.flatMap(text => parseAddress(text) ?? []))
    const names = lessMailNames(
      { record: RECORD, privateRows: DEPUTIZED, today: day("2023-06-05") },
      lessMail,
    )
    expect(names).toEqual(["ผู้อำนวยการ", "ผู้รักษาการแทนหัวหน้าฝ่ายทะเบียน", "หัวหน้าฝ่ายโยธา"])
  })
})
