/** Who leads a measure and who joins, from the one cell in which published plans say it. */
import { TEXT_LIMIT } from "../columns.ts"
import { WORDS_OF_PLANS } from "../row/office-kind.ts"
import { EVERY_SECTION, findSection, inOfficialOrder, type Section } from "../row/section.ts"

type ResponsibleProblem =
  /** No section is named as the lead, or none at all. */
  | { readonly code: "leadMissing" }
  /** Several are named and none is called the lead: the first was taken. */
  | { readonly code: "leadAssumed" }
  /** Two are called the lead: the first was taken. */
  | { readonly code: "leadTwice" }
  /** Words that are neither a section nor a known way of saying it. */
  | { readonly code: "sectionUnread"; readonly words: string }

export type Responsible = {
  /** Canonical name. */
  readonly lead?: string
  /** Canonical names in official order, never the lead. */
  readonly partners: readonly string[]
  readonly problems: readonly ResponsibleProblem[]
  /** The words read as "lead" that are not the usual เจ้าภาพหลัก. */
  readonly leadWord?: string
}

/** Reads the cell. `ทุกฝ่าย` is every section, less the lead. What cannot be read is a problem, never a guess. */
export function parseResponsible(text: string, sections: readonly Section[]): Responsible {
  if (text.length > TEXT_LIMIT) return { partners: [], problems: [UNREADABLE, { code: "leadMissing" }] }
  const tokens = tokenize(text, sections)
  const leads = namedLeads(tokens)
  const mentioned = mentions(tokens, sections)
  const lead = leads[0] ?? firstNamed(tokens)
  const problems = unreadWords(tokens)
  if (lead === undefined) problems.push({ code: "leadMissing" })
  if (new Set(leads).size > 1) problems.push({ code: "leadTwice" })
  if (lead !== undefined && leads.length === 0 && !isLeadPlain(tokens, mentioned))
    problems.push({ code: "leadAssumed" })
  const partners = inOfficialOrder(mentioned, sections).filter(name => name !== lead)
  const leadWord = tokens.find(token => token.kind === "lead" && token.words !== USUAL_LEAD)?.words
  return { ...(lead && { lead }), partners, problems, ...(leadWord && { leadWord }) }
}

type Token =
  | { readonly kind: "section"; readonly name: string; readonly words: string }
  | { readonly kind: "lead" | "joint" | "every" | "except" | "unread"; readonly words: string }

/** A text too long for its column is not a list of sections, and is not searched for one. */
const UNREADABLE: ResponsibleProblem = { code: "sectionUnread", words: "ข้อความทั้งช่อง" }

const USUAL_LEAD = "เจ้าภาพหลัก"

const SPELLINGS = {
  lead: `หน่วยงานรับผิดชอบหลัก ผู้รับผิดชอบหลัก ฝ่ายเจ้าภาพหลัก รับผิดชอบหลัก ${USUAL_LEAD} เจ้าของหลัก เป็นหลัก หน่วยงานหลัก ฝ่ายหลัก แม่งาน (หลัก) เจ้าภาพ`,
  joint: "หน่วยงานสนับสนุน ผู้รับผิดชอบร่วม หน่วยงานร่วม ร่วมดำเนินการ เจ้าภาพร่วม ฝ่ายสนับสนุน สนับสนุน ฝ่ายร่วม ร่วมกับ ร่วมกัน ร่วม",
  every: `ทุกส่วนราชการ ทุกหน่วยงาน ${EVERY_SECTION}`,
  except: "ยกเว้น เว้นแต่",
  filler: `${WORDS_OF_PLANS.office} ดำเนินการ รับผิดชอบ และ กับ เป็น โดย มี ใน ( ) , / : ; - •`,
} as const

const KINDS = Object.keys(SPELLINGS) as readonly (keyof typeof SPELLINGS)[]

/** Longest first, so that a word is never read as the shorter one it begins with. */
const WORDS = KINDS.flatMap(kind => SPELLINGS[kind].split(" ").map(words => ({ words, kind }))).sort(
  (a, b) => b.words.length - a.words.length,
)

/** What stands between the owners of a cell, and beside them, and is part of no name. */
export const BETWEEN_OWNERS = new RegExp(
  `[\\n,;/]|${[...SPELLINGS.lead.split(" "), ...SPELLINGS.joint.split(" "), "(", ")"]
    .sort((a, b) => b.length - a.length)
    .map(words => words.replace(/[()]/g, "\\$&"))
    .join("|")}`,
)

/** `ทุกฝ่าย` and its like: no name. */
export function isEveryone(name: string): boolean {
  return SPELLINGS.every.split(" ").includes(name.replace(/ /g, ""))
}

function tokenize(text: string, sections: readonly Section[]): Token[] {
  const tokens: Token[] = []
  const spellings = sectionSpellings(sections)
  let unread = ""
  const flush = () => {
    if (unread.trim() !== "") tokens.push({ kind: "unread", words: unread.trim() })
    unread = ""
  }
  for (let at = 0; at < text.length; ) {
    const found =
      /[\s0-9๐-๙.]/.test(text.charAt(at)) && unread === ""
        ? SKIP
        : readToken(text, at, { spellings, sections, isInWord: THAI_LETTER.test(unread.slice(-1)) })
    if (found) flush()
    else unread += text.charAt(at)
    if (found?.token) tokens.push(found.token)
    at += found?.length ?? 1
  }
  flush()
  return tokens
}

