import { describe, expect, it } from "vitest"
import type { MailHealth } from "../shared/push.ts"
import { statusLines } from "../shared/status.ts"

function mailLine(mail: MailHealth | null): string | undefined {
  const lines = statusLines({
    ...{ revision: 0, head: "", connection: { kind: "quiet" }, now: 0, mail, rows: [] },
    ...{ unreadable: [], pace: "free", vanished: [] },
  })
  return lines.find(each => each.item === "อีเมล")?.value
}

const health = (rest: Partial<MailHealth>): MailHealth => ({ lastSentAt: null, waiting: 0, dead: 0, ...rest })

describe("how mail stands, on the status tab", () => {
  it("is left as it was where nothing was learned", () => {
    expect(mailLine(null)).toBeUndefined()
    expect(mailLine(health({}))).toBe("ปกติ")
  })

  it.each([
    [health({ waiting: 2 }), /^รอส่ง 2 ฉบับ ระบบจะส่งให้เอง$/],
    [health({ waiting: 2, trouble: "sender" }), /^รอส่ง 2 ฉบับ .*ให้แจ้งผู้ดูแลระบบให้ตรวจที่อยู่ผู้ส่งและรหัสผ่าน/],
    [health({ waiting: 2, trouble: "quota" }), /^รอส่ง 2 ฉบับ .*ไม่ต้องทำอะไร/],
    [health({ waiting: 2, trouble: "server" }), /^รอส่ง 2 ฉบับ .*ลองใหม่เอง/],
    [health({ dead: 1 }), /^ส่งไม่สำเร็จ 1 ฉบับ ให้ตรวจอีเมลในแท็บ “หน่วยงาน” และ “ตั้งค่า”/],
    [health({ dead: 1, waiting: 3 }), /^ส่งไม่สำเร็จ 1 ฉบับ .*\nรอส่ง 3 ฉบับ/],
  ])("says of %j what to do", (mail, words) => {
    expect(mailLine(mail)).toMatch(words)
  })
})
