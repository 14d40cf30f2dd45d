import { describe, expect, it } from "vitest"
import { planNotices } from "../../../shared/due/notice.ts"
import { type Composer, createComposer } from "../../../shared/mail/compose.ts"
import type { WholeRecord } from "../../../shared/record/record.ts"
import { type MailAddress, parseAddress } from "../../../shared/row/address.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import {
  at,
  type Change,
  contactRow,
  day,
  measureRow,
  PLAN,
  privateRows,
  problemRow,
  recordOf,
  reportRow,
} from "../due/fixture.ts"

const ONCE = "m-00000001/1/2566"
const PLANNED = recordOf(PLAN)

function address(text: string): MailAddress {
  const parsed = parseAddress(text)
  if (!parsed) throw new Error(`no address: ${text}`)
  return parsed
}

function composerOf(record: WholeRecord, rows: readonly PrivateRow[], on: string): Composer {
  return createComposer({
    record,
    privateRows: rows,
    at: at(on, 8),
    from: address("sujarit@example.go.th"),
    origin: "https://sujarit.example.go.th",
    simulated: false,
    lastSummaryAt: at("2023-05-29", 8),
    remindersById: new Map(),
    dead: 0,
  })
}

/** The day's mail to one address, planned with one record and written with another. */
function mailTo(
  recipient: string,
  on: string,
  later: WholeRecord = PLANNED,
  rows: readonly PrivateRow[] = privateRows(),
) {
  const { notices } = planNotices({ record: PLANNED, privateRows: privateRows(), today: day(on) })
  const own = notices.filter(each => each.recipient === recipient)
  return (isMeant: (about: string) => boolean = () => true) =>
    composerOf(
      later,
      rows,
      on,
    )(
      address(recipient),
      own.filter(each => isMeant(each.about)),
    )
}

const isOnce = (id: string) => id === ONCE
const changed = (rows: NonNullable<Change["rows"]>) => recordOf(PLAN, { at: at("2023-05-31", 7), rows })
const DUE = [{ id: "2566", due: day("2023-05-31") }]

describe("a notice that became pointless after it was planned", () => {
  it.each([
    ["reported", changed([reportRow(ONCE)])],
    ["moved", changed([measureRow({ reason: "รอผล" })])],
    ["withdrawn", changed([measureRow({ status: "ยกเลิก", reason: "งบถูกตัด", occurrences: DUE })])],
    ["questioned", changed([measureRow({ asks: "open", occurrences: DUE })])],
  ])("is passed over as %s", (reason, later) => {
    const { message, skipped } = mailTo("section1@example.go.th", "2023-05-31", later)(isOnce)
    expect(message).toBeUndefined()
    expect(skipped.map(each => each.reason)).toEqual([reason])
  })

  it("is passed over when the address was taken out, and the digest when the director's was", () => {
    const rows = [contactRow("1", { addresses: [] })]
    expect(mailTo("section1@example.go.th", "2023-05-31", PLANNED, rows)(isOnce).skipped[0]?.reason).toBe(
      "recipientGone",
    )
    expect(mailTo("director@example.go.th", "2023-06-05", PLANNED, rows)().message).toBeUndefined()
  })
})

describe("a reminder", () => {
  it("brings a section all that is near, and its head what is overdue and what he is told of", () => {
    const section = mailTo("section1@example.go.th", "2023-06-01")().message?.text
    const head = mailTo("head1@example.go.th", "2023-06-01")().message?.text
    expect(section).toContain("งวด พ.ค. ๒๕๖๖")
    expect(section).toContain("ใกล้ครบกำหนด")
    expect(head).toContain("แสดงรายงานผลการดำเนินการป้องกันการทุจริต")
    expect(head).not.toContain("งวด พ.ค. ๒๕๖๖")
  })

  it("asks a section to prepare what it would send to itself", () => {
    const own = mailTo("section1@example.go.th", "2023-06-01")().message?.text
    const other = mailTo("section3@example.go.th", "2023-06-05")().message?.text
    expect([own?.includes("ขอให้จัดเตรียมไว้ที่ฝ่ายปกครอง"), own?.includes("ส่งให้ฝ่ายปกครอง")]).toEqual([true, false])
    expect(other).toContain("ส่งให้ฝ่ายปกครอง")
  })

  it("names no other section's duties", () => {
    expect(mailTo("section3@example.go.th", "2023-06-01")().message?.text).not.toContain("แสดงรายงานผล")
  })

  it("names both sections that read one box", () => {
    const shared = privateRows().map(row =>
      row.kind === "contact" ? { ...row, addresses: ["both@example.go.th"] } : row,
    )
    const rows = shared.filter(row => row.kind !== "contact" || row.slug === "2" || row.slug === "3")
    const { notices } = planNotices({ record: PLANNED, privateRows: rows, today: day("2023-06-05") })
    const reminders = notices.filter(
      each => each.recipient === "both@example.go.th" && each.about.endsWith("2566-05"),
    )
    const { message } = composerOf(PLANNED, rows, "2023-06-05")(address("both@example.go.th"), reminders)
    expect(message?.text).toContain("เรียน  หัวหน้าฝ่ายทะเบียน หัวหน้าฝ่ายโยธา")
    expect(message?.text).toContain("ฝ่ายโยธา · ครบกำหนด ๕ มิ.ย. ๒๕๖๖ ·")
  })

  it("leads to the section's tab of the sheet where it is known", () => {
    const rows: PrivateRow[] = [
      ...privateRows(),
      { kind: "secret", key: "sheetAddress", value: "https://docs.google.com/spreadsheets/d/x/edit" },
      { kind: "secret", key: "sheetTab.1", value: "17" },
    ]
    const html = mailTo("section1@example.go.th", "2023-05-31", PLANNED, rows)().message?.html
    expect(html).toContain('href="https://docs.google.com/spreadsheets/d/x/edit#gid=17"')
  })
})

