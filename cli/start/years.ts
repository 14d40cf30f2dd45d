/**
 * The years of a local office. The files themselves say which years there are, by the mark that provisioning leaves, so
 * that a start that was killed while a year was being opened finds it again.
 */
import type { LocalGoogle } from "../../local/google/api/google.ts"
import type { Years } from "../../local/office/years.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { fiscalYearOf, type IsoDate } from "../../shared/date/civil-date.ts"
import { createGoogleClients, localAuth } from "../office/google-login.ts"
import { planNextYear } from "../provision/next-year.ts"
import { provision, yearOfFile } from "../provision/provision.ts"
import { OFFICE_ID } from "./source.ts"

type YearSheet = { readonly spreadsheetId: string; readonly fiscalYear: number }

/** Oldest first. */
export function yearSheets({ model }: Pick<LocalGoogle, "model">): YearSheet[] {
  const sheets = [...model.state.files.values()].flatMap(({ id, appProperties }) => {
    const fiscalYear = yearOfFile(appProperties, OFFICE_ID)
    return fiscalYear === undefined ? [] : [{ spreadsheetId: id, fiscalYear }]
  })
  return sheets.sort((a, b) => a.fiscalYear - b.fiscalYear)
}

type YearsDeps = {
  readonly google: LocalGoogle
  readonly today: () => IsoDate
  /** Tells the script of all years, and has it install itself in the new one. */
  readonly install: () => Promise<void>
}

/** `spreadsheetId` is of the year that a start shows: the one it was made with. */
export function createYears(
  { google, today, install }: YearsDeps,
  spreadsheetId: string,
): Years & { readonly spreadsheetId: () => string } {
  const sheets = () => yearSheets(google)
  let shown = spreadsheetId
  let opening: Promise<void> | undefined
  const next = () => {
    const newest = sheets().at(-1)?.fiscalYear ?? 0
    return newest > fiscalYearOf(today()) ? undefined : newest + 1
  }
  const openNext = async () => {
    if (next() === undefined) return
    const opened = await openYear(google, sheets(), today())
    await install()
    shown = opened.spreadsheetId
  }
  return {
    spreadsheetId: () => shown,
    list: () => sheets().map(({ fiscalYear }) => fiscalYear),
    shown: () => sheets().find(each => each.spreadsheetId === shown)?.fiscalYear ?? 0,
    show(year) {
      const found = sheets().find(({ fiscalYear }) => fiscalYear === year)
      shown = found?.spreadsheetId ?? shown
      return found !== undefined
    },
    next,
    // A button that is pressed twice opens one year.
    openNext() {
      opening ??= openNext().finally(() => {
        opening = undefined
      })
      return opening
    },
  }
}

/** Provisioned as a real one: `setup --year N --from` does no more. */
async function openYear(
  google: LocalGoogle,
  before: readonly YearSheet[],
  today: IsoDate,
): Promise<YearSheet> {
  const newest = before[before.length - 1]
  if (!newest) throw new Error("an office without a year")
  const fiscalYear = newest.fiscalYear + 1
  const door = await google.listen()
  try {
    const clients = createGoogleClients({ auth: localAuth(), rootUrl: door.rootUrl })
    const year = {
      office: OFFICE_ID,
      fiscalYear,
      title: `มาตรการ ITA ${fiscalYear}`,
      holidays: [],
      owner: SAMPLE_OWNER,
      today,
    }
    const plan = await planNextYear(clients, newest.spreadsheetId, year)
    const { spreadsheetId } = await provision(clients, plan)
    return { spreadsheetId, fiscalYear }
  } finally {
    await door.close()
  }
}
