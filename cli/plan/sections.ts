/** The sections of an office: a preset, a file of them, or the owners that its own plan names. */
import {
  ANY_DIRECTOR,
  DISTRICT_SECTIONS,
  EARLIER_OFFICE,
  OFFICE_KINDS,
  officeKindOf,
} from "../../shared/row/office-kind.ts"
import { splitList } from "../../shared/row/plain-text.ts"
import { sectionNameKey } from "../../shared/row/section.ts"
import type { SettingKey } from "../../shared/row/setting.ts"
import { isReadApart } from "../../shared/rules/cell.ts"
import { CommandError } from "../command/fault.ts"
import type { OfficeSection } from "../provision/plan.ts"
import { SECTION_PRESETS, type SectionList } from "./section-presets.ts"

/** What `--sections` says for the owners of the plan. */
export const OWNERS = "owners"

/** Without a choice: what every office was taken for before there was one. */
const EARLIER_SECTIONS: SectionList = {
  sections: DISTRICT_SECTIONS,
  planner: EARLIER_OFFICE.planner,
  kind: OFFICE_KINDS.district,
}

/** `owners` are those of the plan at hand. @throws CommandError for what lists no sections */
export async function sectionListOf(
  chosen: string | undefined,
  owners: () => readonly string[],
): Promise<SectionList> {
  if (chosen === undefined) return EARLIER_SECTIONS
  if (chosen === OWNERS) return listOfOwners(owners())
  const preset = Object.entries(SECTION_PRESETS).find(([name]) => name === chosen)?.[1]
  return preset ?? readSectionFile(chosen)
}

/** What `--sections` says for offices of the kind that a name begins with, where there is a preset for them. */
export function presetFor(office: string): string | undefined {
  const kind = officeKindOf(office)
  const like = kind === OFFICE_KINDS.municipality ? OFFICE_KINDS.local : kind
  return Object.entries(SECTION_PRESETS).find(([, preset]) => preset.kind === like)?.[0]
}

/** The first plans: which of them it is no plan says. */
export function listOfOwners(names: readonly string[]): SectionList {
  const [planner] = names
  if (planner !== undefined)
    return {
      planner,
      isOwners: true,
      sections: names.map((name, at) => ({ slug: String(at + 1), name, shortNames: [] })),
    }
  throw new CommandError(
    "ไม่พบชื่อผู้รับผิดชอบในแผน จึงใช้ --sections owners ไม่ได้ สั่ง sujarit import โดยไม่ใส่ --sections เพื่อดูว่าหัวคอลัมน์ใดอ่านไม่ออก / the plan names no owners to make sections of: import without --sections says which headings are not understood",
  )
}

/** What the settings of an office with these sections say of it, as far as it is known. */
export function officeSettings(
  list: SectionList,
  office: string,
): Partial<Record<SettingKey, string>> & { readonly planner: string } {
  const { planner } = list
  // As sheets of before have them: the title of the head stays blank, and nothing published reads otherwise.
  if (list === EARLIER_SECTIONS) return { planner, parent: EARLIER_OFFICE.parent }
  const { parent = "", directorTitle = ANY_DIRECTOR } = officeKindOf(office) ?? list.kind ?? {}
  return { planner, parent, directorTitle }
}

/** As titles print them together, `สำนักงานเขตบางรัก กรุงเทพมหานคร`; pages print the parent behind the name themselves. */
export function withoutParent(office: string, parent: string | undefined): string {
  const name = office.trim()
  return parent && name.endsWith(parent) ? name.slice(0, -parent.length).trim() || name : name
}

/** The list as the file that `--sections` takes. */
export function sectionFile({ sections, planner }: SectionList): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = sections.map(({ slug, name, shortNames, head = "" }) =>
    [slug, name, shortNames.join("; "), head, name === planner ? "yes" : ""].map(quoted).join(","),
  )
  return [COLUMNS.join(","), ...lines, ""].join("\n")
}

const COLUMNS = ["number", "name", "short", "head", "planner"] as const
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>