describe("a plan that came into the system late", () => {
  const late = recordOf({ ...PLAN, at: at("2023-05-29"), isOld: true })

  it("reminds nobody of what fell due before it came", () => {
    const record = recordOf({ ...PLAN, at: at("2023-05-29") })
    const { notices } = planNotices({ record, privateRows: privateRows(), today: day("2023-05-29") })
    const dues = notices.filter(each => each.kind === "reminder").map(({ due }) => due)
    expect(dues.filter(due => due < "2023-05-29")).toEqual([])
  })

  // As it was accepted before the record judged only what it saw promised.
  const told = (
    recipient: string,
    remindersById: ReadonlyMap<string, number>,
    lastSummaryAt: number | null,
  ) => {
    const { notices } = planNotices({ record: late, privateRows: privateRows(), today: day("2023-05-29") })
    const own = notices.filter(each => each.recipient === recipient)
    const context = { record: late, privateRows: privateRows(), at: at("2023-05-29", 10), dead: 0 }
    const compose = createComposer({
      ...{ ...context, remindersById, lastSummaryAt, simulated: false },
      ...{ from: address("sujarit@example.go.th"), origin: "https://sujarit.example.go.th" },
    })
    return { own, text: compose(address(recipient), own).message?.text ?? "" }
  }
  const sentence = "ข้อมูลเริ่มเข้าระบบเมื่อ ๒๙ พ.ค. ๒๕๖๖ งวดที่ครบกำหนดก่อนวันนั้น ๗ งวด จึงแสดงว่าเกินกำหนดพร้อมกันในครั้งแรก"

  it("is explained in one sentence of the first digest, and of no later one", () => {
    expect(told("director@example.go.th", new Map(), null).text).toContain(sentence)
    expect(told("director@example.go.th", new Map(), at("2023-05-28", 8)).text).not.toContain(
      "ข้อมูลเริ่มเข้าระบบ",
    )
  })

  it("is one mail to a section, of every period, explained the first time alone", () => {
    const first = told("section3@example.go.th", new Map(), null)
    expect(first.own.length).toBeGreaterThan(6)
    expect(first.text).toContain(sentence)
    expect(first.text).toContain("เกินกำหนด ๗ งวด")
    const again = told("section3@example.go.th", new Map(first.own.map(each => [each.about, 1])), null)
    expect(again.text).not.toContain("ข้อมูลเริ่มเข้าระบบ")
  })
})

describe("the planner's mail", () => {
  it("asks for the answers, with what was understood", () => {
    const asked = recordOf(PLAN, { at: at("2023-05-20"), rows: [measureRow({ asks: "open" })] })
    const { notices } = planNotices({ record: asked, privateRows: privateRows(), today: day("2023-05-22") })
    const asks = notices.filter(each => each.about === "asks")
    const { message } = composerOf(
      asked,
      privateRows(),
      "2023-05-22",
    )(address("section1@example.go.th"), asks)
    expect(message?.subject).toBe("๒๒ พ.ค. ๖๖ ขอให้ยืนยัน ๑ แห่ง – ฝ่ายปกครอง")
    expect(message?.text).toContain("ระบบเข้าใจว่า: ภายในวันศุกร์ที่ 30 มิถุนายน พ.ศ. 2566")
    expect(message?.text).toContain("เรียน  หัวหน้าฝ่ายปกครอง")
  })
})

