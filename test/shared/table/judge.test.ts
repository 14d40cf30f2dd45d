/** The Worker's judge against the sheet: it takes what a scan publishes, and nothing that a scan would hold. */
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { condense } from "../../../shared/record/condense.ts"
import type { YearRecord } from "../../../shared/record/record.ts"
import { rowName } from "../../../shared/row/name.ts"
import type { PrivateRow, Row, RowOf } from "../../../shared/row/row.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { changeFaults, type Known } from "../../../shared/table/judge.ts"
import { day, duty, FIRST, measure, report, SECTIONS, setting } from "../../worker/rows.ts"
import { recordOf } from "../due/fixture.ts"

const TODAY = bangkokDate(Date.UTC(2023, 4, 29, 3))

function knownOf(rows: readonly Row[], allowList = ""): Known {
  const versionsByName = new Map<string, readonly Row[]>()
  for (const row of rows) versionsByName.set(rowName(row), [...(versionsByName.get(rowName(row)) ?? []), row])
  return { names: new Set(versionsByName.keys()), versionsByName, allowList }
}

const KNOWN = knownOf([...FIRST.rows, duty("a")])

function faults(rows: readonly Row[], known = KNOWN, privateRows: readonly PrivateRow[] = []): string[] {
  const named = <R extends Row | PrivateRow>(list: readonly R[]) =>
    list.map(row => ({ name: rowName(row), row }))
  return changeFaults({ rows: named(rows), privateRows: named(privateRows), gone: [] }, known, {
    fiscalYear: 2566,
    today: TODAY,
    origin: "https://record.example",
  })
}

const oversight = (change: Partial<RowOf<"oversight">> = {}): RowOf<"oversight"> => ({
  kind: "oversight",
  id: "o-aaaaaaaa",
  date: day("2023-05-20"),
  measures: ["m-aaaaaaaa"],
  order: "ให้เร่งรัด",
  outcome: "",
  link: "",
  ...change,
})
const section = (slug: string, name: string): Row => ({
  kind: "section",
  slug,
  name,
  shortNames: [],
  head: "",
})

describe("what the sheet would publish", () => {
  it.each([
    ["a first push", FIRST.rows],
    ["a measure and its duty", [measure("b"), duty("b")]],
    ["a report", [report("m-aaaaaaaa", "2", "2566")]],
    ["a follow-up with its link", [oversight({ link: "https://office.example/order.pdf" })]],
    ["an emoji joined of several", [measure("b", { issue: "ครอบครัว 👨‍👩‍👧‍👦 ❤️‍🔥" })]],
    [
      "every setting as it begins",
      SETTINGS.filter(each => each.public && !each.key.startsWith("announcement")).map(({ key, initial }) =>
        setting(key, key === "fiscalYear" ? "2566" : initial),
      ),
    ],
  ] as const)("%s is taken", (_, rows) => {
    expect(faults(rows)).toEqual([])
  })
})

const INVISIBLE = [
  "\u0000",
  "\u0007",
  "\u202e",
  "\u2066",
  "\u200f",
  "\u061c",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\ufeff",
  "\u00ad",
  "\u{e0041}",
  "\u2028",
  "\r",
]

