/** What a new local office begins with: a bundled sample, a published plan, or nothing. */
import { fileURLToPath } from "node:url"
import {
  EMPTY_OFFICE,
  SAMPLE_HOLIDAYS,
  SAMPLE_OWNER,
  SAMPLE_SECTIONS,
  SAMPLE_SETTINGS,
  withPeople,
} from "../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../local/sample/plan-2566.ts"
import { fiscalYearOf, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { CommandError } from "../command/fault.ts"
import type { SampleName } from "../command/office-options.ts"
import type { AskPerson } from "../command/surroundings.ts"
import type { OfficePlan } from "../provision/plan.ts"

export type OfficeSource =
  /** `isLived`: with the months that are bundled with it. */
  | { readonly kind: "sample"; readonly name?: SampleName; readonly isLived?: boolean }
  | { readonly kind: "empty"; readonly sections?: string | undefined }
  | {
      readonly kind: "plan"
      readonly file: string
      readonly sections?: string | undefined
      readonly ask?: AskPerson
      /** Of a long document, how far it is read. */
      readonly tell?: (text: string) => void
    }

export function sourceKey(source: OfficeSource): string {
  if (source.kind === "plan") return source.file
  const isOther = source.kind === "sample" && source.name !== undefined && source.name !== "district"
  return isOther ? `sample-${source.name}` : source.kind
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
      return source.name === undefined || source.name === "district"
        ? plannedSample()
        : plannedYear({ kind: "plan", file: sampleFile(source.name), sections: source.name })
    case "empty":
      return { provision: await emptyYear(fiscalYearOf(today), source.sections), plan: undefined }
    case "plan":
      return plannedYear(source)
    default:
      return source satisfies never
  }
}

function plannedSample(): OfficeBeginning {
  const settings = SAMPLE_SETTINGS
  return { provision: provisionOf(settings, Number(settings.fiscalYear), SAMPLE_SECTIONS), plan: SAMPLE_PLAN }
}

function sampleFile(name: SampleName): string {
  return fileURLToPath(new URL(`../../local/sample/${name}-2566.tsv`, import.meta.url))
}

/** The document stands for its announcement: a plan that is read here was published. */
async function plannedYear({
  file,
  sections,
  ask,
  tell,
}: Extract<OfficeSource, { kind: "plan" }>): Promise<OfficeBeginning> {
  // The reader of workbooks weighs 18 MB, for as long as the office is open.
  const [{ readOfficePlan }, { officeSettings, withoutParent }] = await Promise.all([
    import("../plan/read-plan.ts"),
    import("../plan/sections.ts"),
  ])
  const { plan, list } = await readOfficePlan(file, { year: undefined, sections, ask, tell })
  const { fiscalYear } = plan
  if (fiscalYear === null || plan.measures.length === 0)
    throw new CommandError(
      `${file}: ไม่พบปีงบประมาณหรือมาตรการในแฟ้มนี้ ลองดูด้วย sujarit import / no fiscal year or no measures in it: see sujarit import`,
    )
  const known = officeSettings(list, plan.office)
  const settings = {
    ...SAMPLE_SETTINGS,
    ...known,
    ...(plan.office !== "" && { office: withoutParent(plan.office, known.parent) }),
    ...(plan.title !== "" && { title: plan.title }),
    fiscalYear: String(fiscalYear),
    announcementNumber: `ตัวอย่าง 1/${fiscalYear} (ไม่ใช่เลขที่ประกาศจริง)`,
    announcementDate: `1 ต.ค. ${fiscalYear - 1}`,
    announcementLink: "",
    gradeRule: String(fiscalYear - 1),
  }
  return { provision: provisionOf(settings, fiscalYear, withPeople(list.sections)), plan }
}

/** Not announced: the year is checked and nothing is published until the planner fills that in and ticks. */
async function emptyYear(
  fiscalYear: number,
  chosen: string | undefined,
): Promise<OfficeBeginning["provision"]> {
  const { officeSettings, sectionListOf } = await import("../plan/sections.ts")
  const list = await sectionListOf(chosen, () => [])
  const settings = {
    ...SAMPLE_SETTINGS,
    ...officeSettings(list, ""),
    office: chosen === undefined ? EMPTY_OFFICE : "หน่วยงาน (ตัวอย่าง)",
    title: "",
    fiscalYear: String(fiscalYear),
    announcementNumber: "",
    announcementDate: "",
    announcementLink: "",
  }
  return provisionOf(settings, fiscalYear, withPeople(list.sections))
}

function provisionOf(
  settings: OfficePlan["settings"],
  fiscalYear: number,
  sections: OfficePlan["sections"],
): OfficeBeginning["provision"] {
  return {
    office: OFFICE_ID,
    fiscalYear,
    title: `มาตรการ ITA ${fiscalYear} ${settings.office ?? ""}`.trim(),
    sections,
    settings,
    holidays: SAMPLE_HOLIDAYS.filter(({ date }) => fiscalYearOf(date) === fiscalYear),
    owner: SAMPLE_OWNER,
  }
}
