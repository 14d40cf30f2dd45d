/** The numbers and bullets that a Word document shows before its paragraphs and does not hold as text. */
import { childOf, childrenOf, valOf, type XmlElement } from "./xml.ts"

type Level = { readonly format: string; readonly shown: string; readonly start: number }
type List = { readonly abstract: string; readonly levels: ReadonlyMap<number, Level> }

/** Gives each paragraph its marker, in the order of the document: `๑. `, `- `, "" for one of no list. */
export function createMarker(
  numbering: XmlElement | undefined,
  styles: XmlElement | undefined,
): (properties: XmlElement | undefined) => string {
  const lists = readLists(numbering)
  const styleLists = new Map(
    childrenOf(styles, "w:style").map(style => [
      style.attributes["w:styleId"] ?? "",
      childOf(childOf(style, "w:pPr"), "w:numPr"),
    ]),
  )
  const counts = new Map<string, number[]>()
  return properties => {
    const own =
      childOf(properties, "w:numPr") ?? styleLists.get(valOf(properties, "w:pStyle") ?? "") ?? undefined
    const list = lists.get(valOf(own, "w:numId") ?? "")
    const depth = Number(valOf(own, "w:ilvl") ?? 0)
    const level = list?.levels.get(depth)
    if (!list || !level) return ""
    const counted = counts.get(list.abstract) ?? []
    counts.set(list.abstract, counted)
    counted[depth] = (counted[depth] ?? level.start - 1) + 1
    counted.length = depth + 1
    return markerOf(list, level, counted)
  }
}

function readLists(numbering: XmlElement | undefined): Map<string, List> {
  const levelsOf = (element: XmlElement) =>
    childrenOf(element, "w:lvl").map(
      level => [Number(level.attributes["w:ilvl"] ?? 0), readLevel(level)] as const,
    )
  const abstracts = new Map(
    childrenOf(numbering, "w:abstractNum").map(each => [
      each.attributes["w:abstractNumId"] ?? "",
      levelsOf(each),
    ]),
  )
  return new Map(
    childrenOf(numbering, "w:num").map(num => {
      const abstract = valOf(num, "w:abstractNumId") ?? ""
      const overrides = childrenOf(num, "w:lvlOverride")
      const levels = new Map([...(abstracts.get(abstract) ?? []), ...overrides.flatMap(levelsOf)])
      // A list that begins anew counts for itself; without that, lists of one kind count on.
      const restarts = overrides.filter(each => childOf(each, "w:startOverride"))
      for (const each of restarts) {
        const depth = Number(each.attributes["w:ilvl"] ?? 0)
        const level = levels.get(depth)
        if (level) levels.set(depth, { ...level, start: Number(valOf(each, "w:startOverride")) })
      }
      const id = num.attributes["w:numId"] ?? ""
      return [id, { abstract: restarts.length > 0 ? `num ${id}` : abstract, levels }]
    }),
  )
}

function readLevel(level: XmlElement): Level {
  return {
    format: valOf(level, "w:numFmt") ?? "decimal",
    shown: valOf(level, "w:lvlText") ?? "",
    start: Number(valOf(level, "w:start") ?? 1),
  }
}

function markerOf(list: List, level: Level, counted: readonly number[]): string {
  if (level.format === "none") return ""
  if (level.format === "bullet") return "- "
  const shown = level.shown.replace(/%([1-9])/g, (_, place: string) => {
    const depth = Number(place) - 1
    return numeral(counted[depth] ?? 1, list.levels.get(depth)?.format ?? "decimal")
  })
  return shown.trim() === "" ? "" : `${shown.trim()} `
}

/** The Thai alphabet as lists count: without ฃ, ฅ and the letters that are vowels. */
const THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
const LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]

function numeral(number: number, format: string): string {
  const letter = (letters: string) => letters.charAt((number - 1) % letters.length)
  const roman = `${"x".repeat(Math.floor(number / 10))}${ROMAN[number % 10]}`
  switch (format) {
    case "thaiNumbers":
    case "thaiCounting":
      return String(number).replace(/[0-9]/g, digit => String.fromCharCode(0x0e50 + Number(digit)))
    case "thaiLetters":
      return letter(THAI_LETTERS)
    case "lowerLetter":
      return letter(LATIN_LETTERS)
    case "upperLetter":
      return letter(LATIN_LETTERS).toUpperCase()
    case "lowerRoman":
      return roman
    case "upperRoman":
      return roman.toUpperCase()
    default:
      return String(number)
  }
}
