/** The owners that a plan names, as a list of sections a person may take: nothing here decides what is one. */
import { oneLine } from "../row/shorten.ts"
import { BETWEEN_OWNERS, isEveryone, parseResponsible } from "../rules/responsible.ts"

/** No office calls a section by more. */
const LONGEST_NAME = 80

/** Each name once, in the order met. Of `ก และ ข` they are two only where the plan names each of them alone too. */
export function ownersIn(responsible: readonly string[]): string[] {
  const parts = responsible.flatMap(text => text.split(BETWEEN_OWNERS).map(nameIn))
  const names = [...new Set(parts)].filter(
    name => name !== "" && name.length <= LONGEST_NAME && !isEveryone(name),
  )
  return names.filter(name => !isOfOthers(name, names))
}

function nameIn(part: string): string {
  return oneLine(part)
    .replace(/^(?:[-–•*]|\(?[0-9๐-๙]{1,2}[.)])\s*/, "")
    .replace(/^(?:โดย|และ|กับ|มี)\s*/, "")
    .replace(/\s*(?:เป็น|และ|กับ)$/, "")
    .trim()
}

function isOfOthers(name: string, names: readonly string[]): boolean {
  const sections = names
    .filter(each => each !== name)
    .map((each, at) => ({ slug: String(at + 1), name: each, shortNames: [] }))
  const { lead, partners, problems } = parseResponsible(name, sections)
  return lead !== undefined && partners.length > 0 && problems.every(({ code }) => code !== "sectionUnread")
}
