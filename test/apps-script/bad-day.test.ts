/** One bad thing never stops the rest: a year that is gone, a Google that is busy, an address it does not take. */
import { beforeEach, describe, expect, it } from "vitest"
import { scriptError } from "../../local/google/script/host-services.ts"
import { ApiError } from "../../local/google/wire/errors.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { tabOf } from "../../shared/columns.ts"
import type { InlineCall } from "./inline.ts"
import { standingOffice } from "./standing-office.ts"

const GET = "Sheets.Spreadsheets.get"
const WRITE = "Sheets.Spreadsheets.batchUpdate"

const { office, script, person } = await standingOffice()
beforeEach(() => {
  office.google.model.habits.takeEditor = address => address
})

const properties = () => office.google.model.project(office.host.projectId).properties

/** Years beside the office's own whose sheets are not there. */
function withGone(...years: readonly number[]): void {
  const config = JSON.parse(properties().CONFIG ?? "")
  const gone = years.map(fiscalYear => ({ id: `gone-${fiscalYear}`, fiscalYear }))
  properties().CONFIG = JSON.stringify({ ...config, spreadsheets: [...gone, ...config.spreadsheets] })
}

const problemsOf = (at: number) => person.lines().find(({ row }) => row === at)?.problems

/** What `สถานะ` says of an item. */
function said(item: string): string | undefined {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const rows = sheets.find(({ title }) => title === tabOf("status").title)?.rows ?? []
  const texts = rows.map(row => row.map(cell => Object.values(cell?.value ?? {}).map(String)[0] ?? ""))
  return texts.find(row => row.includes(item))?.join(" ")
}

/** A refusal of the API at the first calls of that method. */
function refusing(method: string, error: ApiError, times = 1) {
  let count = 0
  return ({ method: called }: InlineCall) => {
    if (called !== method || count++ >= times) return
    throw scriptError(method, error)
  }
}

describe("a year whose sheet is gone", () => {
  it("stops neither a newer year nor an older one, and no note and no mail waits for it", () => {
    withGone(2565, 2567)
    properties()["HAND.x"] = JSON.stringify({ at: office.clock.now })
    person.write(1, { period: "31 มิ.ย. 2566" })
    expect(() => script.run("onEdited")).toThrow(/ตารางปี 2567[\s\S]*ตารางปี 2565/)
    expect(problemsOf(1)).toContain("ไม่มีในปฏิทิน")
    expect(properties()).not.toHaveProperty("HAND.x")
  })

  it("is told on the other years' sheets by the next run, and no more once it is back", () => {
    withGone(2567)
    expect(() => script.run("onClock")).toThrow()
    expect(() => script.run("onClock")).toThrow()
    expect(said("ตารางปี 2567")).toContain("ปีอื่นทำงานต่อ")
    const config = JSON.parse(properties().CONFIG ?? "")
    properties().CONFIG = JSON.stringify({ ...config, spreadsheets: config.spreadsheets.slice(1) })
    script.run("onClock")
    script.run("onClock")
    expect(said("ตารางปี 2567")).toBeUndefined()
    expect(properties()).not.toHaveProperty("FAULTS")
  })
})

describe("a Google that is busy", () => {
  it.each([
    [GET, new ApiError("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'")],
    [GET, new ApiError("INTERNAL", "Internal error encountered.")],
    [WRITE, new ApiError("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Write requests'")],
    [WRITE, new ApiError("UNAVAILABLE", "The service is currently unavailable.")],
  ])("at %s (%s) is asked again in the same run", (method, error) => {
    person.write(1, { period: "31 มิ.ย. 2566" })
    const calls = script.run("onEdited", { beforeCall: refusing(method, error) })
    expect(calls["Utilities.sleep"]).toBe(1)
    expect(problemsOf(1)).toContain("ไม่มีในปฏิทิน")
  })

  it("is not asked for ever, and a write that may have been done is left to the next scan", () => {
    const quota = new ApiError("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'")
    expect(() => script.run("onEdited", { beforeCall: refusing(GET, quota, 99) })).toThrow(/ปี 2566/)
    person.write(1, { period: "31 มิ.ย. 2566" })
    const broken = new ApiError("INTERNAL", "Internal error encountered.")
    expect(() => script.run("onEdited", { beforeCall: refusing(WRITE, broken) })).toThrow(/ปี 2566/)
    script.run("onEdited")
    expect(problemsOf(1)).toContain("ไม่มีในปฏิทิน")
  })
})

describe("an account that Google does not know", () => {
  const STRANGER = "nobody@bangsommut.example"
  const DOTTED = "somchai.j@gmail.com"
  const variants = {
    refused: (address: string) => {
      if (address === STRANGER)
        throw new ApiError("INVALID_ARGUMENT", `The user ${address} is not a known account.`)
      return address
    },
    dropped: (address: string) => (address === STRANGER ? undefined : address),
    normalised: (address: string) => (address === DOTTED ? "somchaij@gmail.com" : address),
  }

  const editorsOf = (title: string) => {
    const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
    return sheets.find(each => each.title === title)?.protectedRanges[0]?.editors?.users ?? []
  }
  const nameInSections = (address: string) => {
    const columns = tabOf("section").columns.map(({ key }) => key)
    const at = columns.indexOf("accounts")
    const where = { spreadsheetId: office.spreadsheetId, tab: tabOf("section").title, as: SAMPLE_OWNER }
    const range = `${String.fromCharCode(65 + at)}3`
    const typed = `section-2@bangsommut.example, ${address}`
    expect(script.editor.edit({ ...where, range, values: [[typed]] })).toMatchObject({ ok: true })
  }

  it.each(["refused", "dropped"] as const)("%s costs that account alone, once, and is named", variant => {
    office.google.model.habits.takeEditor = variants[variant]
    nameInSections(`${STRANGER}, fine@bangsommut.example`)
    person.write(1, { period: "31 มิ.ย. 2566" })
    script.run("onEdited")
    expect(problemsOf(1)).toContain("ไม่มีในปฏิทิน")
    const editors = editorsOf("รายงาน ฝ่ายทะเบียน")
    expect(editors).toContain("fine@bangsommut.example")
    expect(editors).not.toContain(STRANGER)
    script.run("onEdited")
    expect(said(`บัญชี ${STRANGER}`)).toContain("ไม่รับบัญชีนี้")
    expect(script.run("onEdited")[WRITE]).toBeUndefined()
    office.clock.now += 24 * 3_600_000
    office.google.model.habits.takeEditor = address => address
    script.run("onEdited")
    expect(editorsOf("รายงาน ฝ่ายทะเบียน")).toContain(STRANGER)
  })

  it("kept in another spelling is one account, and is not written again", () => {
    office.google.model.habits.takeEditor = variants.normalised
    nameInSections(DOTTED)
    script.run("onEdited")
    expect(editorsOf("รายงาน ฝ่ายทะเบียน")).toContain("somchaij@gmail.com")
    expect(script.run("onEdited")[WRITE]).toBeUndefined()
    expect(said(`บัญชี ${DOTTED}`)).toBeUndefined()
  })
})

it("a Google whose API writes fire onChange does not keep the script busy with its own", () => {
  let fired = 0
  let left = 0
  const stop = office.google.model.subscribe(changes => {
    if (changes.some(({ source }) => source === "script")) left++
  })
  person.write(1, { period: "31 มิ.ย. 2566" })
  script.run("onEdited")
  for (; left > 0 && fired < 10; fired++) {
    left = 0
    script.run("onChanged", {}, { changeType: "OTHER" })
  }
  stop()
  expect(fired).toBeLessThan(3)
})