async function readSectionFile(file: string): Promise<SectionList> {
  // The reader of workbooks is heavy, and a preset needs none.
  const table = await (await import("./table-file.ts")).readTableFile(file)
  if (!table.ok)
    throw new CommandError(`${table.message}\nหรือใช้รายชื่อสำเร็จ / or a preset: ${CHOICES.join(", ")}`)
  const [heading = [], ...lines] = table.source.lines
    .map(({ cells }) => cells.map(cell => cell.trim()))
    .filter(cells => cells.some(cell => cell !== ""))
  const unknown = heading.filter(word => word !== "" && !COLUMNS.some(column => column === word))
  if (unknown.length > 0 || !heading.includes("name"))
    throw notAList(file, `บรรทัดแรกต้องเป็น ${COLUMNS.join(",")}`, `its first line must be ${COLUMNS.join(",")}`)
  const rows = lines.map(cells =>
    Object.fromEntries(COLUMNS.map(column => [column, cells[heading.indexOf(column)] ?? ""])),
  ) as Cells[]
  const sections = rows.map(sectionOf)
  const fault = faultIn(sections, rows)
  if (fault) throw notAList(file, ...fault)
  return { sections, planner: rows.find(isPlanner)?.name ?? rows[0]?.name ?? "" }
}

const CHOICES = [...Object.keys(SECTION_PRESETS), OWNERS]

function sectionOf({ number, name, short, head }: Cells, at: number): OfficeSection {
  return { slug: number || String(at + 1), name, shortNames: splitList(short, /[,;\n]/), head }
}

const YES = ["yes", "y", "x", "1", "true", "ใช่"]
const NO = ["", "no", "n", "0", "false", "ไม่"]

function isPlanner({ planner }: Cells): boolean {
  return YES.includes(planner.toLowerCase())
}

type Fault = readonly [thai: string, english: string]

/** A number or a name twice would be two sections in one; so would a name that lists take apart. */
function faultIn(sections: readonly OfficeSection[], rows: readonly Cells[]): Fault | undefined {
  const slugs = sections.map(({ slug }) => slug)
  const names = sections.flatMap(({ name, shortNames }) => [name, ...shortNames])
  const twice = firstTwice(sections.flatMap(keysOf))
  const apart = names.find(isReadApart)
  const mark = rows.find(({ planner }) => ![...YES, ...NO].includes(planner.toLowerCase()))?.planner
  if (rows.length === 0) return ["ไม่มีหน่วยงานย่อยสักแถว", "it lists none"]
  if (rows.some(({ name }) => name === "")) return ["มีแถวที่ไม่มีชื่อ", "a row has no name"]
  if (!slugs.every(slug => /^[1-9][0-9]?$/.test(slug)) || firstTwice(slugs) !== undefined)
    return ["เลขลำดับต้องเป็น 1 ถึง 99 ไม่ซ้ำกัน", "numbers are 1 to 99, each once"]
  if (twice !== undefined) return [`ชื่อ “${twice}” เป็นของสองแถว`, `“${twice}” names two rows`]
  if (apart !== undefined)
    return [`ชื่อ “${apart}” จะอ่านเป็นหลายชื่อ`, `“${apart}” would be read as several names`]
  if (mark !== undefined || rows.filter(isPlanner).length > 1)
    return ["ช่อง planner ใส่ yes แถวเดียว แถวอื่นเว้นว่าง", "planner is yes in one row and blank in the others"]
  return undefined
}

/** Each once: a section may well be called short what it is called anyway. */
function keysOf({ name, shortNames }: OfficeSection): string[] {
  return [...new Set([name, ...shortNames].map(sectionNameKey))]
}

function firstTwice(texts: readonly string[]): string | undefined {
  return texts.find((text, at) => text !== "" && texts.indexOf(text) < at)
}

function notAList(file: string, thai: string, english: string): CommandError {
  return new CommandError(
    `${file}: ไม่ใช่รายชื่อหน่วยงานย่อย ${thai} หรือใช้ ${CHOICES.join(", ")} / not a list of sections: ${english}`,
  )
}
