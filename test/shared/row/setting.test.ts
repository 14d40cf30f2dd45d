/** A setting does something or is not there. */
import { readdirSync, readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { letterheadOf } from "../../../shared/mail/letterhead.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { PLAN, privateRows, recordOf, settingRows } from "../due/fixture.ts"

const ROOT = new URL("../../../", import.meta.url)
const SOURCES = ["shared", "worker", "apps-script"].flatMap(room =>
  readdirSync(new URL(`${room}/`, ROOT), { recursive: true })
    .map(path => `${room}/${path}`)
    .filter(path => /\.tsx?$/.test(path) && path !== "shared/row/setting.ts")
    .map(path => readFileSync(new URL(path, ROOT), "utf8")),
)

it.each(SETTINGS.map(each => each.key))("%s is read by what is deployed", key => {
  const read = new RegExp(`\\b(?:get|parse|secretOf)\\((?:\\w+, )?"${key}"|\\bkey === "${key}"`)
  expect(SOURCES.some(text => read.test(text))).toBe(true)
})

it("the director is addressed by name where the settings have it", () => {
  const head = (directorName: string) => {
    const record = recordOf({ ...PLAN, rows: [...(PLAN.rows ?? []), ...settingRows({ directorName })] })
    return letterheadOf({ record, privateRows: privateRows(), origin: "", simulated: false }).director
  }
  expect(head("นายสมมุติ\nตัวอย่าง")).toBe("ผู้อำนวยการเขตภาษีเจริญ (นายสมมุติ ตัวอย่าง)")
  expect(head(" ")).toBe("ผู้อำนวยการเขตภาษีเจริญ")
})