const THAI_LETTER = /[\u0e01-\u0e4e]/

type Names = {
  readonly spellings: readonly Spelling[]
  readonly sections: readonly Section[]
  /** Letters that were not read stand right before. */
  readonly isInWord: boolean
}
type Read = { readonly token?: Token; readonly length: number }
const SKIP: Read = { length: 1 }

function readToken(text: string, at: number, names: Names): Read | undefined {
  const section = readSection(text, at, names)
  if (section) return section
  for (const { words, kind } of WORDS) {
    const length = spelledLength(text, at, words)
    if (length > 0) return kind === "filler" ? { length } : { token: { kind, words }, length }
  }
  return undefined
}

type Spelling = { readonly spelled: string; readonly name: string }

function sectionSpellings(sections: readonly Section[]): Spelling[] {
  return sections
    .flatMap(({ name, shortNames }) =>
      // Spaces inside a name do not count either, as in the text it is looked for in.
      [name, ...shortNames, ...[name, ...shortNames].map(withOrWithoutWord)].map(spelled => ({
        spelled: spelled.replace(/ /g, ""),
        name,
      })),
    )
    .sort((a, b) => b.spelled.length - a.spelled.length)
}

function withOrWithoutWord(name: string): string {
  return name.startsWith("ฝ่าย") ? name.slice("ฝ่าย".length) : `ฝ่าย${name}`
}

function readSection(text: string, at: number, names: Names): Read | undefined {
  const { spellings, sections, isInWord } = names
  for (const { spelled, name } of spellings) {
    const length = spelledLength(text, at, spelled)
    if (length === 0 || (isInWord && !spelled.startsWith("ฝ่าย"))) continue
    if (!endsHere(text, at + length, spellings)) continue
    const whole = length + (text.charAt(at + length) === "ฯ" ? 1 : 0)
    return { token: { kind: "section", name, words: text.slice(at, at + whole) }, length: whole }
  }
  const cut = /^(?:ฝ่าย)?[\u0e01-\u0e2e\u0e30-\u0e4e]{2,40}ฯ/.exec(text.slice(at, at + 48))?.[0]
  const section = cut && findSection(cut, sections)
  return section
    ? { token: { kind: "section", name: section.name, words: cut }, length: cut.length }
    : undefined
}

/**
 * Whether a name ends here: letters that go on and are no word known here make another name, `กองคลังพัสดุ`, and so does
 * an "and" before them, `ฝ่ายการคลังและพัสดุ`.
 */
function endsHere(text: string, at: number, spellings: readonly Spelling[]): boolean {
  if (!THAI_LETTER.test(text.charAt(at))) return true
  if (text.startsWith(AND, at)) return isWord(text, at + AND.length, spellings)
  return isWord(text, at, spellings)
}

const AND = "และ"

function isWord(text: string, at: number, spellings: readonly Spelling[]): boolean {
  const here = text.charAt(at) === " " ? at + 1 : at
  return [...WORDS.map(each => each.words), ...spellings.map(each => each.spelled)].some(
    each => spelledLength(text, here, each) > 0,
  )
}

/** How many characters at a place spell the words, spaces inside them not counting; 0 when they do not. */
function spelledLength(text: string, at: number, words: string): number {
  let here = at
  for (let letter = 0; letter < words.length; letter++) {
    while (letter > 0 && text.charAt(here) === " ") here++
    if (text.charAt(here) !== words.charAt(letter)) return 0
    here++
  }
  return here - at
}

/** `ฝ่าย… เป็นเจ้าภาพหลัก`, or `เจ้าภาพหลัก: ฝ่าย…` where no section stands right before the words. */
function namedLeads(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== "lead") return []
    const before = tokens[index - 1]
    const after = tokens[index + 1]
    const named = before?.kind === "section" ? before : after
    return named?.kind === "section" ? [named.name] : []
  })
}

function firstNamed(tokens: readonly Token[]): string | undefined {
  const first = tokens.find(token => token.kind === "section" || token.kind === "every")
  return first?.kind === "section" ? first.name : undefined
}

/** Without the word for lead it is still plain when one section stands alone, or is the one the others join. */
function isLeadPlain(tokens: readonly Token[], mentioned: ReadonlySet<string>): boolean {
  if (tokens.some(token => token.kind === "unread" && token.words.includes("ฝ่าย"))) return false
  return mentioned.size === 1 || (tokens[0]?.kind === "section" && tokens[1]?.kind === "joint")
}

function mentions(tokens: readonly Token[], sections: readonly Section[]): Set<string> {
  const names = new Set<string>()
  let excluding = false
  for (const token of tokens) {
    if (token.kind === "except") excluding = true
    else if (token.kind === "lead" || token.kind === "joint") excluding = false
    else if (token.kind === "every") for (const section of sections) names.add(section.name)
    else if (token.kind === "section" && excluding) names.delete(token.name)
    else if (token.kind === "section") names.add(token.name)
  }
  return names
}

function unreadWords(tokens: readonly Token[]): ResponsibleProblem[] {
  return tokens.flatMap(token =>
    token.kind === "unread" ? [{ code: "sectionUnread" as const, words: token.words }] : [],
  )
}
