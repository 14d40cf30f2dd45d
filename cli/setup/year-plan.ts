/** The year a setup is about: what its sheet begins with, from a plan, from the year before, or empty. */
import { stat } from "node:fs/promises"
import { fiscalYearOf, type IsoDate } from "../../shared/date/civil-date.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { importPlan } from "../../shared/import/plan.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { CommandError } from "../command/fault.ts"
import { type GoogleClients, statusOf } from "../office/google-login.ts"
import type { Installation } from "../office/installation.ts"
import { readTableFile } from "../plan/table-file.ts"
import { type NewYear, nextYearOf, planNextYear, tabsOfWorkbook } from "../provision/next-year.ts"
import type { OfficePlan } from "../provision/plan.ts"

export type YearOptions = {
  readonly year: number | undefined
  /** A published plan. */
  readonly plan: string | undefined
  /** The year before: a downloaded .xlsx, a spreadsheet's id or address, or a year that was set up here. */
  readonly from: string | undefined
}

export type YearPlan = { readonly provision: OfficePlan; readonly imported: ImportedPlan | undefined }

/** @throws CommandError for a plan or a year before that cannot be read */
export async function planYear(
  clients: GoogleClients,
  installation: Installation,
  options: YearOptions,
  today: IsoDate,
): Promise<YearPlan> {
  const imported = options.plan === undefined ? undefined : await readPlan(options.plan, options.year)
  const newest = installation.years.at(-1)?.fiscalYear
  const fiscalYear = options.year ?? imported?.fiscalYear ?? newest ?? fiscalYearOf(today)
  const { office, name, worker, owner } = installation
  const title = `มาตรการ ITA ${fiscalYear} ${name}`.trim()
  const year: NewYear = { office, fiscalYear, title, owner, today, holidays: [] }
  const base =
    options.from === undefined ? emptyYear(year) : await yearFrom(clients, installation, options.from, year)
  const own = {
    fiscalYear: String(fiscalYear),
    publicAddress: worker,
    ...(name !== "" && { office: name }),
    ...(imported && imported.title !== "" && { title: imported.title }),
  }
  const known = installation.years.find(each => each.fiscalYear === fiscalYear)
  const settings = { ...base.settings, ...own }
  return {
    provision: { ...base, settings, ...(known && { spreadsheetId: known.spreadsheetId }) },
    imported,
  }
}

/** Sections of a district office; their accounts are typed on the sheet. */
function emptyYear(year: NewYear): OfficePlan {
  return { ...year, sections: DISTRICT_SECTIONS, settings: {} }
}

async function readPlan(file: string, year: number | undefined): Promise<ImportedPlan> {
  const table = await readTableFile(file)
  if (!table.ok) throw new CommandError(table.message)
  const plan = importPlan(table.source, { sections: DISTRICT_SECTIONS, ...(year && { fiscalYear: year }) })
  if (plan.measures.length === 0)
    throw new CommandError(
      `${file}: ไม่พบมาตรการในแฟ้มนี้ ลองดูด้วย sujarit import / no measures in it: see sujarit import`,
    )
  if (plan.fiscalYear === null)
    throw new CommandError(`${file}: ไม่บอกปีงบประมาณ ให้ระบุด้วย --year / it names no fiscal year: give --year`)
  return plan
}

async function yearFrom(
  clients: GoogleClients,
  { years }: Installation,
  from: string,
  year: NewYear,
): Promise<OfficePlan> {
  if (await isFile(from)) {
    const tabs = await tabsOfWorkbook(from)
    if (tabs) return nextYearOf(tabs, year)
    throw new CommandError(
      `${from} ไม่ใช่ตารางของปีก่อนที่ดาวน์โหลดเป็น .xlsx / not a year's sheet downloaded as .xlsx: it needs the tabs หน่วยงาน and ตั้งค่า`,
    )
  }
  const address = /\/spreadsheets\/d\/([\w-]+)/.exec(from)?.[1]
  const known = years.find(each => String(each.fiscalYear) === from)?.spreadsheetId
  const id = known ?? address ?? from
  const plan = await planNextYear(clients, id, year).catch((error: unknown) => {
    const status = statusOf(error)
    if (status === 404 || status === 403)
      throw new CommandError(
        `เปิดตารางของปีก่อนไม่ได้: ${from} / neither a file nor a spreadsheet this account can open`,
      )
    throw error
  })
  if (plan.sections.length > 0) return plan
  throw new CommandError(
    `ตาราง ${from} ไม่มีรายชื่อฝ่าย จึงเปิดปีใหม่จากตารางนี้ไม่ได้ / it has no sections to begin from`,
  )
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}
