/** The year a setup is about: what its sheet begins with, from a plan, from the year before, or empty. */
import { stat } from "node:fs/promises"
import { fiscalYearOf, type IsoDate } from "../../shared/date/civil-date.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { OFFICE_KINDS, officeKindOf } from "../../shared/row/office-kind.ts"
import { CommandError } from "../command/fault.ts"
import type { AskPerson } from "../command/surroundings.ts"
import { type GoogleClients, statusOf } from "../office/google-login.ts"
import type { Installation } from "../office/installation.ts"
import { type PlanRead, readOfficePlan } from "../plan/read-plan.ts"
import type { SectionList } from "../plan/section-presets.ts"
import { officeSettings, presetFor, sectionListOf, withoutParent } from "../plan/sections.ts"
import { readTableFile } from "../plan/table-file.ts"
import { type NewYear, nextYearOf, planNextYear, tabsOfWorkbook } from "../provision/next-year.ts"
import type { OfficePlan } from "../provision/plan.ts"

export type YearOptions = {
  readonly year: number | undefined
  /** A published plan. */
  readonly plan: string | undefined
  /** As `--sections` says: what a year begins with that has none yet. */
  readonly sections: string | undefined
  readonly ask?: AskPerson
  /** Of a long document, how far it is read. */
  readonly tell?: (text: string) => void
  /** The year before: a downloaded .xlsx, a spreadsheet's id or address, or a year that was set up here. */
  readonly from: string | undefined
}

export type YearPlan = { readonly provision: OfficePlan; readonly imported: ImportedPlan | undefined }

/** @throws CommandError for a plan, a list of sections or a year before that cannot be read */
export async function planYear(
  clients: GoogleClients,
  installation: Installation,
  options: YearOptions,
  today: IsoDate,
): Promise<YearPlan> {
  const { office, name, worker, owner, years } = installation
  const yearOf = (fiscalYear: number): NewYear => {
    const title = `มาตรการ ITA ${fiscalYear} ${name}`.trim()
    return { office, fiscalYear, title, owner, today, holidays: [] }
  }
  const before = await yearBefore(clients, installation, options, yearOf(options.year ?? 0))
  const read = await readYear(options, before && listIn(before))
  const imported = read?.plan
  const fiscalYear = options.year ?? imported?.fiscalYear ?? years.at(-1)?.fiscalYear ?? fiscalYearOf(today)
  const known = years.find(each => each.fiscalYear === fiscalYear)
  const officeName = name || (imported?.office ?? "")
  const begun = options.from === undefined ? undefined : before
  const list = read?.list ?? (await listFor(options, known ? "" : officeName))
  const { sections, settings } = begun ?? { ...list, settings: officeSettings(list, officeName) }
  const own = {
    fiscalYear: String(fiscalYear),
    publicAddress: worker,
    ...(name !== "" && { office: withoutParent(name, settings.parent) }),
    ...(imported && imported.title !== "" && { title: imported.title }),
  }
  const provision = { ...yearOf(fiscalYear), sections, settings: { ...settings, ...own } }
  return { provision: known ? { ...provision, spreadsheetId: known.spreadsheetId } : provision, imported }
}

/** The year to begin from, or the newest there is, whose sections a plan is read by where no others are chosen. */
async function yearBefore(
  clients: GoogleClients,
  installation: Installation,
  { from, plan, sections }: YearOptions,
  year: NewYear,
): Promise<OfficePlan | undefined> {
  if (from !== undefined) return yearFrom(clients, installation, from, year)
  const newest = installation.years.at(-1)?.spreadsheetId
  if (newest === undefined || plan === undefined || sections !== undefined) return undefined
  const found = await planNextYear(clients, newest, year).catch((error: unknown) => {
    // Whoever opens the sheet next says that it is gone.
    if (statusOf(error) === 404) return undefined
    throw error
  })
  return found && found.sections.length > 0 ? found : undefined
}

function listIn({ sections, settings: { planner = "" } }: OfficePlan): SectionList {
  return { sections, planner }
}

/** @throws CommandError where the office's name says that its sections are not those it would begin with */
async function listFor({ sections }: YearOptions, office: string): Promise<SectionList> {
  const kind = officeKindOf(office)
  if (sections === undefined && kind !== undefined && kind !== OFFICE_KINDS.district) {
    const [preset, file] = [presetFor(office), "แฟ้ม number,name,short,head,planner"]
    const typed = preset === undefined ? file : `${preset} หรือ${file}`
    throw new CommandError(
      `บอกหน่วยงานย่อยของ${office}ด้วย --sections ${typed} ดูที่ --help / say which sections this office has: --sections, see --help`,
    )
  }
  return sectionListOf(sections, () => [])
}

async function readYear(options: YearOptions, list: SectionList | undefined): Promise<PlanRead | undefined> {
  const { plan: file, year, sections, ask, tell } = options
  if (file === undefined) return undefined
  const read = await readOfficePlan(file, { year, sections, ask, tell, list })
  if (read.plan.measures.length === 0)
    throw new CommandError(
      `${file}: ไม่พบมาตรการในแฟ้มนี้ ลองดูด้วย sujarit import / no measures in it: see sujarit import`,
    )
  if (read.plan.fiscalYear === null)
    throw new CommandError(`${file}: ไม่บอกปีงบประมาณ ให้ระบุด้วย --year / it names no fiscal year: give --year`)
  return read
}

async function yearFrom(
  clients: GoogleClients,
  { years }: Installation,
  from: string,
  year: NewYear,
): Promise<OfficePlan> {
  if (await isFile(from)) {
    // Too large, folded too small or behind a password, it is refused as any table is.
    const table = await readTableFile(from)
    if (!table.ok) throw new CommandError(table.message)
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
