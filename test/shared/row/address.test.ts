import { describe, expect, it } from "vitest"
import { columnOf } from "../../../shared/columns.ts"
import { parseAddress, parseAddresses } from "../../../shared/row/address.ts"
import { parseCell } from "../../../shared/rules/cell.ts"

const context = { fiscalYear: 2566, sections: [], holidays: new Set<never>(), measureIds: new Set<string>() }
const column = columnOf("section", "addresses")
const typed = (value: string) => parseCell(column, { value, formula: false }, context)

describe("a cell of mail addresses", () => {
  it.each([
    "office@bangkok.go.th",
    "Name.Surname+plan@Bangkok.GO.TH, b@x.th",
    "a@x.th; b@x.th",
    "a@x.th และ b@x.th",
    "a@x.th\nb@x.th",
    "",
  ])("%j is taken as typed, and the mailer reads every address of it", text => {
    const { value, problems } = typed(text)
    expect(problems).toEqual([])
    expect(parseAddresses([text])).toMatchObject({ bad: [] })
    expect(parseAddresses([text]).good).toHaveLength((value as string[]).length)
  })
  it.each([
    "name@",
    "ทะเบียน@เขต.ไทย",
    "a..b@x.th",
    ".a@x.th",
    "a@-x.th",
    "a@x_y.th",
    "a@x.1",
    "a@x",
    "ฝ่ายทะเบียน <a@x.th>",
  ])("%j is refused: no mail could be sent there", text => {
    expect(typed(text).problems.map(({ code }) => code)).toEqual(["badAddress"])
  })
})

it("an address is the same with the spaces that were pasted around it", () => {
  expect(parseAddress(" Office@Bangkok.GO.TH\t")).toBe("Office@bangkok.go.th")
})
