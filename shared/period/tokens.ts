/**
 * Text into words. Thai is written without spaces, so the longest known word wins at each place; dots and spaces
 * inside a word are ignored, and the letters that no word covers stay visible as `unknown`.
 */
import type { CleanPhrase } from "./clean.ts"
import type { Kind, Slip, Token } from "./grammar.ts"
import { type Entry, LEXICON } from "./lexicon.ts"

/** `isEarlier`: as the version before did, for what was accepted under it. */
export function tokenize(clean: CleanPhrase, isEarlier = false): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < clean.text.length) {
    if (clean.text[at] === " ") at += 1
    else {
      const word = wordAt(clean.text, at)
      const known = word && isCutOut(word, clean.text, tokens) ? { ...word, ...UNKNOWN } : word
      const token =
        numberAt(clean, at, isEarlier ? /[oO]/ : /[oOlI]/) ?? known ?? markAt(clean.text, at, tokens)
      if (token.kind === "unknown") growUnknown(tokens, token)
      else if (token.kind !== "dot" || isBetweenNumbers(tokens, clean.text, token)) tokens.push(token)
      at = token.end
    }
  }
  return joinNumberWords(tokens)
}

const UNKNOWN = { kind: "unknown", value: 0, slips: [] } as const

/** น in ทำแผน, มค in a word: a letter or two without a dot that other letters run into is a piece of their word. */
function isCutOut({ kind, start, end }: Token, text: string, before: readonly Token[]): boolean {
  const last = before[before.length - 1]
  if (kind === "oclock" && text.slice(start, end).startsWith("น") && end - start <= 2)
    return last?.kind !== "number" && last?.kind !== "numberWord"
  const isShort = kind === "month" && end - start === 2
  return isShort && last?.kind === "unknown" && last.end === start
}

type Node = { readonly next: Map<number, Node>; entry?: Entry }

const ROOT: Node = buildTrie()

/** ำ and า share one branch, so that the one typed for the other is found and then told apart. */
function folded(code: number): number {
  return code === 0x0e33 ? 0x0e32 : code >= 65 && code <= 90 ? code + 32 : code
}

function buildTrie(): Node {
  const root: Node = { next: new Map() }
  for (const entry of LEXICON) {
    let node = root
    for (const letter of entry.written) {
      const code = folded(letter.charCodeAt(0))
      const child = node.next.get(code) ?? { next: new Map() }
      node.next.set(code, child)
      node = child
    }
    node.entry ??= entry
  }
  return root
}

function wordAt(text: string, start: number): Token | undefined {
  if (text.charCodeAt(start) === DOT) return undefined
  let node: Node = ROOT
  let found: Entry | undefined
  let end = start
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === SPACE || (code === DOT && !text.startsWith("...", at))) continue
    const child = node.next.get(folded(code))
    if (!child) break
    node = child
    if (node.entry && endsHere(text, start, at + 1, node.entry)) {
      found = node.entry
      end = at + 1
    }
  }
  return found && { ...entryToken(found, text.slice(start, end)), start, end: skipDots(text, end) }
}

function entryToken(entry: Entry, written: string): Omit<Token, "start" | "end"> {
  const slips: Slip[] = entry.slip ? [entry.slip] : []
  if (entry.kind === "month" && written.includes(" ")) slips.push("space-in-month")
  if (!entry.slip && aaExchanged(entry.written, written)) slips.push("aa-exchanged")
  const token = { kind: entry.kind, value: entry.value, digits: 0, slips }
  if (entry.months) return { ...token, months: entry.months }
  return entry.reason ? { ...token, reason: entry.reason } : token
}

function aaExchanged(known: string, written: string): boolean {
  const vowels = (text: string) => text.replace(/[^าำ]/g, "")
  return vowels(known) !== vowels(written)
}

/** A known word may not be cut out of a longer one: a vowel or tone mark after it belongs to its last letter. */
function endsHere(text: string, start: number, at: number, entry: Entry): boolean {
  const code = text.charCodeAt(at)
  if (entry.needsDot) return code === DOT || isBracketed(text, start, at)
  if ((code >= 0x0e30 && code <= 0x0e3a) || (code >= 0x0e47 && code <= 0x0e4e)) return false
  return !(isLatin(text.charCodeAt(at - 1)) && isLatin(code))
}

/** (จ) and (จ - ศ): nothing but a bracket or a dash on either side. */
function isBracketed(text: string, start: number, at: number): boolean {
  const before = text[start - 1] === " " ? text[start - 2] : text[start - 1]
  const after = text[at] === " " ? text[at + 1] : text[at]
  const isDash = (mark = "") => mark !== "" && DASHES.includes(mark)
  return (before === "(" && (after === ")" || isDash(after))) || (isDash(before) && after === ")")
}

