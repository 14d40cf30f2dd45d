/**
 * Numbers of people among the digits of a text: citizens' ids, mobile telephones, bank accounts, however they are cut
 * by dashes and spaces. A number is told by how it is grouped and what is said before it, so that documents, dates,
 * scores and amounts are left alone.
 */

/** What a text may tell of a person. */
type PrivacyCode = "idNumber" | "idNumberLike" | "mobileNumber" | "privateMail" | "bankAccount" | "complaint"

/** One finding; its severity and sentence stand in `PROBLEMS`. */
export type PrivacyFinding = { readonly code: PrivacyCode; readonly value: string }

/** Digits that stand together, where, and how they hang on the digits before. */
type Group = {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** They may belong to one number: only a few spaces, dots, dashes or brackets lie between. */
  readonly joined: boolean
  /** Only dashes and spaces lie between. */
  readonly hanging: boolean
}

/** Consecutive groups that may be one number, as `1-1017-00207-03-0`. */
type Window = {
  readonly groups: readonly Group[]
  readonly digits: string
  readonly shape: string
  /** What stands between the groups. */
  readonly gaps: string
  /** No further digits hang on it. */
  readonly alone: boolean
}

/** At most `most` numbers of a plain text (ASCII digits, no links), quoted from the text as shown. */
export function privateNumbers(plain: string, shown: string, most: number): PrivacyFinding[] {
  const text = joinedCountryCode(plain)
  const groups = digitGroups(text)
  const findings: PrivacyFinding[] = []
  for (let first = 0; first < groups.length && findings.length < most; ) {
    const found = findingAt(text, groups, first)
    const start = groups[first]?.start ?? 0
    const end = groups[first + (found?.length ?? 1) - 1]?.end ?? 0
    const source = text.charAt(start) === plain.charAt(start) ? shown : text
    if (found) findings.push({ code: found.code, value: source.slice(start, end) })
    first += found?.length ?? 1
  }
  return findings
}

/** `+66 81 234 5678` and `+66(0)81…` as `081 234 5678`, at the same length. */
export function joinedCountryCode(text: string): string {
  return text.replace(/(?:\+ ?|(?<!\d)00)66[ -]?(?:\(0\)|0)?[ -]?(?=[689]\d)/g, prefix =>
    "0".padStart(prefix.length, "\n"),
  )
}

/** (11 − Σ dᵢ·(13−i) mod 11) mod 10 over the first twelve digits. */
export function hasIdChecksum(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 12; at++) sum += Number(digits.charAt(at)) * (13 - at)
  return (11 - (sum % 11)) % 10 === Number(digits.charAt(12))
}

function digitGroups(text: string): Group[] {
  let before = 0
  return [...text.matchAll(/\d+/g)].map(({ 0: digits, index: start = 0 }) => {
    const gap = before > 0 && start - before <= 3 ? text.slice(before, start) : "\n"
    before = start + digits.length
    return { digits, start, end: before, joined: /^[ .()-]*$/.test(gap), hanging: /^[ -]*$/.test(gap) }
  })
}

const ID_DIGITS = 13

/** What begins at a group, and over how many groups it runs. */
function findingAt(
  text: string,
  groups: readonly Group[],
  first: number,
): { readonly code: PrivacyCode; readonly length: number } | undefined {
  let total = 0
  for (let last = first; last < groups.length; last++) {
    const group = groups[last]
    total += group?.digits.length ?? 0
    if ((last > first && !group?.joined) || total > ID_DIGITS) return undefined
    if (total < 10) continue
    const alone = !groups[first]?.hanging && !groups[last + 1]?.hanging
    // A number in many pieces is only believed when nothing hangs on it; this also keeps the search linear.
    if (!alone && last - first >= 5) continue
    const code = codeOf(text, windowOf(text, groups.slice(first, last + 1), alone))
    if (code) return { code, length: last - first + 1 }
  }
  return undefined
}

function windowOf(text: string, groups: readonly Group[], alone: boolean): Window {
  return {
    groups,
    digits: groups.map(({ digits }) => digits).join(""),
    shape: groups.map(({ digits }) => digits.length).join("-"),
    gaps: groups
      .map(({ start }, at) => (at === 0 ? "" : text.slice(groups[at - 1]?.end ?? start, start)))
      .join(""),
    alone,
  }
}