describe("letters that nobody sees, in each text of each row", () => {
  const withText = (text: string): readonly (readonly [string, Row | PrivateRow])[] => [
    ...(
      ["issue", "measure", "monitoring", "period", "responsible", "lead", "reason", "understood"] as const
    ).map(key => [`measure.${key}`, measure("b", { [key]: `${measure("b")[key]}${text}ก` })] as const),
    ["measure.partners", measure("b", { partners: [`ฝ่าย${text}โยธา`] })],
    ...(["what", "owedTo", "when", "evidenceKind", "reason", "understood"] as const).map(
      key =>
        [`duty.${key}`, duty("b", { measure: "m-aaaaaaaa", [key]: `${duty("b")[key]}${text}ก` })] as const,
    ),
    ["report.result", report("m-aaaaaaaa", "2", "2566", { result: `ดำเนินการ${text}แล้ว` })],
    [
      "report.evidence",
      report("m-aaaaaaaa", "2", "2566", { evidence: `https://office.example/a ดู${text}นี่` }),
    ],
    ["oversight.order", oversight({ order: `เร่ง${text}รัด` })],
    ["oversight.outcome", oversight({ outcome: `รับ${text}ทราบ` })],
    ["section.name", section("11", `ฝ่าย${text}ใหม่`)],
    ["section.head", { ...section("11", "ฝ่ายใหม่"), head: `หัว${text}หน้า` } as Row],
    ["holiday.name", { kind: "holiday", date: day("2023-04-13"), name: `สง${text}กรานต์` }],
    [
      "assessment.description",
      {
        ...(FIRST.rows.find(({ kind }) => kind === "assessment") as RowOf<"assessment">),
        description: `ก${text}ข`,
      },
    ],
    ["setting.value", setting("title", `มาตร${text}การ`)],
    ["absence.reason", { kind: "absence", of: "measure/m-aaaaaaaa", reason: `ยุบรวมกับ${text}มาตรการอื่นแล้ว` }],
    ["secret.value", { kind: "secret", key: "allowList", value: `02${text}1234567` }],
    [
      "problem.says",
      {
        kind: "problem",
        of: "measure/m-aaaaaaaa",
        tab: "มาตรการ",
        sheetId: 1,
        cells: [{ cell: "A1", says: `ก${text}ข` }],
      },
    ],
  ]
  const isPrivate = (row: Row | PrivateRow): row is PrivateRow =>
    row.kind === "secret" || row.kind === "problem" || row.kind === "contact"

  it.each(withText("").map(([place]) => place))("are refused in %s", place => {
    for (const text of INVISIBLE) {
      const [, row] = withText(text).find(([each]) => each === place) ?? []
      const found = !row ? [] : isPrivate(row) ? faults([], KNOWN, [row]) : faults([row])
      expect(found, JSON.stringify(text)).toContainEqual(
        expect.stringContaining("a text that is not in its one form"),
      )
    }
  })

  it("are refused where letters are not composed", () => {
    expect(faults([section("11", "ฝ่าย cafe\u0301")])).toHaveLength(2)
    expect(faults([section("11", "ฝ่าย café")])).toEqual([])
  })
})

describe("a setting", () => {
  test.each(SETTINGS.filter(each => !each.public).map(({ key }) => key))(
    "that is private, %s, never travels in public",
    key => {
      expect(faults([setting(key, "")])).not.toEqual([])
      expect(faults([], KNOWN, [{ kind: "secret", key, value: "" }])).toEqual([])
    },
  )

  test.each([
    ["unknown", setting("password", "x")],
    ["the script's own", setting("sheetAddress", "https://sheet.example/1")],
    ["of another year", setting("fiscalYear", "2567")],
    ["no number", setting("digestHour", "24")],
    ["no choice", setting("rollRule", "ตามใจ")],
    ["no day", setting("announcementDate", "2023-06-31")],
    ["a day as it was typed", setting("announcementDate", "12 ต.ค. 2565")],
    ["no section", setting("planner", "ฝ่ายลับ")],
    ["an announcement emptied", setting("announcementNumber", "")],
    ["a link that runs", setting("announcementLink", "javascript:alert(1)")],
    ["a link in the open", setting("announcementLink", "http://office.example/plan.pdf")],
    ["a link with a password", setting("announcementLink", "https://me:secret@office.example/plan.pdf")],
    ["an address of its pages that is not the Worker's", setting("publicAddress", "https://login.example")],
  ])("that is %s is refused", (_, row) => {
    expect(faults([row])).not.toEqual([])
  })

  test.each([
    ["unknown", { kind: "secret", key: "anything", value: "x" }],
    ["a public one", { kind: "secret", key: "title", value: "x" }],
    ["no address", { kind: "secret", key: "directorMail", value: "director" }],
    ["a tab's that is none", { kind: "secret", key: "sheetTab.2", value: "x" }],
    ["a sheet's address that runs", { kind: "secret", key: "sheetAddress", value: "javascript:alert(1)" }],
  ] as const)("that is private and %s is refused", (_, row) => {
    expect(faults([], KNOWN, [row])).not.toEqual([])
  })
})

describe("a link", () => {
  it.each([
    "http://a.example/x",
    "javascript:alert(1)",
    "https://u:p@a.example/",
    "ftp://a.example",
    "data:text/html,x",
  ])("%s is none, in a follow-up or a report", link => {
    expect(faults([oversight({ link })])).not.toEqual([])
    expect(faults([report("m-aaaaaaaa", "2", "2566", { evidence: link })])).not.toEqual([])
  })
})