function skipDots(text: string, at: number): number {
  let end = at
  while (text.charCodeAt(end) === DOT) end += 1
  return end - at > 2 ? at : end
}

/** Digits of one number; an O typed for a zero or an l for a one counts as one, and is reported. */
function numberAt({ text, raw }: CleanPhrase, start: number, likeDigits: RegExp): Token | undefined {
  let end = start
  while (isDigit(text.charCodeAt(end)) || isLatinDigit(text, end, start, likeDigits)) end += 1
  if (end === start || !/\d/.test(text.slice(start, end))) return undefined
  const digits = text.slice(start, end).replace(/[oO]/g, "0").replace(/[lI]/g, "1")
  const slips: Slip[] = []
  if (digits !== text.slice(start, end)) slips.push("latin-o")
  if (isMixed(raw.slice(start, end))) slips.push("mixed-digits")
  return { kind: "number", value: Number(digits), digits: digits.length, start, end, slips }
}

function isLatinDigit(text: string, at: number, start: number, likeDigits: RegExp): boolean {
  if (!likeDigits.test(text.charAt(at))) return false
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at + 1)
  if (isLatin(after) && !likeDigits.test(text.charAt(at + 1))) return false
  return at > start || (isDigit(after) && !isLatin(before))
}

function isMixed(raw: string): boolean {
  return Number(/[๐-๙]/.test(raw)) + Number(/[0-9]/.test(raw)) + Number(/[０-９]/.test(raw)) > 1
}

// biome-ignore format: a table
const MARKS: Readonly<Record<string, Kind>> = {
  "/": "slash", "／": "slash", "⁄": "slash",
  ",": "comma", "，": "comma", "、": "comma", ";": "comma", "；": "comma",
  "(": "open", "（": "open", "[": "open", ")": "close", "）": "close", "]": "close",
  ":": "colon", "：": "colon", ".": "dot", "&": "and", "…": "blank", "_": "blank", "|": "unknown",
  "ๆ": "filler", "“": "filler", "”": "filler", '"': "filler", "'": "filler", "‘": "filler", "’": "filler",
  "•": "filler", "▪": "filler", "●": "filler", "◦": "filler", "○": "filler", "■": "filler", "➢": "filler", "✓": "filler",
}

/** Hyphen, dashes, minus, tilde, in the widths people's keyboards give. */
const DASHES = "-‐‑‒–—―−~～〜－﹣"

function markAt(text: string, start: number, before: readonly Token[]): Token {
  const mark = text[start] ?? ""
  const kind = DASHES.includes(mark) ? "dash" : (MARKS[mark] ?? "unknown")
  const dots = kind === "dot" ? text.length - text.slice(start).replace(/^\.+/, "").length - start : 1
  const isBlank = dots > 2 || (dots === 1 && kind === "blank")
  const token: Token = {
    kind: isBlank ? "blank" : kind,
    value: 0,
    digits: 0,
    start,
    end: start + dots,
    slips: [],
  }
  const last = before[before.length - 1]
  return kind === "dash" && last?.kind === "dash" ? { ...token, kind: "filler" } : token
}

/** A dot is a mark only inside 30.6.2566 and 16.30; after a word it is an abbreviation's, and says nothing. */
function isBetweenNumbers(tokens: readonly Token[], text: string, dot: Token): boolean {
  return tokens[tokens.length - 1]?.kind === "number" && /^ ?\d/.test(text.slice(dot.end, dot.end + 2))
}

function growUnknown(tokens: Token[], token: Token): void {
  const last = tokens[tokens.length - 1]
  if (last?.kind === "unknown") tokens[tokens.length - 1] = { ...last, end: token.end }
  else tokens.push(token)
}

/** Runs of number words become one number: ยี่ · สิบ · เอ็ด is 21. */
function joinNumberWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined[joined.length - 1]
    if (token.kind !== "numberWord") joined.push(token)
    else if (last?.kind === "numberWord") joined[joined.length - 1] = appendWord(last, token)
    else joined.push(token)
  }
  return joined.map(token => (token.kind === "numberWord" ? { ...token, kind: "number", digits: 0 } : token))
}

function appendWord(sofar: Token, next: Token): Token {
  const unit = sofar.value % 10
  const scaled =
    next.value >= 10 && unit > 0 ? sofar.value - unit + unit * next.value : sofar.value + next.value
  return { ...sofar, value: scaled, end: next.end }
}

const DOT = 46
const SPACE = 32

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLatin(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
