/** A plan read for an office whose sections were chosen, or that its own owners propose. */
import { noteEntry } from "../../shared/import/file-notes.ts"
import type { ImportedPlan, PlanSource } from "../../shared/import/model.ts"
import { importTable } from "../../shared/import/own-tables.ts"
import { ownersIn } from "../../shared/import/owners.ts"
import type { ReportEntry } from "../../shared/import/problems.ts"
import { CommandError } from "../command/fault.ts"
import type { AskPerson } from "../command/surroundings.ts"
import type { SectionList } from "./section-presets.ts"
import { listOfOwners, OWNERS, presetFor, sectionFile, sectionListOf } from "./sections.ts"
import { readTableFile } from "./table-file.ts"

type PlanChoice = {
  readonly year: number | undefined
  /** As `--sections` says. */
  readonly sections: string | undefined
  /** Where a person sits who can say that the owners are the sections. */
  readonly ask?: AskPerson
  /** The sections that are known already. */
  readonly list?: SectionList | undefined
  /** Long work as it goes. */
  readonly tell?: ((text: string) => void) | undefined
}

export type PlanRead = {
  readonly plan: ImportedPlan
  readonly list: SectionList
  /** What to type where nobody chose sections and the plan's owners are none of those taken for it. */
  readonly advice?: string
}

/** @throws CommandError for a file that cannot be read, and for one that lists no sections */
export async function readPlan(file: string, choice: PlanChoice): Promise<PlanRead> {
  const table = await readTableFile(file, choice.tell)
  if (!table.ok) throw new CommandError(table.message)
  const { source } = table
  const chosen = choice.list ?? (await sectionListOf(choice.sections, () => ownersOf(source)))
  const plan = planOf(source, chosen, choice.year)
  const isChosen = choice.list !== undefined || choice.sections !== undefined
  if (isChosen || plan.report.every(({ code }) => code !== "ownersUnknown")) return { plan, list: chosen }
  const own = listOfOwners(ownersOf(source))
  const names = own.sections.map(({ name }) => name)
  const found = `พบผู้รับผิดชอบ ${names.length} ชื่อในแผน: ${names.join(", ")}`
  const answer = await choice.ask?.(
    `${found}\nใช้เป็นรายชื่อหน่วยงานย่อยหรือไม่ / these owners: use them as the sections? [y/N] `,
  )
  if (/^\s*(?:y|yes|ใช่)\s*$/i.test(answer ?? "")) return { plan: planOf(source, own, choice.year), list: own }
  const preset = presetFor(plan.office)
  const usual = preset === undefined ? "" : `ถ้าใช้รายชื่อที่หน่วยงานแบบนี้มักมี สั่งอีกครั้งด้วย --sections ${preset} `
  const advice = `${found}\n${usual}ถ้าชื่อในแผนเป็นหน่วยงานย่อยทั้งหมด ใช้ --sections ${OWNERS} ถ้าไม่ครบ เก็บบรรทัดต่อไปนี้เป็นแฟ้ม แก้ แล้วสั่งด้วย --sections แฟ้มนั้น / run it again with --sections ${OWNERS}, or with these lines as a file:\n${sectionFile(own)}`
  return { plan, list: chosen, advice }
}

/**
 * For an office that is to be made of the plan.
 * @throws CommandError where none of its owners is a section, since an office of other sections would be made
 */
export async function readOfficePlan(file: string, choice: PlanChoice): Promise<PlanRead> {
  const read = await readPlan(file, choice)
  if (read.advice === undefined || read.plan.measures.some(({ lead }) => lead !== "")) return read
  throw new CommandError(`${file}: ${read.advice}`)
}

function planOf(source: PlanSource, list: SectionList, fiscalYear: number | undefined): ImportedPlan {
  const director = list.kind?.directorTitle
  const plan = importTable(source, {
    sections: list.sections,
    ...(director && { director }),
    ...(fiscalYear && { fiscalYear }),
  })
  return { ...plan, report: [...plan.report.map(withOption), ...plannerEntries(list)] }
}

/** In the sheet the same is asked, where nobody can give an option. */
function withOption(entry: ReportEntry): ReportEntry {
  if (entry.code !== "ownersUnknown") return entry
  return { ...entry, message: `${entry.message} หรือใช้รายชื่อนี้ทั้งหมดด้วย --sections ${OWNERS}` }
}

/** Who plans is assumed where the sections are the plan's owners. */
export function plannerEntries({ planner, isOwners }: SectionList): ReportEntry[] {
  const note = {
    code: "plannerAssumed",
    sheet: "",
    line: 0,
    cell: "",
    words: planner,
    hint: planner,
  } as const
  return isOwners ? [noteEntry(note)] : []
}

/** The names that the plan's own column of owners holds. */
export function ownersOf(source: PlanSource): string[] {
  return ownersIn(importTable(source, { sections: [] }).measures.map(({ responsible }) => responsible))
}
