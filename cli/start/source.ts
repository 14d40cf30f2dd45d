/** What a new local office begins with: the bundled sample, a published plan, or nothing. */
import { SAMPLE_HOLIDAYS, SAMPLE_OWNER, SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../local/sample/plan-2566.ts"
import { fiscalYearOf, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { importPlan } from "../../shared/import/plan.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { CommandError } from "../command/fault.ts"
import type { OfficePlan } from "../provision/plan.ts"

export type OfficeSource =
  | { readonly kind: "sample" | "empty" }
  | { readonly kind: "plan"; readonly file: string }

export function sourceKey(source: OfficeSource): string {
  return source.kind === "plan" ? source.file : source.kind
}

/** The office as the Worker's configuration names it. */
export const OFFICE_ID = "local"

/** A Monday some weeks before the sample's first deadlines. */
export const SAMPLE_DAY = parseIsoDate("2023-05-29")

export type OfficeBeginning = {
  readonly provision: Omit<OfficePlan, "today">
  /** Rows to fill the empty year with. */
  readonly plan: ImportedPlan | undefined
}

/** @throws CommandError when the plan cannot be read or names no year */
export async function beginningOf(
  source: OfficeSource,
  today: IsoDate,
  publicUrl: string,
): Promise<OfficeBeginning> {
  const { provision, plan } = await contentOf(source, today)
  // Where mail's links lead: to the pages on this machine, not to an address that does not exist.
  return { plan, provision: { ...provision, settings: { ...provision.settings, publicAddress: publicUrl } } }
}

async function contentOf(source: OfficeSource, today: IsoDate): Promise<OfficeBeginning> {
  switch (source.kind) {
    case "sample":
      return plannedSample()
    case "empty":
      return { provision: emptyYear(fiscalYearOf(today)), plan: undefined }
    case "plan":
      return plannedYear(await readPlan(source.file), source.file)
    default:
      return source satisfies never
  }
}

function plannedSample(): OfficeBeginning {
  return { provision: provisionOf(SAMPLE_SETTINGS, Number(SAMPLE_SETTINGS.fiscalYear)), plan: SAMPLE_PLAN }
}

async function readPlan(file: string): Promise<ImportedPlan> {
  // The reader of workbooks weighs 18 MB, for as long as the office is open.
  const table = await (await import("../plan/table-file.ts")).readTableFile(file)
  if (!table.ok) throw new CommandError(table.message)
  return importPlan(table.source, { sections: DISTRICT_SECTIONS })
}

/** The document stands for its announcement: a plan that is read here was published. */
function plannedYear(plan: ImportedPlan, file: string): OfficeBeginning {
  const { fiscalYear } = plan
  if (fiscalYear === null || plan.measures.length === 0)
    throw new CommandError(
      `${file}: ไม่พบปีงบประมาณหรือมาตรการในแฟ้มนี้ ลองดูด้วย sujarit import / no fiscal year or no measures in it: see sujarit import`,
    )
  const settings = {
    ...SAMPLE_SETTINGS,
    ...(plan.office !== "" && { office: plan.office }),
    ...(plan.title !== "" && { title: plan.title }),
    fiscalYear: String(fiscalYear),
    announcementNumber: `ตัวอย่าง 1/${fiscalYear} (ไม่ใช่เลขที่ประกาศจริง)`,
    announcementDate: `1 ต.ค. ${fiscalYear - 1}`,
    announcementLink: "",
    gradeRule: String(fiscalYear - 1),
  }
  return { provision: provisionOf(settings, fiscalYear), plan }
}

/** Not announced: the year is checked and nothing is published until the planner fills that in and ticks. */
function emptyYear(fiscalYear: number): OfficeBeginning["provision"] {
  return provisionOf(
    {
      ...SAMPLE_SETTINGS,
      office: "สำนักงานเขต (ตัวอย่าง)",
      title: "",
      fiscalYear: String(fiscalYear),
      announcementNumber: "",
      announcementDate: "",
      announcementLink: "",
    },
    fiscalYear,
  )
}

function provisionOf(settings: OfficePlan["settings"], fiscalYear: number): OfficeBeginning["provision"] {
  return {
    office: OFFICE_ID,
    fiscalYear,
    title: `มาตรการ ITA ${fiscalYear} ${settings.office ?? ""}`.trim(),
    sections: SAMPLE_SECTIONS,
    settings,
    holidays: SAMPLE_HOLIDAYS.filter(({ date }) => fiscalYearOf(date) === fiscalYear),
    owner: SAMPLE_OWNER,
  }
}
