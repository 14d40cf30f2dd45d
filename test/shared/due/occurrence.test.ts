import { expect, it } from "vitest"
import { occurrenceName, periodLabel } from "../../../shared/due/occurrence.ts"

it.each([
  ["2566-03", "มี.ค. 2566"],
  ["2566", "ปี 2566"],
  ["2566-Q1", "ไตรมาส 1 ปี 2566"],
  ["2566-H2", "ครึ่งปีที่ 2 ปี 2566"],
  ["2566-N1", "ครั้งที่ 1 ปี 2566"],
  ["2566-W07", "สัปดาห์ที่ 7 ปี 2566"],
  ["2566-05-N2", "พ.ค. 2566 ครั้งที่ 2"],
  ["2566-Q1-N1", "ไตรมาส 1 ปี 2566 ครั้งที่ 1"],
  ["2566-D001", "1 ต.ค. 2565"],
  ["2566-D365", "30 ก.ย. 2566"],
  ["2566-13", "2566-13"],
  ["2566-X1", "2566-X1"],
])("%s is named %s", (id, name) => expect(occurrenceName(id)).toBe(name))

it("names the period beside a duty, except the whole year", () => {
  expect([periodLabel("2566-05", "thai"), periodLabel("2566")]).toEqual(["งวด พ.ค. ๒๕๖๖", ""])
})
