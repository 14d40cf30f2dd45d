/** The Worker away, deaf, or refusing: edits and marks go on, nothing is lost, and สถานะ says what is happening. */
import { generateKeyPairSync } from "node:crypto"
import { describe, expect, it } from "vitest"
import { tabOf } from "../../shared/columns.ts"
import type { Refusal } from "../../shared/push/payload.ts"
import { installAnnounced } from "./announce.ts"
import { BAD_PERIOD, GOOD_PERIOD } from "./people.ts"
import { standingOffice } from "./standing-office.ts"

const MINUTE = 60_000

const { office, script, person } = await standingOffice(({ office, script, person }) => {
  person.tagAll()
  installAnnounced(office, script)
})

function statusOf(item: string): string {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const rows = sheets.find(each => each.title === "สถานะ")?.rows ?? []
  const at = (key: string) => tabOf("status").columns.findIndex(each => each.key === key)
  const text = (row: (typeof rows)[number], key: string) =>
    String(Object.values(row[at(key)]?.value ?? {})[0] ?? "")
  const line = rows.find(row => text(row, "item") === item)
  return line ? text(line, "value") : ""
}
const connection = () => statusOf("การส่งข้อมูลไปหน้าเว็บ")

/** What is public is what stands, everything once. */
function expectCaughtUp(): void {
  expect(connection()).toMatch(/^ปกติ/)
  for (const { id, issue, tag } of person.lines())
    expect(office.worker.rowByName.get(`measure/${id}`)).toMatchObject({ issue, responsible: tag })
  expect(script.run("onEdited")["UrlFetchApp.fetch"]).toBeUndefined()
}

describe("an hour without the Worker", () => {
  it("edits and marks go on, every scan says so in Thai, and the first push after it carries everything", () => {
    const pushed = office.worker.pushes.length
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let edit = 0; edit < 5; edit++) {
        const line = person.lines()[edit * 2]
        person.write(line?.row ?? 0, { issue: `แก้ครั้งที่ ${quarter}.${edit}` })
        office.worker.faults.push("down")
        script.run("onEdited")
      }
      person.carryOut({ do: "paste", at: 0 })
      office.clock.now += 15 * MINUTE
      office.worker.faults.push("down", "down")
      script.run("onClock")
      office.worker.faults.length = 0
      expect(connection()).toMatch(/ติดต่อหน้าเว็บไม่ได้.*แก้ตารางต่อได้.*ส่งให้เอง/)
    }
    const broken = person.lines()[1]
    person.write(broken?.row ?? 0, { period: BAD_PERIOD })
    office.worker.faults.push("down")
    script.run("onEdited")
    expect(person.lines()[1]?.problems).toContain(BAD_PERIOD)
    person.write(broken?.row ?? 0, { period: broken?.period ?? GOOD_PERIOD })
    office.worker.faults.length = 0
    script.run("onClock")
    expect(office.worker.pushes.length).toBe(pushed + 1)
    expect(person.lines()).toHaveLength(14)
    expectCaughtUp()
  })
})

describe("a push that is not taken", () => {
  const REFUSALS: readonly { code: Refusal; says: RegExp }[] = [
    { code: "clockSkew", says: /นาฬิกาต่างกันเกิน 10 นาที/ },
    { code: "badSignature", says: /ไม่รู้จักกุญแจ/ },
    { code: "wrongOffice", says: /แจ้งผู้ดูแลระบบ \(wrongOffice/ },
    { code: "badState", says: /แจ้งผู้ดูแลระบบ \(badState/ },
  ]
  it.each(REFUSALS)(
    "$code is said with what to do, and the edit goes out when it is mended",
    ({ code, says }) => {
      person.write(1, { issue: `แก้ตอน ${code}` })
      office.worker.faults.push(code)
      script.run("onEdited")
      expect(connection()).toMatch(says)
      expect(connection()).toContain("ไม่มีข้อมูลหาย")
      script.run("onClock")
      expectCaughtUp()
    },
  )

  it.each(["down", "loseAnswer", "serverError", "garbage", "challenge"] as const)(
    "%s: published once, by the next scan",
    fault => {
      const pushed = office.worker.pushes.length
      person.write(1, { issue: `แก้ตอน ${fault}` })
      office.worker.faults.push(fault)
      script.run("onEdited")
      expect(connection()).toContain("ติดต่อหน้าเว็บไม่ได้")
      if (fault === "challenge") expect(connection()).toContain("HTTP 403 หน้าเว็บกั้นอยู่")
      script.run("onClock")
      script.run("onClock")
      expect(office.worker.pushes.length).toBe(pushed + 1)
      expectCaughtUp()
    },
  )

  it("a clock that is really 11 minutes off is refused, and taken when it is right again", () => {
    person.write(1, { issue: "แก้ตอนนาฬิกาเพี้ยน" })
    const { now } = office.clock
    script.run("onEdited", {
      beforeCall() {
        office.clock.now = now + 11 * MINUTE
      },
    })
    expect(connection()).toContain("นาฬิกา")
    office.clock.now = now
    script.run("onClock")
    expectCaughtUp()
  })

  it("a key the Worker does not know is refused until it is told, and then nothing is missing", () => {
    const known = office.worker.publicKey
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
    const other = publicKey.export({ format: "jwk" }) as { kty: string; n: string; e: string }
    office.worker.publicKey = { kid: "another", ...other }
    person.write(1, { issue: "แก้ตอนกุญแจไม่ตรง" })
    script.run("onEdited")
    expect(connection()).toContain("ไม่รู้จักกุญแจ")
    office.worker.publicKey = known
    script.run("onClock")
    expectCaughtUp()
  })

  it("413 is answered with smaller pushes, in the same run", () => {
    const { spreadsheetId, google } = office
    const { sheetId } = google.model.spreadsheet(spreadsheetId).sheets[0] ?? {}
    const requests = [{ appendDimension: { sheetId, dimension: "ROWS", length: 60 } }]
    const params = { spreadsheetId }
    google.api("sheets.spreadsheets.batchUpdate", { params, body: { requests }, source: "person" })
    for (let count = 0; count < 60; count++) person.carryOut({ do: "paste", at: 0 })
    office.worker.limit = 3_500
    const pushed = office.worker.pushes.length
    script.run("onEdited")
    expect(office.worker.pushes.length).toBeGreaterThan(pushed + 1)
    expectCaughtUp()
  })

  it("409: somebody else's push came between, or the record was lost; the rows are rebased and sent once", () => {
    const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
    const record = sheets.find(each => each.title === "_record")
    if (record) record.rows = record.rows.slice(0, 1)
    person.write(1, { issue: "แก้ตอนความจำหาย" })
    const pushed = office.worker.pushes.length
    script.run("onEdited")
    const after = office.worker.pushes.slice(pushed)
    expect(after).toHaveLength(1)
    expect([...(after[0]?.rows.keys() ?? [])]).toEqual([expect.stringMatching(/^measure\//)])
    expectCaughtUp()
  })
})
