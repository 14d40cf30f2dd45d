/** The office's sections: their canonical names in official order, and the ways people write them. */

export type Section = {
  /** Official number, `"1"`…: the `<slug>` of addresses and obligation ids. */
  readonly slug: string
  /** Canonical name. */
  readonly name: string
  readonly shortNames: readonly string[]
}

/** What stands for all of them in a published plan. */
export const EVERY_SECTION = "ทุกฝ่าย"

/**
 * The section a text names: canonical, without "ฝ่าย", by a short name, or cut short with ฯ where only one section
 * begins so. Spaces and dots do not matter. Undefined when it names none, or several: nothing is guessed.
 */
export function findSection(text: string, sections: readonly Section[]): Section | undefined {
  const wanted = sectionNameKey(text)
  if (wanted === "") return undefined
  const named = sections.find(section =>
    [section.name, ...section.shortNames].some(name => sectionNameKey(name) === wanted),
  )
  return named ?? (isCutShort(text) ? onlySectionBeginning(wanted, sections) : undefined)
}

/** Sections in official order, each once. */
export function inOfficialOrder(names: Iterable<string>, sections: readonly Section[]): string[] {
  const wanted = new Set(names)
  return sections.map(section => section.name).filter(name => wanted.has(name))
}

function isCutShort(text: string): boolean {
  return /ฯ\s*$/.test(text.slice(-3))
}

function onlySectionBeginning(stem: string, sections: readonly Section[]): Section | undefined {
  const candidates = sections.filter(section => sectionNameKey(section.name).startsWith(stem))
  return candidates.length === 1 ? candidates[0] : undefined
}

/** A name as it is compared: the letters alone, in one order, without the word every name begins with. */
export function sectionNameKey(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeffฯ.]/g, "")
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33")
    .replace(/เเ/g, "แ")
    .replace(/^ฝ่าย/, "")
}