describe("what a row names", () => {
  it.each([
    ["a duty of an unknown measure", duty("b")],
    ["a follow-up of an unknown measure", oversight({ measures: ["m-zzzzzzzz"] })],
    ["a lead that is no section", measure("b", { lead: "ฝ่ายลับ" })],
    ["a lead by a short name", measure("b", { lead: "ปค." })],
    ["partners out of order", measure("b", { partners: ["ฝ่ายโยธา", "ฝ่ายปกครอง"] })],
    ["a report of another section", report("m-aaaaaaaa", "2", "2566", { section: "ฝ่ายโยธา" })],
    ["a report of no section", report("m-aaaaaaaa", "77", "2566")],
    ["a report of an unknown duty", report("m-zzzzzzzz", "2", "2566")],
    ["a section under another's name", section("11", "ฝ่ายทะเบียน")],
    ["a section under another's name, spaced otherwise", section("11", "ฝ่าย ทะเบียน")],
  ])("%s is refused", (_, row) => {
    expect(faults([row])).not.toEqual([])
  })
})

describe("a deadline", () => {
  it.each([
    ["another normal form", { normal: "BY 2023-07-31" }],
    [
      "another due date",
      { period: measure("b").period, occurrences: [{ id: "2566", due: day("2023-07-31") }] },
    ],
    [
      "another period",
      { period: measure("b").period, occurrences: [{ id: "2567", due: day("2023-06-30") }] },
    ],
    ["no date at all", { occurrences: [] }],
    ["another sentence", { understood: "ภายในวันที่ 31 กรกฎาคม 2566" }],
    ["words that are no date", { period: "31 มิ.ย. 66" }],
    ["a question that is not told", { period: "ตามความเหมาะสม", normal: "NONE", occurrences: [] }],
  ])("with %s than its words say is refused", (_, change) => {
    expect(faults([measure("b", change)])).not.toEqual([])
  })

  it("follows the holidays and the office's rule as they are after the change", () => {
    const rolled = compilePeriod(measure("b").period, {
      fiscalYear: 2566,
      holidays: new Set([day("2023-06-30")]),
      roll: "next",
    })
    const { normal, understood, occurrences } = rolled
    const moved = measure("b", { period: rolled.text, normal, understood, occurrences: [...occurrences] })
    expect(occurrences).toEqual([{ id: "2566", due: "2023-07-03" }])
    const holiday: Row = { kind: "holiday", date: day("2023-06-30"), name: "วันหยุดพิเศษ" }
    const rule = setting("rollRule", "วันทำการถัดไป")
    expect(faults([moved, holiday, rule])).toEqual([])
    expect(faults([moved, rule])).not.toEqual([])
    expect(faults([moved])).not.toEqual([])
  })
})

