/** What people type wrong, leave out or change at the wrong moment: the others are served, and nothing is lost. */
import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import type { PrivateRow } from "../../../shared/row/row.ts"
import { at, contactRow, day, dutyRow, measureRow, PLAN, settingRows } from "../../shared/due/fixture.ts"
import { createOffice, type TestOffice } from "./office.ts"

const DIRECTOR: PrivateRow = { kind: "secret", key: "directorMail", value: "director@example.go.th" }
const CALM = { at: PLAN.at, rows: (PLAN.rows ?? []).filter(row => row.kind !== "duty") }
const SLOT = at("2023-06-01", 8)

const recipients = (office: TestOffice) => office.sent.map(mail => mail.to[0]).sort()
const only = (...rows: readonly PrivateRow[]) => [contactRow("1"), ...rows]

describe("addresses", () => {
  it.each([
    ["none", []],
    ["blank", [{ ...DIRECTOR, value: " " }]],
  ] as const)("of the director: %s, and the sections still hear", async (_, secrets) => {
    const office = await createOffice(CALM)
    await office.setPrivateRows(only(...secrets))
    const run = await office.run(SLOT)
    expect(recipients(office)).toEqual(["head1@example.go.th", "section1@example.go.th"])
    expect(run.reasons).toMatchObject({ noAddress: 1 })
  })

  it("of the director, malformed: counted as such, and the good one beside it is used", async () => {
    const office = await createOffice(CALM)
    await office.setPrivateRows(only({ ...DIRECTOR, value: "ท่าน ผอ., director@example.go.th" }))
    const run = await office.run(SLOT)
    expect(recipients(office)).toContain("director@example.go.th")
    expect(run.reasons).toMatchObject({ badAddress: 1 })
  })

  it.each(["E_RECIPIENT_SUPPRESSED", "SMTP_550"])(
    "that the provider refuses (%s): given up, the others served, the operator told, the director once",
    async code => {
      const office = await createOffice(CALM)
      await office.setPrivateRows(
        only(DIRECTOR, { kind: "secret", key: "operatorMail", value: "it@example.go.th" }),
      )
      const refusing = {
        transport: async (message: (typeof office.sent)[number]) => {
          if (message.to[0] === "section1@example.go.th") return { outcome: "refused", code } as const
          office.sent.push(message)
          return { outcome: "accepted", providerId: null } as const
        },
      }
      await office.run(SLOT, refusing)
      expect(recipients(office)).toEqual(["director@example.go.th", "head1@example.go.th"])
      office.sent.length = 0
      for (let date = 2; date <= 12; date++)
        await office.run(at(`2023-06-${String(date).padStart(2, "0")}`, 8), refusing)
      const told = office.sent.filter(mail => mail.text.includes("มีอีเมลที่ส่งไม่ได้ตั้งแต่"))
      expect(told.filter(mail => mail.to[0] === "it@example.go.th")).toHaveLength(2)
      expect(told.filter(mail => mail.to[0] === "director@example.go.th").length).toBeGreaterThanOrEqual(1)
      const { results } = await env.DB.prepare(
        "SELECT COUNT(*) AS n FROM notice WHERE about = 'alarm' AND role = 'director'",
      ).all()
      expect(results).toEqual([{ n: 1 }])
    },
  )

  it("that two sections share: one mail, with what both owe", async () => {
    const office = await createOffice(PLAN)
    const shared = ["shared@example.go.th"]
    await office.setPrivateRows([
      contactRow("2", { addresses: shared, headAddresses: [] }),
      contactRow("3", { addresses: shared, headAddresses: [] }),
    ])
    await office.run(at("2022-11-07", 8))
    expect(recipients(office)).toEqual(["shared@example.go.th"])
    for (const name of ["ฝ่ายทะเบียน", "ฝ่ายโยธา"]) expect(office.sent[0]?.text).toContain(name)
  })

  it("that changed between plan and send: the old one is told nothing, the new one everything", async () => {
    const office = await createOffice(CALM)
    office.fates.push({ outcome: "failed", code: "E_RATE_LIMIT_EXCEEDED", everything: true })
    await office.run(SLOT)
    const changed = contactRow("1", { addresses: ["new@example.go.th"], headAddresses: [] })
    await office.setPrivateRows([changed, DIRECTOR])
    await office.push({ at: at("2023-06-01", 8.5) })
    await office.run(at("2023-06-01", 9))
    expect(recipients(office)).toEqual(["director@example.go.th", "new@example.go.th"])
  })

  it("of a section that has none: its head is told from the day on, and the operator's count says so before", async () => {
    const office = await createOffice(CALM)
    await office.setPrivateRows([contactRow("1", { addresses: [] })])
    expect((await office.run(at("2023-05-30", 8))).reasons).toMatchObject({ noAddress: 2 })
    expect(office.sent).toEqual([])
    await office.run(at("2023-05-31", 8))
    expect(recipients(office)).toEqual(["head1@example.go.th"])
  })
})

describe("plans", () => {
  it("of 300 dates on one day: one mail a reader, short enough to be read, and it says how many more", async () => {
    const duties = Array.from({ length: 30 }, (_, index) =>
      dutyRow({
        id: `d-${String(index).padStart(8, "0")}`,
        what: `ส่งรายงานที่ ${index}`,
        occurrences: [{ id: "2566", due: day("2023-05-31") }],
      }),
    )
    const office = await createOffice({ ...PLAN, rows: [...(CALM.rows ?? []), ...duties] })
    for (const hour of [8, 9, 10]) await office.run(at("2023-06-01", hour))
    expect(new Set(recipients(office)).size).toBe(office.sent.length)
    expect(office.sent).toHaveLength(21)
    for (const mail of office.sent) {
      expect(Array.from(mail.subject).length).toBeLessThanOrEqual(60)
      expect(mail.html.length).toBeLessThan(100_000)
    }
    expect(office.sent.find(mail => mail.to[0] === "section2@example.go.th")?.text).toMatch(
      /และอีก [๐-๙]+ เรื่อง/,
    )
  })

  it("with a text of 50,000 characters: the mail holds a headline of it", async () => {
    const long = measureRow({
      measure: "ก".repeat(50_000),
      occurrences: [{ id: "2566", due: day("2023-05-31") }],
    })
    const office = await createOffice({ at: PLAN.at, rows: [...(CALM.rows ?? []), long] })
    await office.run(SLOT)
    expect(office.sent.length).toBeGreaterThan(0)
    for (const mail of office.sent) expect(mail.text.length).toBeLessThan(5000)
  })

  it("that are empty: nobody is written to, and the run is well", async () => {
    const office = await createOffice({ at: PLAN.at, rows: settingRows() })
    expect(await office.run(SLOT)).toMatchObject({ planned: 1, sent: 1 })
    expect(recipients(office)).toEqual(["director@example.go.th"])
  })

  it("whose settings someone emptied: mail goes on by the initial day, hour and ladder", async () => {
    const emptied = settingRows().map(row => (row.kind === "setting" ? { ...row, value: "" } : row))
    const office = await createOffice(CALM, { at: at("2023-05-20"), rows: emptied })
    expect((await office.run(at("2023-06-01", 7))).sent).toBe(0)
    expect((await office.run(SLOT)).sent).toBe(3)
  })
})
