/** What the sheet says of a held row, from the push that brings it to the mail that tells it: and nowhere else. */
import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import type { PrivateRow } from "../../../shared/row/row.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import type { LedgerView } from "../../../worker/publish/data/ledger-view.ts"
import { at } from "../../shared/due/fixture.ts"
import { keptMail, newOffice, push, request, textOf, withMail } from "../push-fixture.ts"
import { FIRST, measure, PRIVATE_ROWS } from "../rows.ts"

const NAME = "measure/m-aaaaaaaa"
/** By itself: a hash may hold the same letters. */
const CELL = /(?<![\w-])F7(?![\w-])/
const SAID = "“31 มิ.ย. 2566” ไม่มีในปฏิทิน"

const problem = (says = SAID): PrivateRow => ({
  ...{ kind: "problem", of: NAME, tab: "มาตรการ", sheetId: 42 },
  cells: [{ cell: "F7", says }],
})
const PLANNER: PrivateRow = {
  ...{ kind: "contact", slug: "1", accounts: [], headAddresses: [], deputy: [], deputyUntil: "" },
  addresses: ["secret-planner@office.example"],
}
const SHEET: PrivateRow = { kind: "secret", key: "sheetAddress", value: "https://sheet.example/secret-sheet" }

async function heldOffice() {
  const { sent, send } = keptMail()
  const clock = { now: at("2023-05-02", 9) }
  const given = withMail(() => clock.now, send)
  const office = newOffice()
  const say = async (change: Parameters<typeof push>[1]) => {
    const response = await push(office, change, given)
    if (response.status !== 201) throw new Error(await response.text())
  }
  await say({ ...FIRST, privateRows: [...PRIVATE_ROWS, PLANNER, SHEET] })
  await say({ rows: [measure("b")], privateRows: [problem()], held: [NAME] })
  return {
    given,
    sent,
    say,
    run: async (day: string) => {
      clock.now = at(day, 8)
      await runCron(given, clock.now)
    },
    toMend: () => sent.filter(({ text }) => text.includes("แถวที่ต้องแก้ในตาราง")),
  }
}

describe("what the sheet says of a held row", () => {
  it("reaches its section the day after, once, and the ledger says that rows were told of, not which", async () => {
    const office = await heldOffice()
    await office.run("2023-05-03")
    await office.run("2023-05-03")
    const [mail, ...more] = office.toMend()
    expect(more).toEqual([])
    expect(mail?.text).toContain(`ช่อง F7: ${SAID}`)
    expect(mail?.text).toContain("https://sheet.example/secret-sheet#gid=42&range=F7")
    const { notices } = JSON.parse(
      await textOf(await request("/notices.json", {}, office.given)),
    ) as LedgerView
    const told = notices.filter(each => each.held)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ kind: "reminder", asks: false, weekly: false, alarm: false })
    expect(told[0]?.to.map(({ role }) => role)).toEqual(["section"])
    expect(told[0]?.obligations.filter(({ id }) => id.startsWith("held"))).toEqual([])
  })

  it("is the newest that came, and nothing once the row is mended", async () => {
    const office = await heldOffice()
    await office.say({ privateRows: [problem("“32 มิ.ย. 2566” ไม่มีในปฏิทิน")], held: [NAME] })
    await office.run("2023-05-03")
    expect(office.toMend()[0]?.text).toContain("“32 มิ.ย. 2566” ไม่มีในปฏิทิน")
    await office.say({ rows: [measure("a", { monitoring: "รายงานทุกไตรมาส" })], gone: [`problem/${NAME}`] })
    await office.run("2023-05-08")
    expect(office.toMend()).toHaveLength(1)
    const { results } = await env.DB.prepare("SELECT name FROM private_row WHERE name GLOB 'problem/*'").all()
    expect(results).toEqual([])
  })

  it("is in no public answer and in no push as it is served", async () => {
    const office = await heldOffice()
    await office.run("2023-05-03")
    for (const path of [
      "/2566",
      "/2566.json",
      "/status.json",
      "/notices",
      "/2566/measures/m-aaaaaaaa.json",
    ]) {
      const response = await request(path, {}, office.given)
      const text = await textOf(response)
      expect([path, response.status, text.includes("31 มิ.ย."), CELL.test(text)]).toEqual([
        path,
        200,
        false,
        false,
      ])
    }
    const log = await request("/api/v1/pushes/2566/2", {}, office.given)
    expect((await textOf(log)).split("~").filter(part => part !== "")).toHaveLength(2)
  })
})