describe("a moved date", () => {
  const later = { period: "ภายในวันที่ ๓๑ กรกฎาคม ๒๕๖๖" }
  const REASON = "รอผลการประเมินจากหน่วยงานกลาง"

  it.each([
    ["without a reason", later],
    ["with one that says nothing", { ...later, reason: "เลื่อน" }],
    ["with the words of another column", { ...later, reason: measure("a").issue }],
    ["because a question was opened", { asks: "open" }],
  ] as const)("%s is refused", (_, change) => {
    expect(faults([measure("a", change)])).toContainEqual(expect.stringContaining("WithoutReason"))
  })

  it("with a reason is taken, and one reason serves once", () => {
    const first = measure("a", { ...later, reason: REASON })
    expect(faults([first])).toEqual([])
    const known = knownOf([...FIRST.rows, first])
    const again = { period: "ภายในวันที่ ๓๑ สิงหาคม ๒๕๖๖" }
    expect(faults([measure("a", { ...again, reason: REASON })], known)).toContainEqual(
      expect.stringContaining("weakReason"),
    )
    expect(faults([measure("a", { ...again, reason: "ผู้รับจ้างขอขยายเวลาส่งงาน" })], known)).toEqual([])
  })

  it("may use a reason that was typed before it and served nothing", () => {
    const known = knownOf([...FIRST.rows, measure("a", { reason: REASON, issue: "แก้คำ" })])
    expect(faults([measure("a", { ...later, reason: REASON, issue: "แก้คำ" })], known)).toEqual([])
  })

  it("is judged by what the record keeps of a row as by all that was accepted of it", () => {
    const reasons = [REASON, "ผู้รับจ้างขอขยายเวลาส่งงาน", ""]
    const leads = SECTIONS.slice(0, 2).flatMap(row => (row.kind === "section" ? [row.name] : []))
    // Each changes one column of what the row said before, or takes the row out for once.
    const edit: fc.Arbitrary<Partial<RowOf<"measure">> | null> = fc.oneof(
      ...[reasons.map(reason => ({ reason })), reasons.map(reason => ({ reason }))].map(each =>
        fc.constantFrom(...each),
      ),
      fc.constantFrom({ measure: "ประกาศเจตนารมณ์" }, { measure: "ประกาศนโยบาย" }),
      fc.constantFrom({ period: later.period }, { period: measure("a").period }),
      fc.constantFrom(...leads.map(lead => ({ lead }))),
      fc.constantFrom({ monitoring: "ทุกเดือน" }, { status: "ยกเลิก" as const }, { status: "" as const }, null),
    )
    const property = fc.property(fc.array(edit, { minLength: 3, maxLength: 12 }), edits => {
      let said: Partial<RowOf<"measure">> = {}
      const rows = edits.map(each => {
        said = { ...said, ...each }
        return each === null ? null : measure("a", said)
      })
      const next = measure("a", { ...said, period: "ภายในวันที่ ๓๑ สิงหาคม ๒๕๖๖" })
      const pushes = rows.map(row => (row ? { rows: [row] } : { gone: ["measure/m-aaaaaaaa"] }))
      // What is told on the page of the year is kept whole, whatever it says.
      const others = Array.from({ length: 6 }, (_, at) => ({ rows: [measure("b", { monitoring: `${at}` })] }))
      const record = recordOf(
        ...[{ rows: [...FIRST.rows] }, ...pushes, ...others].map((push, at) => ({
          ...push,
          at: at * 3_600_000,
        })),
      )
      const known = ({ versionsByName }: YearRecord): Known => ({
        names: KNOWN.names,
        versionsByName: new Map(
          Array.from(versionsByName, ([name, all]) => [name, all.map(({ row }) => row)] as const),
        ),
        allowList: "",
      })
      expect(faults([next], known(condense(record)))).toEqual(faults([next], known(record)))
    })
    fc.assert(property, { numRuns: 60 })
  })

  it("is one whatever else is promised: lead, words, who owes, status", () => {
    for (const change of [{ lead: "ฝ่ายโยธา" }, { measure: "ทำอย่างอื่นแทน" }, { status: "ยกเลิก" }] as const)
      expect(faults([measure("a", change)])).not.toEqual([])
    expect(faults([duty("a", { owedBy: ["ฝ่ายโยธา"] })])).not.toEqual([])
  })

  it("is none when a section is renamed, or everyone is one more", () => {
    const renamed = { ...SECTIONS.find(row => rowName(row) === "section/2"), name: "ฝ่ายทะเบียนราษฎร" } as Row
    expect(faults([renamed, measure("a", { lead: "ฝ่ายทะเบียนราษฎร" })])).toEqual([])
    const all = (duty("a").owedBy as string[]).concat("ฝ่ายใหม่")
    expect(faults([section("11", "ฝ่ายใหม่"), duty("a", { owedBy: all })])).toEqual([])
  })
})

describe("what tells of a person", () => {
  it.each([
    ["a citizen's number", "เลขประจำตัว 1-1017-00207-03-0"],
    ["a mobile telephone", "โทร. 081-234-5678"],
    ["a private address", "somchai@gmail.com"],
    ["a bank account", "เลขที่บัญชี 123-4-56789-0"],
  ])("%s is refused in every public text", (_, text) => {
    for (const row of [
      measure("b", { issue: text }),
      report("m-aaaaaaaa", "2", "2566", { result: `ดำเนินการแล้ว ${text}` }),
      oversight({ order: text }),
      setting("contact", text),
      { kind: "absence", of: "measure/m-aaaaaaaa", reason: `ยุบรวมกับมาตรการอื่น ${text}` } as const,
    ])
      expect(faults([row]), row.kind).not.toEqual([])
  })

  it("is taken where the office lets it be published, and never quoted where not", () => {
    const row = setting("contact", "โทร. 081-234-5678")
    expect(faults([row], { ...KNOWN, allowList: "081-234-5678" })).toEqual([])
    expect(faults([row], KNOWN, [{ kind: "secret", key: "allowList", value: "081-234-5678" }])).toEqual([])
    expect(faults([row]).join()).not.toContain("234")
  })

  it("is an address of mail wherever one belongs, and nothing else", () => {
    const contact = (change: object) =>
      ({
        kind: "contact",
        slug: "2",
        accounts: [],
        addresses: [],
        headAddresses: [],
        deputy: [],
        deputyUntil: "",
        ...change,
      }) as PrivateRow
    expect(faults([], KNOWN, [contact({ accounts: ["a@office.example"] })])).toEqual([])
    for (const wrong of [
      "Somchai <a@b.example>",
      "a@b.example, c@d.example",
      "a@b.example\r\nBcc: x@y.example",
    ])
      expect(faults([], KNOWN, [contact({ addresses: [wrong] })])).not.toEqual([])
  })
})