describe("a row that an error holds back", () => {
  const NAME = "measure/m-00000001"
  const SHEET: PrivateRow = {
    kind: "secret",
    key: "sheetAddress",
    value: "https://docs.google.com/spreadsheets/d/x/edit",
  }
  const HOLD: Change = { at: at("2023-05-15", 15), held: [NAME] }
  const HELD = recordOf(PLAN, HOLD)
  /** Nothing is owed for months. */
  const QUIET: Change = { at: PLAN.at, rows: (PLAN.rows ?? []).filter(({ kind }) => kind !== "duty") }
  const FAR = [{ id: "2566", due: day("2023-09-30") }]
  const SAID = problemRow(NAME)

  function mailOn(
    on: string,
    {
      later = HELD,
      rows = [SAID],
      to = "section1@example.go.th",
      about = "held/1",
      since = "2023-05-08",
    } = {},
  ) {
    const known = [...privateRows(), SHEET, SAID]
    const { notices } = planNotices({ record: HELD, privateRows: known, today: day(on) })
    const own = notices.filter(each => each.recipient === to && each.about === about)
    const compose = createComposer({
      ...{ record: later, privateRows: [...privateRows(), SHEET, ...rows], at: at(on, 8) },
      ...{
        from: address("sujarit@example.go.th"),
        origin: "https://sujarit.example.go.th",
        simulated: false,
      },
      ...{ lastSummaryAt: at(since, 8), remindersById: new Map(), dead: 0 },
    })
    return compose(address(to), own)
  }

  it("is told to its section with cell, sentence and a link that opens it", () => {
    const later = recordOf(QUIET, { ...HOLD, rows: [measureRow({ occurrences: FAR })] })
    const { message } = mailOn("2023-05-16", { later })
    expect(message?.subject).toContain("ขอให้แก้ ๑ แถว – ฝ่ายปกครอง")
    expect(message?.text).toContain("ขอแจ้งแถวในตารางที่ฝ่ายปกครองต้องแก้ ๑ แถว ดังนี้")
    expect(message?.text).toContain("มาตรการ: แสดงรายงานผลการดำเนินการป้องกันการทุจริต")
    expect(message?.text).toContain("แท็บ “มาตรการ” ข้อความใหม่ยังเผยแพร่ไม่ได้มา ๑ วัน หน้าเว็บยังแสดงข้อความเดิม")
    expect(message?.text).toContain("- ช่อง F7: “31 มิ.ย. 2566” ไม่มีในปฏิทิน โปรดพิมพ์ “๓๐ มิถุนายน พ.ศ. ๒๕๖๖”")
    expect(message?.html).toContain(
      'href="https://docs.google.com/spreadsheets/d/x/edit#gid=17&amp;range=F7"',
    )
  })

  it("is passed over when it was mended since, or its sentence was withdrawn", () => {
    const mended = recordOf(PLAN, { at: at("2023-05-15", 15), held: [NAME] }, { at: at("2023-05-16", 7) })
    for (const changes of [{ later: mended }, { rows: [] }]) {
      const { message, skipped } = mailOn("2023-05-16", changes)
      expect([message, skipped.map(each => each.reason)]).toEqual([undefined, ["mended"]])
    }
  })

  it("stands in every other reminder to its section, and in none to another", () => {
    const own = mailOn("2023-05-16", { about: "d-00000001/1/2566-04" }).message?.text
    expect(own).toContain("เกินกำหนด ๗ งวด")
    expect(own).toContain("แถวที่ต้องแก้ในตาราง ๑ แถว")
    const other = mailOn("2023-05-16", { about: "d-00000001/3/2566-04", to: "section3@example.go.th" })
    expect(other.message?.text).toContain("เกินกำหนด ๗ งวด")
    expect(other.message?.text).not.toContain("แถวที่ต้องแก้")
  })

  it("is told to the director after a week: which row, which cell and why", () => {
    const digest = { to: "director@example.go.th", about: "digest", since: "2023-05-15" }
    const { message } = mailOn("2023-05-22", digest)
    expect(message?.text).toContain("ค้างในตารางเกิน ๗ วัน ๑ แห่ง")
    expect(message?.text).toContain("แท็บ “มาตรการ” ข้อความใหม่ยังเผยแพร่ไม่ได้มา ๗ วัน หน้าเว็บยังแสดงข้อความเดิม")
    expect(message?.text).toContain("- ช่อง F7: “31 มิ.ย. 2566” ไม่มีในปฏิทิน")
    const old = mailOn("2023-05-22", { ...digest, rows: [] }).message?.text
    expect(old).toContain("ข้อความใหม่ยังเผยแพร่ไม่ได้มา ๗ วัน หน้าเว็บยังแสดงข้อความเดิม")
    expect(old).not.toContain("ช่อง F7")
  })
})
