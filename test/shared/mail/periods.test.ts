import { describe, expect, it } from "vitest"
import type { Words } from "../../../shared/mail/memo.ts"
import { createWording, listPeriods } from "../../../shared/mail/wording.ts"

const wording = createWording("ascii")

/** Each period is `id` or `id=what is said of it`. */
function linesOf(...periods: readonly string[]): string[] {
  const told = periods.map(period => {
    const [occurrence = "", said] = period.split("=")
    return { occurrence, said: said === undefined ? [] : [said] }
  })
  return listPeriods(told, wording).map(textOf)
}

function textOf(words: Words): string {
  return words.join("").replaceAll("\u00a0", " ")
}

describe("the periods of a duty", () => {
  it.each([
    [["2566-01", "2566-02"], ["งวด ม.ค.–ก.พ. 2566"]],
    [["2565-12", "2566-01"], ["งวด ธ.ค. 2565–ม.ค. 2566"]],
    [["2565-11", "2565-12", "2566-01"], ["งวด พ.ย. 2565–ม.ค. 2566"]],
    [["2566-01", "2566-02", "2566-03"], ["งวด ม.ค.–มี.ค. 2566"]],
    [["2566-01", "2566-02", "2566-04"], ["งวด ม.ค.–ก.พ., เม.ย. 2566"]],
    [
      ["2565-11", "2565-12", "2566-03", "2566-06", "2566-08"],
      ["งวด พ.ย.–ธ.ค. 2565 และ มี.ค., มิ.ย., ส.ค. 2566"],
    ],
    [["2566-W1", "2566-W2"], ["งวด สัปดาห์ที่ 1 ปี 2566 และ สัปดาห์ที่ 2 ปี 2566"]],
    [["2566-01", "2566-02-N2"], ["งวด ม.ค. 2566 และ ก.พ. 2566 ครั้งที่ 2"]],
    [
      ["2566-01=ก", "2566-02=ก", "2566-03=ข", "2566-04=ก"],
      ["งวด ม.ค.–ก.พ. 2566: ก", "งวด มี.ค. 2566: ข", "งวด เม.ย. 2566: ก"],
    ],
  ])("%j are told as %j", (periods, lines) => {
    expect(linesOf(...periods)).toEqual(lines)
  })

  it("are counted where there are too many to read", () => {
    const weeks = Array.from({ length: 52 }, (_, index) => `2566-W${index + 1}`)
    expect(linesOf(...weeks)[0]).toMatch(/สัปดาห์ที่ 12 ปี 2566 และอีก 40 งวด$/)
    const each = linesOf(...weeks.map(week => `${week}=${week}`))
    expect(each).toHaveLength(13)
    expect(each[12]).toBe("และอีก 40 งวด")
  })
})