function codeOf(text: string, window: Window): PrivacyCode | undefined {
  if (window.digits.length === ID_DIGITS) return idCode(text, window)
  if (isMobile(text, window)) return "mobileNumber"
  return isAccount(text, window) ? "bankAccount" : undefined
}

/** A 13-digit number is a citizen's when its last digit checks; one in ten others does too. 0… is a company's. */
function idCode(text: string, { digits, shape, gaps, groups, alone }: Window): PrivacyCode | undefined {
  if (!/^[1-8]/.test(digits) || !/^[ -]*$/.test(gaps)) return undefined
  const checks = hasIdChecksum(digits)
  if (isSpelledIn(text, groups)) return checks ? "idNumberLike" : undefined
  if (shape === "13" || shape === "1-4-5-2-1") return checks ? "idNumber" : "idNumberLike"
  const isOneNumber = alone && /^(?: *|-*)$/.test(gaps) && !groups.some(isYear)
  const isGrouped = groups.length <= 6 || groups.length === ID_DIGITS
  return isOneNumber && isGrouped && checks ? "idNumber" : undefined
}

const MOBILE_SHAPES = new Set(
  "10 3-3-4 3-7 2-4-4 2-8 1-4-5 1-9 3-4-3 6-4 3-3-2-2 2-3-5 2-4-2-2 1-2-3-4 1-2-7".split(" "),
)
const PHONE_WORD = /(?:โทร|มือถือ|เบอร์|ติดต่อ|tel|phone|mobile|line)[^0-9\n]{0,16}$/i

/** 06, 08 and 09 are people's telephones; `06-2566-0001` is a document of the year, unless a telephone is spoken of. */
function isMobile(text: string, { digits, shape, groups }: Window): boolean {
  if (!/^0[689]/.test(digits) || !MOBILE_SHAPES.has(shape)) return false
  if (PHONE_WORD.test(before(text, groups, 24))) return true
  return !isSpelledIn(text, groups) && !(shape.startsWith("2-4") && groups.some(isYear))
}

const ACCOUNT_WORD =
  /บัญชีเลขที่|(?:เลขที่|หมายเลข|เลข)บัญชี|บัญชี(?:ธนาคาร|เงินฝาก|ออมทรัพย์|กระแสรายวัน)|ธนาคาร|ออมทรัพย์|พร้อมเพย์|โอนเงิน|กสิกร|กรุงไทย|ไทยพาณิชย์|ออมสิน|ธ\.ก\.ส|promptpay|account|a\/c/i
/** Words that name the number before it as something else, however near a bank is. */
const OTHER_LABEL = /(?:โครงการ|สัญญา|ค้ำประกัน|หนังสือ|ใบเสร็จ|เช็ค|โทร|ครุภัณฑ์|พัสดุ|รหัส)[^0-9\n]{0,16}$/

/** Ten to twelve digits where a bank or an account is spoken of, or grouped as banks print them. */
function isAccount(text: string, { shape, gaps, groups, alone }: Window): boolean {
  if (!alone || !/^[ -]*$/.test(gaps) || isSpelledIn(text, groups)) return false
  if (OTHER_LABEL.test(before(text, groups, 32))) return false
  if (shape === "3-1-5-1" && !gaps.includes(" ")) return true
  if (groups.length > 1 && groups.some(isYear)) return false
  const end = groups[groups.length - 1]?.end ?? 0
  return ACCOUNT_WORD.test(before(text, groups, 60)) || /^[ (]*(?:บัญชี|ธนาคาร)/.test(text.slice(end, end + 16))
}

function before(text: string, [first]: readonly Group[], length: number): string {
  const start = first?.start ?? 0
  return text.slice(Math.max(0, start - length), start)
}

function isYear({ digits }: Group): boolean {
  return /^(?:2[45]\d\d|20\d\d)$/.test(digits)
}

/** Part of a code such as `IMG_1687399200000`: the name of a thing. */
function isSpelledIn(text: string, groups: readonly Group[]): boolean {
  const end = groups[groups.length - 1]?.end ?? 0
  return /[A-Za-z_]/.test(before(text, groups, 1) + text.charAt(end))
}
