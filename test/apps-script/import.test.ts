/** Pasting a published plan into the `นำเข้า` tab and ticking it, through the deployed bundle. */

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { textsAt } from "../local/google/people.ts"
import { hostAnnounced } from "./announce.ts"
import { openOffice, type TestOffice } from "./office.ts"

const PLANNER = "section-1@bangsommut.example"

const PASTED = [
  [
    "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้ค่าคะแนน ๙๙.๖๘ คะแนน",
    "บริการไม่แล้วเสร็จตามเวลา",
    "เวียนแจ้งคู่มือการปฏิบัติงาน",
    "ผู้อำนวยการเขตติดตาม",
    "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖",
    "ฝ่ายปกครอง เป็นเจ้าภาพหลัก (ดำเนินการร่วมกับฝ่ายทะเบียน)",
  ],
  [
    "ตัวชี้วัดที่ ๒ คุณภาพการดำเนินงาน ได้ค่าคะแนน ๙๙.๙๓ คะแนน",
    "ไม่มั่นใจในคุณภาพ",
    "จัดทำประกาศเจตจำนง",
    "ผู้อำนวยการเขตกำชับ",
    "ภายในเดือนมิถุนายน ๒๕๖๖",
    "ฝ่ายทะเบียน",
  ],
] as const

let office: TestOffice

beforeAll(async () => {
  office = await openOffice(undefined, { isEmpty: true })
  await hostAnnounced(office)
})
afterAll(() => office.close())

async function tick(): Promise<void> {
  const edited = office.editor.edit({
    spreadsheetId: office.spreadsheetId,
    tab: "นำเข้า",
    as: PLANNER,
    range: "G2",
    values: [["TRUE"]],
  })
  expect(edited).toMatchObject({ ok: true })
  await office.editor.idle()
}

async function values(range: string): Promise<string[][]> {
  return textsAt(office.google, office.spreadsheetId, range)
}

describe("ticking the import tab", () => {
  it("fills the tabs, decides the indicator by its name, and lists the doubt beside its line", async () => {
    office.editor.edit({
      spreadsheetId: office.spreadsheetId,
      tab: "นำเข้า",
      as: PLANNER,
      range: "A2",
      values: PASTED,
    })
    await office.editor.idle()
    await tick()
    const measures = await values("มาตรการ!A2:H10")
    expect(measures.map(row => row[3])).toEqual(["เวียนแจ้งคู่มือการปฏิบัติงาน", "จัดทำประกาศเจตจำนง"])
    expect(measures.map(row => row[1])).toEqual(["1", "6"])
    expect(measures.every(row => /^m-[0-9a-z]{8}$/.test(row[0] ?? ""))).toBe(true)
    expect(await values("ผลการประเมิน!A2:C10")).toEqual([
      ["1", "การปฏิบัติหน้าที่", "99.68"],
      ["6", "คุณภาพการดำเนินงาน", "99.93"],
    ])
    const doubts = await values("นำเข้า!H2:H3")
    expect(doubts[1]?.[0]).toContain("ขอให้ยืนยัน")
    expect((await values("นำเข้า!G2:G3"))[0]?.[0]).toBe("FALSE")
  })

  it("published what it filled in the same run", () => {
    const names = office.worker.pushes.flatMap(push => [...push.rows.keys()])
    expect(names.filter(name => name.startsWith("measure/"))).toHaveLength(2)
  })

  it("changes nothing when ticked again", async () => {
    const before = [
      await values("มาตรการ!A2:H10"),
      await values("งานที่ต้องรายงาน!A2:H30"),
      await values("ผลการประเมิน!A2:C10"),
    ]
    await tick()
    expect([
      await values("มาตรการ!A2:H10"),
      await values("งานที่ต้องรายงาน!A2:H30"),
      await values("ผลการประเมิน!A2:C10"),
    ]).toEqual(before)
  })
})
