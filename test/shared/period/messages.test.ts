/** What a problem of a deadline says: the words it is about, why they are a problem, and what to type. */
import { describe, expect, it, test } from "vitest"
import { type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { noteToProblem, PERIOD_CODES } from "../../../shared/period/problems.ts"

const compile = (phrase: string, holidays: ReadonlySet<IsoDate> = new Set()) =>
  compilePeriod(phrase, { fiscalYear: 2566, holidays })
const told = (phrase: string) => compile(phrase).problems.map(({ code, message }) => `${code} ${message}`)

describe.each(PERIOD_CODES)("the sentence of %s", code => {
  const said = (words?: readonly string[]) =>
    noteToProblem({ code, quote: "วันหนึ่ง", ...(words && { words }) }, "คำแนะนำ", 2566).message

  it("quotes the words, says in Thai what is wrong with them, and is whole", () => {
    expect(said()).toMatch(/^“วันหนึ่ง” [ก-๙]{3}/)
    expect(said()).not.toMatch(/ {2}|undefined|“”/)
  })

  it("gives every wording it knows, or the one that was understood", () => {
    expect(said(["คำหนึ่ง", "คำสอง"])).toContain("“คำหนึ่ง” หรือ “คำสอง”")
    expect(said()).toContain("“คำแนะนำ”")
  })
})

test.each([
  ["5 เมิย 66", /^month-unclear “5 เมิย 66” .*“๕ เมษายน พ.ศ. ๒๕๖๖” หรือ “๕ มิถุนายน พ.ศ. ๒๕๖๖”$/],
  ["5 เมค 66", /^month-unclear “5 เมค 66” .*“๕ เมษายน พ.ศ. ๒๕๖๖” หรือ “๕ มีนาคม พ.ศ. ๒๕๖๖”$/],
  ["5 เมษาคม 66", /^month-unclear “5 เมษาคม 66” .*“๕ เมษายน พ.ศ. ๒๕๖๖” หรือ “๕ มีนาคม พ.ศ. ๒๕๖๖”$/],
  ["5 ตุลายน 66", /^month-unclear “5 ตุลายน 66” .*“๕ ตุลาคม พ.ศ. ๒๕๖๖” หรือ “๕ กันยายน พ.ศ. ๒๕๖๖”$/],
  ["วันที่ 15", /^month-missing “วันที่ 15” .*“ภายในวันที่ ๑๕ ของทุกเดือน” หรือ “ภายในวันที่ ๑๕ กันยายน พ.ศ. ๒๕๖๖”$/],
  ["ก.ย. - ต.ค.", /^year-ambiguous “ก.ย. - ต.ค.” ไม่บอกว่า/],
  [
    "แผน ภายในวันที่ 15 พฤษภายน 2566 เป็นต้นไป",
    /^month-unclear “วันที่ 15 พฤษภายน 2566” .*“๑๕ พฤษภาคม พ.ศ. ๒๕๖๖” หรือ “๑๕ พฤศจิกายน พ.ศ. ๒๕๖๖”$/,
  ],
  ["ประชุม ก.ย. - ต.ค.", /^year-ambiguous “ก.ย. - ต.ค.” ไม่บอกว่า/],
])("of “%s” the whole phrase is quoted, with its meanings", (phrase, words) => {
  expect(told(phrase)).toContainEqual(expect.stringMatching(words))
})

it("a cell of 500 letters is read, and of one of more nothing is, but that it is too long", () => {
  const padded = (length: number) => "30 มิ.ย. 66".padEnd(length)
  expect(compile(padded(500))).toMatchObject({ normal: "D 2023-06-30", problems: [] })
  expect(told("ก".repeat(500))).toEqual([expect.stringMatching(/^no-date /)])
  expect(compile("ก".repeat(501))).toMatchObject({ normal: "BAD too-long", flag: "reject", due: [] })
  expect(told("ก".repeat(501))).toEqual([
    expect.stringMatching(/^too-long .*ยาวเกิน ๕๐๐ อักขระ.*“ภายในวันที่ ๕ ของทุกเดือน”$/),
  ])
})

it("every working day is none of the holidays", () => {
  const day = parseIsoDate("2022-10-13")
  const { due } = compile("ทุกวันทำการ", new Set(day ? [day] : []))
  expect(due.slice(7, 10)).toEqual(["2022-10-12", "2022-10-14", "2022-10-17"])
})
