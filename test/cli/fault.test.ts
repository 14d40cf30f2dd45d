import { expect, test } from "vitest"
import { CommandError, faultText } from "../../cli/command/fault.ts"

const refused = (status: number, message: string) => Object.assign(new Error(message), { status })

test.each([
  ["a sentence of our own", new CommandError("ให้ทำสิ่งนี้"), /^ให้ทำสิ่งนี้$/],
  [
    "a log-in that was revoked",
    refused(400, "invalid_grant"),
    /7 วัน.*Testing.*auth\/audience.*Publish app.*npx clasp login.*six idle months/,
  ],
  ["a quota that does not end", refused(429, "Quota exceeded"), /Google ให้รอ \(429\).*ทำต่อจากเดิม/],
  [
    "an API that is not enabled",
    refused(403, "Sheets API has not been used"),
    /\(403\): Sheets API has not been used/,
  ],
  ["no network", Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }), /ติดต่อไม่ได้ \(ENOTFOUND\)/],
])("%s is told as what to do", (_, error, message) => {
  expect(faultText(error)).toMatch(message)
})

test("a file that is not there is not gone on with; a full disk is", () => {
  const fault = (code: string) => faultText(Object.assign(new Error(`${code}: '/nope'`), { code }))
  expect(fault("ENOENT")).toBe(
    "ไม่พบไฟล์หรือโฟลเดอร์ ตรวจชื่อแล้ว / no such file or folder: check the name (ENOENT: '/nope')",
  )
  expect(fault("ENOSPC")).toMatch(/run it again/)
})

test("a defect keeps its stack", () => {
  expect(faultText(new TypeError("x is undefined"))).toContain("fault.test.ts")
})
