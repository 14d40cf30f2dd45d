/** The sections of an office, from a preset's name or a file of them. */

import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { splitList } from "../../shared/row/plain-text.ts"
import type { Section } from "../../shared/row/section.ts"
import { CommandError } from "../command/fault.ts"
import { SECTION_PRESETS } from "./section-presets.ts"
import { readTableFile } from "./table-file.ts"

/** Without a choice, those of a Bangkok district. @throws CommandError for a file that does not list sections */
export async function sectionsOf(chosen: string | undefined): Promise<readonly Section[]> {
  if (chosen === undefined) return DISTRICT_SECTIONS
  const preset = Object.hasOwn(SECTION_PRESETS, chosen) ? SECTION_PRESETS[chosen] : undefined
  if (preset) return preset
  const table = await readTableFile(chosen)
  const presets = Object.keys(SECTION_PRESETS).join(", ")
  if (!table.ok) throw new CommandError(`${table.message}\nหรือใช้รายชื่อสำเร็จ / or a preset: ${presets}`)
  const [heading, ...lines] = table.source.lines.map(({ cells }) => cells.map(cell => cell.trim()))
  const place = (key: string) => (heading ?? []).indexOf(key)
  const cell = (cells: readonly string[], key: string) => cells[place(key)] ?? ""
  const sections = lines
    .filter(cells => cell(cells, "name") !== "")
    .map((cells, at) => ({
      slug: cell(cells, "number") || String(at + 1),
      name: cell(cells, "name"),
      shortNames: splitList(cell(cells, "short"), /[,;\n]/),
    }))
  const numbers = new Set(sections.map(({ slug }) => slug))
  const isWhole =
    sections.length > 0 &&
    numbers.size === sections.length &&
    [...numbers].every(slug => /^[1-9][0-9]?$/.test(slug))
  if (isWhole) return sections
  throw new CommandError(
    `${chosen}: ไม่ใช่รายชื่อหน่วยงานย่อย บรรทัดแรกต้องเป็น number,name,short และเลขลำดับ 1 ถึง 99 ไม่ซ้ำกัน / not a list of sections: its first line must be number,name,short, with numbers from 1 to 99, each once`,
  )
}
