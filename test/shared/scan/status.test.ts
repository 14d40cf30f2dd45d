import { describe, expect, it } from "vitest"
import type { MailHealth } from "../../../shared/push/payload.ts"
import { GATE_ITEM, type Gate } from "../../../shared/scan/gate.ts"
import { planScan } from "../../../shared/scan/scan.ts"
import { type Connection, statusLines } from "../../../shared/scan/status.ts"
import { restoreItem, type VanishedRow } from "../../../shared/scan/vanished.ts"
import { PLANNER_TICK_ROW } from "../../../shared/sheet/protection.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

function mailLine(mail: MailHealth | null): string | undefined {
  const lines = statusLines({
    gate: { kind: "announced" },
    revision: 0,
    head: "",
    connection: { kind: "quiet" },
    now: 0,
    mail,
    rows: [],
    unreadable: [],
    untaken: [],
    faults: [],
    pace: "free",
    vanished: [],
    reasons: new Map(),
  })
  return lines.find(each => each.item === "อีเมล")?.value
}

function connectionLine(connection: Connection, now: number): string | undefined {
  const lines = statusLines({
    gate: { kind: "announced" },
    revision: 1,
    head: "",
    connection,
    now,
    mail: null,
    rows: [],
    unreadable: [],
    untaken: [],
    faults: [],
    pace: "free",
    vanished: [],
    reasons: new Map(),
  })
  return lines.find(each => each.item === "การส่งข้อมูลไปหน้าเว็บ")?.value
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

describe("what is open in a tab, on the status tab", () => {
  it("counts rows that are not filled in, which no error tells of", () => {
    const half = { id: "m-bbbbbbbb", indicator: "2", measure: "ลงพื้นที่" }
    const broken = { ...MEASURE, id: "m-cccccccc", period: "31 มิ.ย. 66" }
    const { rows = [] } =
      planScan(scanInput(officeTabs([tabFrom("measure", [MEASURE, half, broken])])))?.table ?? {}
    const lines = statusLines({
      ...{ gate: { kind: "announced" }, revision: 1, head: "", connection: { kind: "quiet" }, now: 0 },
      ...{ mail: null, rows, unreadable: [], untaken: [], faults: [], pace: "free", vanished: [] },
      reasons: new Map(),
    })
    expect(lines.find(({ item }) => item === "แท็บ มาตรการ")?.value).toBe(
      "ต้องแก้ 1 ช่อง ขอให้ยืนยัน 0 ช่อง ยังกรอกไม่ครบจึงยังไม่เผยแพร่ 1 แถว",
    )
  })
})

describe("the gate of the announcement, on the status tab", () => {
  const figures = [{ item: "ชื่อแผนที่จะเผยแพร่", value: "มาตรการ" }]
  const linesWith = (gate: Gate, revision = 0) =>
    statusLines({
      ...{ gate, revision, head: "", connection: { kind: "quiet" } as const, now: 0, mail: null, rows: [] },
      ...{
        untaken: [],
        faults: [],
        unreadable: ["งานที่ต้องรายงาน"],
        pace: "free" as const,
        vanished: [],
        reasons: new Map(),
      },
    })

  it.each([
    [{ kind: "announced" }, 3, /^ประกาศแล้ว/, false, 0],
    [{ kind: "unsigned" }, 0, /กรอกเลขที่และวันที่ประกาศ/, false, 0],
    [{ kind: "asks", figures, refusals: [] }, 0, /^ยังไม่ประกาศ ให้ฝ่ายเจ้าของแผนดู/, false, 1],
    [{ kind: "asks", figures, refusals: ["หนึ่ง", "สอง"] }, 0, /^ยังประกาศไม่ได้ หนึ่ง สอง$/, false, 1],
    [{ kind: "announces", figures }, 0, /^ติ๊กแล้ว/, true, 1],
    [{ kind: "announces", figures }, 1, /^ประกาศแล้ว/, false, 0],
  ] satisfies [Gate, number, RegExp, boolean, number][])(
    "%j after push %i stands where the planner alone ticks",
    (gate, revision, words, tick, shown) => {
      const lines = linesWith(gate, revision)
      expect(lines[PLANNER_TICK_ROW - 1]).toMatchObject({ item: GATE_ITEM, tick })
      expect(lines[PLANNER_TICK_ROW - 1]?.value).toMatch(words)
      expect(lines.filter(({ item }) => item === figures[0]?.item)).toHaveLength(shown)
      expect(lines.filter(each => each.tick)).toHaveLength(tick ? 1 : 0)
    },
  )
})

describe("how pushing stands, on the status tab", () => {
  const END = Date.parse("2028-11-22T00:00:00+07:00")
  const DAY = 86_400_000

  it.each([
    [undefined, END - DAY],
    [END, END - 31 * DAY],
  ])("says nothing of a key that ends at %s", (keyExpiresAt, now) => {
    const connection = { kind: "accepted" as const, ...(keyExpiresAt && { keyExpiresAt }) }
    expect(connectionLine(connection, now)).toMatch(/^ปกติ [^\n]*$/)
  })

  it("says from 30 days before on what to do and until when", () => {
    expect(connectionLine({ kind: "accepted", keyExpiresAt: END }, END - 30 * DAY)).toMatch(
      /^ปกติ .*\nกุญแจลงนามจะหมดอายุ 22 พฤศจิกายน 2571 ให้แจ้งผู้ดูแลระบบ/,
    )
  })

  it("writes the time of the last contact with a point", () => {
    const now = Date.parse("2023-05-29T01:42:07+07:00")
    expect(connectionLine({ kind: "accepted" }, now)).toBe("ปกติ ติดต่อครั้งล่าสุด 29 พฤษภาคม 2566 เวลา 01.42 น.")
  })

  it("says of a key that was refused for its age that it is to be changed, and that nothing is lost", () => {
    const line = connectionLine({ kind: "refused", code: "keyExpired", detail: "…" }, END)
    expect(line).toMatch(/หมดอายุแล้ว ให้แจ้งผู้ดูแลระบบให้ออกกุญแจใหม่.*ไม่มีข้อมูลหาย/)
  })
})

describe("a row that vanished, on the status tab", () => {
  const told = (isWithdrawn: boolean, typed?: string) => {
    const row: VanishedRow = {
      ...{ name: "measure/m-aaaaaaaa", tab: "measure", cells: { measure: "ลงพื้นที่" }, since: 0 },
      isWithdrawn,
    }
    const lines = statusLines({
      ...{ gate: { kind: "announced" }, revision: 1, head: "", connection: { kind: "quiet" }, now: 0 },
      ...{ mail: null, rows: [], unreadable: [], pace: "free", vanished: [row] },
      ...{ untaken: [], faults: [] },
      reasons: new Map(typed === undefined ? [] : [[restoreItem(row), typed]]),
    })
    return lines.find(each => each.item === restoreItem(row))
  }

  it("is offered back, and keeps a reason that was too weak, saying so", () => {
    const offered = expect.stringMatching(/ลงพื้นที่.*ว่าเหตุใดจึงไม่ต้องทำแล้ว$/)
    expect(told(false)).toMatchObject({ reason: "", value: offered })
    const weak = expect.stringMatching(/เหตุผลที่พิมพ์ใช้ไม่ได้/)
    expect(told(false, "-")).toMatchObject({ reason: "-", value: weak })
  })

  it("is asked no reason once it is withdrawn", () => {
    expect(told(true, "-")).toMatchObject({ reason: "", value: expect.stringMatching(/ถอนจากหน้าเว็บแล้ว/) })
  })
})
