/** A local Google and an office's plan, for the tests of this folder. */
import { onTestFinished } from "vitest"
import { createGoogleClients, localAuth } from "../../../cli/office/google-login.ts"
import type { OfficePlan } from "../../../cli/provision/plan.ts"
import { type Provisioned, provision } from "../../../cli/provision/provision.ts"
import { openLocalGoogle } from "../../../local/google/api/google.ts"
import { reportTabTitle, tabOf } from "../../../shared/columns.ts"
import { type IsoDate, isoDate } from "../../../shared/date/civil-date.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { type KeptGoogle, keepGoogle } from "../../kept-google.ts"
import { deleteBlankRows, typeAt } from "../../local/google/people.ts"

export const NOON = Date.UTC(2023, 4, 29, 5)
export const OWNER = "owner@example.go.th"

export function day(year: number, month: number, date: number): IsoDate {
  const found = isoDate(year, month, date)
  if (!found) throw new Error("no such day")
  return found
}

export const PLAN: OfficePlan = {
  office: "phasi-charoen",
  fiscalYear: 2566,
  title: "แผน 2566",
  sections: DISTRICT_SECTIONS.map(section => ({
    ...section,
    head: `หัวหน้า${section.name}`,
    accounts: [`section-${section.slug}@example.go.th`],
    addresses: [`mail-${section.slug}@example.go.th`],
  })),
  settings: { office: "สำนักงานเขตภาษีเจริญ", directorMail: "director@example.go.th" },
  holidays: [{ date: day(2023, 4, 13), name: "วันสงกรานต์" }],
  owner: OWNER,
  today: day(2023, 5, 29),
}

/** `fill` lays in it what lies in it already. */
export async function openGoogle(fill?: KeptGoogle) {
  const google = await openLocalGoogle({ now: () => NOON, owner: OWNER })
  onTestFinished(() => google.close())
  fill?.(google.model.state)
  const { rootUrl } = await google.listen()
  return { google, rootUrl, clients: createGoogleClients({ auth: localAuth(), rootUrl }) }
}

type Year = {
  readonly made: Provisioned
  readonly fill: KeptGoogle
  readonly calls: ReadonlyMap<string, number>
}

/** The year of `PLAN`, provisioned once: each test goes on from a copy. */
let provisioned: Promise<Year> | undefined

async function provisionYear(plan: OfficePlan): Promise<Year> {
  const { google, clients } = await openGoogle()
  const made = await provision(clients, plan)
  const calls = new Map(google.calls)
  deleteBlankRows(google)
  return { made, fill: keepGoogle(google.model.state), calls }
}

/** A provisioned year, and ways to look at it and to break it. */
export async function openYear(plan: OfficePlan = PLAN) {
  if (plan === PLAN) provisioned ??= provisionYear(PLAN)
  const { made, fill, calls } = await (plan === PLAN && provisioned ? provisioned : provisionYear(plan))
  const { google, clients } = await openGoogle(fill)
  for (const [method, times] of calls) google.calls.set(method, times)
  const { spreadsheetId } = made
  const sheetOf = (title: string) => {
    const sheet = google.model.spreadsheet(spreadsheetId).sheets.find(each => each.title === title)
    if (!sheet) throw new Error(`no tab ${title}`)
    return sheet
  }
  return {
    google,
    clients,
    made,
    spreadsheetId,
    sheetOf,
    headersOf: (title: string) => (sheetOf(title).rows[0] ?? []).map(shown),
    textsOf: (title: string, row: number) => (sheetOf(title).rows[row] ?? []).map(shown),
    again: (change: Partial<OfficePlan> = {}) => provision(clients, { ...plan, spreadsheetId, ...change }),
    batch: (...requests: object[]) =>
      clients.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }),
    type: async (range: string, values: string[][]) => typeAt(google, spreadsheetId, range, values),
  }
}

function shown(cell: { readonly value?: object | undefined } | undefined): unknown {
  return Object.values(cell?.value ?? {})[0] ?? ""
}

export const MEASURES = tabOf("measure").title
export const REGISTRY_REPORTS = reportTabTitle("ฝ่ายทะเบียน")
