/** Whatever an office is, its head is called as the office says; what was published before anybody could say reads on. */
import { describe, expect, test } from "vitest"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { directorTitleOf, settingsOf } from "../../../shared/due/timetable.ts"
import { letterheadOf } from "../../../shared/mail/letterhead.ts"
import { addressedDirector, officeKindOf, rankOf } from "../../../shared/row/office-kind.ts"
import { planForm, resultsForm } from "../../../shared/view/forms.ts"
import { itaPageView } from "../../../shared/view/ita-page.ts"
import { yearView } from "../../../shared/view/year.ts"
import { PLAN, privateRows, recordOf, settingRows } from "../due/fixture.ts"

const recordWith = (settings: Parameters<typeof settingRows>[0]) =>
  recordOf({ ...PLAN, rows: [...(PLAN.rows ?? []), ...settingRows(settings)] })
const letterTo = (settings: Parameters<typeof settingRows>[0]) =>
  letterheadOf({ record: recordWith(settings), privateRows: privateRows(), origin: "", simulated: false })
    .director

test.each([
  ["ผู้อำนวยการเขต", "สำนักงานเขตบางตัวอย่าง", "ผู้อำนวยการเขตบางตัวอย่าง"],
  ["ผู้อำนวยการ", "โรงเรียนบ้านตัวอย่าง", "ผู้อำนวยการโรงเรียนบ้านตัวอย่าง"],
  ["ผู้อำนวยการโรงเรียน", "โรงเรียนบ้านตัวอย่าง", "ผู้อำนวยการโรงเรียนบ้านตัวอย่าง"],
  ["ผู้อำนวยการสถานศึกษา", "โรงเรียนศึกษานารี", "ผู้อำนวยการโรงเรียนศึกษานารี"],
  ["นายก", "องค์การบริหารส่วนตำบลตัวอย่าง", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"],
  ["นายกองค์การบริหารส่วนตำบลตัวอย่าง", "องค์การบริหารส่วนตำบลตัวอย่าง", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"],
  ["นายกเทศมนตรีตำบลตัวอย่าง", "เทศบาลตำบลตัวอย่าง", "นายกเทศมนตรีตำบลตัวอย่าง"],
  ["ผู้ว่าราชการจังหวัด", "สำนักงานจังหวัดตัวอย่าง", "ผู้ว่าราชการจังหวัดตัวอย่าง"],
  ["อธิบดี", "กรมตัวอย่าง", "อธิบดีกรมตัวอย่าง"],
  ["หัวหน้าหน่วยงาน", "ศูนย์ตัวอย่าง", "หัวหน้าหน่วยงาน ศูนย์ตัวอย่าง"],
  ["ประธานกรรมการ", "", "ประธานกรรมการ"],
])("%s of %s is addressed as %s", (title, office, addressed) => {
  expect(addressedDirector(title, office)).toBe(addressed)
})

test.each([
  ["โรงเรียนบ้านตัวอย่าง", "ผู้อำนวยการ"],
  ["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1", "ผู้อำนวยการ"],
  ["สำนักงานเขตบางตัวอย่าง", "ผู้อำนวยการเขต"],
  ["เทศบาลตำบลตัวอย่าง", "นายกเทศมนตรี"],
  ["คณะวิทยาการตัวอย่าง มหาวิทยาลัยตัวอย่าง", "คณบดี"],
  ["มหาวิทยาลัยตัวอย่าง", "อธิการบดี"],
  ["ที่ว่าการอำเภอบางตัวอย่าง", "นายอำเภอ"],
  ["สถานีตำรวจภูธรเมืองตัวอย่าง", "หัวหน้าสถานีตำรวจ"],
  ["ศูนย์ตัวอย่าง", undefined],
])("the name %s says its head is called %s", (office, title) => {
  expect(officeKindOf(office)?.directorTitle).toBe(title)
})

test("a rank stands before a person's name", () => {
  expect(rankOf("ผู้ว่าราชการจังหวัด")).toBe("ผู้ว่าราชการ")
  expect(rankOf("ประธานกรรมการ")).toBe("ประธานกรรมการ")
})

describe("a record in which nobody said the title", () => {
  test("means what every record did: a district's words, also where a setting is blank", () => {
    const settings = settingsOf(recordWith({ parent: "", planner: "" }))
    expect(settings.get("directorTitle")).toBe("ผู้อำนวยการเขต")
    expect(settings.get("parent")).toBe("กรุงเทพมหานคร")
    expect(settings.get("planner")).toBe("ฝ่ายปกครอง")
  })

  test("addresses the head as it did", () => {
    expect(letterTo({ office: "สำนักงานเขตบางตัวอย่าง" })).toBe("ผู้อำนวยการเขตบางตัวอย่าง")
    expect(letterTo({ office: "สถาบันตัวอย่าง" })).toBe("ผู้อำนวยการสถาบันตัวอย่าง")
  })
})

describe("an office that says the title", () => {
  const settings = { directorTitle: "นายก", office: "องค์การบริหารส่วนตำบลตัวอย่าง", parent: "" }
  const record = recordWith(settings)
  const day = {
    today: parseIsoDate("2023-05-29") as NonNullable<ReturnType<typeof parseIsoDate>>,
    simulated: false,
  }

  test("keeps a blank blank: no other office's parent is printed", () => {
    expect(settingsOf(record).get("parent")).toBe("")
    expect(directorTitleOf(record)).toBe("นายก")
  })

  test("is called so in letters, on paper, and where the assessors look", () => {
    const view = yearView(record, day)
    if (!view) throw new Error("nothing is published")
    const style = { digits: "thai", director: directorTitleOf(record) } as const
    const headers = [planForm(view, style), resultsForm(view, style)].flatMap(form => form.columns)
    const told = headers.map(({ header }) => header).filter(header => header.includes("นายก"))
    expect(told).toEqual(["แนวทางการกำกับติดตาม โดยนายก", "การกำกับติดตามของนายก"])
    expect(letterTo(settings)).toBe("นายกองค์การบริหารส่วนตำบลตัวอย่าง")
    const requirements = itaPageView([record], view.fiscalYear, day)?.items.flatMap(item => item.requirements)
    expect(requirements?.find(({ code }) => code === "oversight")?.text).toBe("นายกกำกับติดตามทุกมาตรการ")
    expect(JSON.stringify([headers, requirements])).not.toContain("เขต")
  })
})
