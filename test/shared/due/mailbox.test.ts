/** Letters of an address that differ only in case lead to one box, which gets one mail. */
import { expect, it } from "vitest"
import { planNotices } from "../../../shared/due/notice.ts"
import { mailboxOf, parseAddress } from "../../../shared/row/address.ts"
import { contactRow, day, PLAN, recordOf } from "./fixture.ts"

const RECORD = recordOf(PLAN)
const ONCE = "m-00000001/1/2566"
const CONTACT = contactRow("1", {
  addresses: ["Somchai.K@Example.go.th", "somchai.k@example.go.th"],
  headAddresses: ["SOMCHAI.K@example.go.th"],
})
const ROWS = [CONTACT, { kind: "secret", key: "directorMail", value: "somchai.K@EXAMPLE.go.th" }] as const

it("a box spelled in four ways is written to once of a kind, as it was first typed", () => {
  for (const today of ["2023-05-31", "2023-06-01", "2023-06-12"]) {
    const { notices } = planNotices({ record: RECORD, privateRows: ROWS, today: day(today) })
    const own = notices.filter(each => each.about === ONCE && each.kind === "reminder")
    expect(own.map(each => each.recipient)).toEqual(["Somchai.K@example.go.th"])
    expect(new Set(notices.map(each => each.recipient)).size).toBe(1)
  }
})

it("another spelling in the sheet tells nothing again", () => {
  const respelled = contactRow("1", { addresses: ["somchai.k@example.go.th"], headAddresses: [] })
  const keys = (row: typeof CONTACT) =>
    planNotices({ record: RECORD, privateRows: [row], today: day("2023-05-31") })
      .notices.filter(each => each.about === ONCE)
      .map(each => each.key)
  expect(keys(respelled)).toEqual(keys(CONTACT))
})

it("a choice of less mail is of the box", () => {
  const head = contactRow("1", { headAddresses: ["Head.Of@example.go.th"] })
  const box = parseAddress("HEAD.of@example.go.th")
  if (!box) throw new Error("no address")
  const lessMail = new Set([mailboxOf(box)])
  const { notices } = planNotices({ record: RECORD, privateRows: [head], today: day("2023-05-31"), lessMail })
  expect(notices.filter(each => each.about === ONCE).map(each => each.role)).toEqual(["section"])
})
