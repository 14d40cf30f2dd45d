/** Beside an open question about a deadline stands what confirming it would mean: who is overdue, who is mailed, and when. */
import { expect, it } from "vitest"
import { planScan } from "../../../shared/scan/scan.ts"
import { EMPTY_MEMORY } from "../../../shared/sheet/memory.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"
import { scanAndAccept } from "./accepted.ts"

const DUTY = { id: "d-aaaaaaaa", measure: MEASURE.id, what: "ส่งรายงานความก้าวหน้า", owedBy: "ทุกฝ่าย" }
const tabsWith = (when: string, reason = "") =>
  officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [{ ...DUTY, when, reason }])])

const saidOf = (plan: ReturnType<typeof planScan>) =>
  plan?.table.rows
    .find(({ name }) => name === "duty/d-aaaaaaaa")
    ?.problems.filter(({ code }) => code === "confirmMeans")
    .map(({ message }) => message)

it("of a new duty: what fell due before is none of its, and whom the next day of mail reminds", () => {
  expect(saidOf(planScan(scanInput(tabsWith("ทุกไตรมาส"))))).toEqual([
    "ถ้ายืนยันวันนี้ ไม่มีงวดใดเกินกำหนด 20 งวดที่ครบกำหนดก่อนวันนี้จะเป็น “ก่อนเริ่มบันทึก” วันที่ 30 พ.ค. 2566 เตือนทางอีเมลถึง 10 ฝ่าย",
  ])
})

it("of one that was promised: the periods that are missing are overdue at once", () => {
  const first = scanAndAccept(scanInput(tabsWith("ภายในวันที่ ๕ ของทุกเดือน")))
  const change = tabsWith("ทุกเดือน", "เปลี่ยนเป็นส่งสิ้นเดือนตามที่ตกลงกัน")
  const said = saidOf(planScan(scanInput(change, first.memory)))
  expect(said?.[0]).toMatch(/^ถ้ายืนยันวันนี้ เกินกำหนดทันที \d+ งวด .*เตือนทางอีเมลถึง 10 ฝ่าย$/)
})

it("nothing is said where nothing is asked, nor before the announcement, whose gate says it of all", () => {
  expect(saidOf(planScan(scanInput(tabsWith("ภายในวันที่ ๕ ของทุกเดือน"))))).toEqual([])
  expect(saidOf(planScan(scanInput(tabsWith("ทุกไตรมาส"), EMPTY_MEMORY)))).toEqual([])
})
