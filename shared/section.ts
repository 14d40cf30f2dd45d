/** The office's sections: their canonical names in official order, and the ways people write them. */

export type Section = {
  /** Official number, `"1"`…: the `<slug>` of addresses and obligation ids. */
  readonly slug: string
  /** Canonical name, `ฝ่ายปกครอง`. */
  readonly name: string
  readonly shortNames: readonly string[]
}

/** What stands for all ten in a published plan. */
export const EVERY_SECTION = "ทุกฝ่าย"

/** The ten sections of a Bangkok district office in official order: what a new sheet begins with. */
export const DISTRICT_SECTIONS: readonly Section[] = [
  { slug: "1", name: "ฝ่ายปกครอง", shortNames: ["ปค."] },
  { slug: "2", name: "ฝ่ายทะเบียน", shortNames: ["ทะเบียนฯ"] },
  { slug: "3", name: "ฝ่ายโยธา", shortNames: ["โยธาฯ"] },
  { slug: "4", name: "ฝ่ายสิ่งแวดล้อมและสุขาภิบาล", shortNames: ["ฝ่ายสิ่งแวดล้อมฯ", "สิ่งแวดล้อม"] },
  { slug: "5", name: "ฝ่ายรายได้", shortNames: ["รายได้ฯ"] },
  { slug: "6", name: "ฝ่ายรักษาความสะอาดและสวนสาธารณะ", shortNames: ["ฝ่ายรักษาความสะอาดฯ", "รักษาความสะอาด"] },
  { slug: "7", name: "ฝ่ายการศึกษา", shortNames: ["ศึกษา"] },
  { slug: "8", name: "ฝ่ายการคลัง", shortNames: ["คลัง"] },
  { slug: "9", name: "ฝ่ายเทศกิจ", shortNames: ["เทศกิจฯ"] },
  { slug: "10", name: "ฝ่ายพัฒนาชุมชนและสวัสดิการสังคม", shortNames: ["ฝ่ายพัฒนาชุมชนฯ", "พัฒนาชุมชน"] },
]

/**
 * The section a text names: canonical, without "ฝ่าย", or by a short name; spaces and ฯ do not matter.
 * Undefined when it names none of them: nothing is guessed.
 */
export function findSection(text: string, sections: readonly Section[]): Section | undefined {
  const wanted = nameKey(text)
  if (wanted === "") return undefined
  return sections.find(section =>
    [section.name, ...section.shortNames].some(name => nameKey(name) === wanted),
  )
}

/** Sections in official order, each once. */
export function inOfficialOrder(names: Iterable<string>, sections: readonly Section[]): string[] {
  const wanted = new Set(names)
  return sections.map(section => section.name).filter(name => wanted.has(name))
}

function nameKey(text: string): string {
  return text.replace(/[\s\u200b-\u200d\u2060\ufeffฯ.]/g, "").replace(/^ฝ่าย/, "")
}
