/**
 * What must not be published by accident: citizens' numbers, private telephones, mail and bank accounts. Office
 * telephones and official mail are required disclosures and pass. Every pass over the text is linear.
 */

export type PrivacyCode =
  | "idNumber"
  | "idNumberLike"
  | "mobileNumber"
  | "privateMail"
  | "bankAccount"
  | "complaint"

/** One finding; its severity and sentence stand in `PROBLEMS`. */
export type PrivacyFinding = { readonly code: PrivacyCode; readonly value: string }

/** More of them say nothing new, and a cell must stay readable. */
const MOST_FINDINGS = 10

/** What a public text tells that it should not. `allowList` holds numbers, addresses, or whole domains (`@office.or.th`). */
export function privacyProblems(text: string, allowList: readonly string[] = []): PrivacyFinding[] {
  if (!/[0-9๐-๙０-９@＠]|ร้อง|เบาะแส/.test(text)) return []
  const shown = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
  const plain = plainText(shown)
  const outside = withoutLinks(plain)
  const allowed = new Set(allowList.map(allowKey))
  const complaint = /ร้องเรียน|ร้องทุกข์|ผู้ร้อง|แจ้งเบาะแส/.exec(shown)?.[0]
  const found = [
    ...numberFindings(outside, shown),
    ...linkedIds(plain, outside),
    ...mailFindings(outside),
  ].filter(({ value }) => !isAllowed(value, allowed))
  const distinct = new Map(found.map(each => [`${each.code} ${each.value}`, each]))
  return [
    ...[...distinct.values()].slice(0, MOST_FINDINGS),
    ...(complaint ? [{ code: "complaint", value: complaint } as const] : []),
  ]
}

/** The same length as the text, with every kind of digit, dash and space as its ASCII one. */
function plainText(text: string): string {
  return text
    .replace(/[๐-๙]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0x0e20))
    .replace(/[０-９＠]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[‐-―−]/g, "-")
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
}

/** The text with its links blanked: their numbers are names of files, not of people. */
function withoutLinks(text: string): string {
  return text.replace(/(?:https?:\/\/|www\.|[a-z0-9]\.(?:th|com|net|org)\/)[^\s<>"]*/gi, link =>
    "\n".repeat(link.length),
  )
}

/** Digits that stand together, with where. */
type Group = { readonly digits: string; readonly start: number; readonly end: number }
/** Consecutive groups that may be one number, as `1-1017-00207-03-0`. */
type Window = {
  readonly groups: readonly Group[]
  readonly digits: string
  readonly shape: string
  /** What stands between the groups. */
  readonly gaps: string
  /** No further digits hang on it by a dash or a space. */
  readonly alone: boolean
}

function numberFindings(text: string, shown: string): PrivacyFinding[] {
  const findings: PrivacyFinding[] = []
  const groups = digitGroups(text)
  for (let first = 0; first < groups.length && findings.length < MOST_FINDINGS; ) {
    const found = findingAt(text, groups, first)
    const [start, end] = [groups[first]?.start ?? 0, groups[first + (found?.length ?? 1) - 1]?.end ?? 0]
    if (found) findings.push({ code: found.code, value: shown.slice(start, end) })
    first += found?.length ?? 1
  }
  return findings
}

/** What begins at a group, and over how many groups it runs. */
function findingAt(
  text: string,
  groups: readonly Group[],
  first: number,
): { readonly code: PrivacyCode; readonly length: number } | undefined {
  let total = 0
  for (let last = first; last < groups.length && last < first + 13; last++) {
    if (last > first && !isJoined(text, groups[last - 1], groups[last])) return undefined
    total += groups[last]?.digits.length ?? 0
    if (total > 13) return undefined
    if (total < 10) continue
    const code = codeOf(text, windowOf(text, groups, first, last))
    if (code) return { code, length: last - first + 1 }
  }
  return undefined
}

function digitGroups(text: string): Group[] {
  return [...joinedCountryCode(text).matchAll(/\d+/g)].map(match => ({
    digits: match[0],
    start: match.index ?? 0,
    end: (match.index ?? 0) + match[0].length,
  }))
}

/** `+66 81 234 5678` and `+66(0)81…` as `081 234 5678`, at the same length. */
function joinedCountryCode(text: string): string {
  return text.replace(/(?:\+ ?|00)66([ -]?)(?:\(0\)|0)?([ -]?)(?=[689]\d)/g, prefix =>
    "0".padStart(prefix.length, "\n"),
  )
}

function isJoined(text: string, before: Group | undefined, after: Group | undefined): boolean {
  return !!before && !!after && /^[ .()-]{0,3}$/.test(text.slice(before.end, after.start))
}

function windowOf(text: string, groups: readonly Group[], first: number, last: number): Window {
  const members = groups.slice(first, last + 1)
  const gaps = members.map((group, at) => text.slice(members[at - 1]?.end ?? group.start, group.start)).join("")
  const hangs = (a: Group | undefined, b: Group | undefined) =>
    !!a && !!b && /^[ -]{1,3}$/.test(text.slice(a.end, b.start))
  return {
    groups: members,
    digits: members.map(({ digits }) => digits).join(""),
    shape: members.map(({ digits }) => digits.length).join("-"),
    gaps,
    alone: !hangs(groups[first - 1], groups[first]) && !hangs(groups[last], groups[last + 1]),
  }
}

function codeOf(text: string, window: Window): PrivacyCode | undefined {
  if (window.digits.length === 13) return idCode(text, window)
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
  const isGrouped = groups.length <= 6 || groups.length === 13
  return isOneNumber && isGrouped && checks ? "idNumber" : undefined
}

/** (11 − Σ dᵢ·(13−i) mod 11) mod 10 over the first twelve digits. */
function hasIdChecksum(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 12; at++) sum += Number(digits[at]) * (13 - at)
  return (11 - (sum % 11)) % 10 === Number(digits[12])
}

const MOBILE_SHAPES = new Set(
  "10 3-3-4 3-7 2-4-4 2-8 1-4-5 1-9 3-4-3 6-4 3-3-2-2 2-3-5 2-4-2-2 1-2-3-4 1-2-7".split(" "),
)
const PHONE_WORD = /(?:โทร|มือถือ|เบอร์|ติดต่อ|tel|phone|mobile|line)[^0-9\n]{0,16}$/i

/** 06, 08 and 09 are people's telephones; `06-2566-0001` is a document of the year, unless a telephone is spoken of. */
function isMobile(text: string, { digits, shape, groups }: Window): boolean {
  if (!/^0[689]/.test(digits) || !MOBILE_SHAPES.has(shape)) return false
  const [first] = groups
  if (PHONE_WORD.test(before(text, first, 24))) return true
  return !isSpelledIn(text, groups) && !(shape === "2-4-4" && groups.some(isYear))
}

const ACCOUNT_WORD =
  /บัญชีเลขที่|(?:เลขที่|หมายเลข|เลข)บัญชี|บัญชี(?:ธนาคาร|เงินฝาก|ออมทรัพย์|กระแสรายวัน)|ธนาคาร|ออมทรัพย์|พร้อมเพย์|โอนเงิน|กสิกร|กรุงไทย|ไทยพาณิชย์|ออมสิน|ธ\.ก\.ส|promptpay|account|a\/c/i
/** Words that name the number before it as something else, however near a bank is. */
const OTHER_LABEL = /(?:โครงการ|สัญญา|ค้ำประกัน|หนังสือ|ใบเสร็จ|เช็ค|โทร|ครุภัณฑ์|พัสดุ|รหัส)[^0-9\n]{0,16}$/

/** Ten to twelve digits where a bank or an account is spoken of, or grouped as banks print them. */
function isAccount(text: string, { digits, shape, gaps, groups, alone }: Window): boolean {
  if (digits.length > 12 || !alone || !/^[ -]*$/.test(gaps) || isSpelledIn(text, groups)) return false
  const [first] = groups
  const last = groups[groups.length - 1]
  if (OTHER_LABEL.test(before(text, first, 32))) return false
  if (shape === "3-1-5-1" && !gaps.includes(" ")) return true
  if (groups.length > 1 && groups.some(isYear)) return false
  const after = text.slice(last?.end ?? 0, (last?.end ?? 0) + 16)
  return ACCOUNT_WORD.test(before(text, first, 60)) || /^[ (]*(?:บัญชี|ธนาคาร)/.test(after)
}

function before(text: string, group: Group | undefined, length: number): string {
  const start = group?.start ?? 0
  return text.slice(Math.max(0, start - length), start)
}

function isYear({ digits }: Group): boolean {
  return /^(?:2[45]\d\d|20\d\d)$/.test(digits)
}

/** Part of a code such as `IMG_1687399200000`: a name of a thing. */
function isSpelledIn(text: string, groups: readonly Group[]): boolean {
  const [first] = groups
  const last = groups[groups.length - 1]
  const around = `${text.charAt((first?.start ?? 0) - 1)} ${text.charAt(last?.end ?? 0)}`
  return /[A-Za-z_]/.test(around) || /^\. |,.?$/.test(around)
}

/** A number inside a link warns when it checks, and never blocks: one file name in ten would. */
function linkedIds(plain: string, outside: string): PrivacyFinding[] {
  if (plain === outside) return []
  return [...plain.matchAll(/\d+/g)]
    .filter(({ index = 0, 0: digits }) => outside.charAt(index) === "\n" && digits.length === 13)
    .map(match => match[0])
    .filter(digits => /^[1-8]/.test(digits) && hasIdChecksum(digits))
    .map(value => ({ code: "idNumberLike", value }))
}

/** Offices' mail ends in `.go.th` or `.mi.th`; everyone else's is private until the allow-list says otherwise. */
function mailFindings(text: string): PrivacyFinding[] {
  if (!text.includes("@")) return []
  const tokens = text.replace(/ ?@ ?/g, "@").match(/[\w.%+@-]+/g) ?? []
  return tokens
    .filter(token => token.includes("@"))
    .flatMap(token => {
      const parts = token.split("@").map(part => part.replace(/[.-]{1,64}$/, ""))
      return parts.slice(1).map((domain, at) => `${parts[at] ?? ""}@${domain}`)
    })
    .filter(mail => /^[^@]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i.test(mail))
    .filter(mail => !/\.(?:go|mi)\.th$/i.test(mail))
    .map(value => ({ code: "privateMail", value }))
}

function isAllowed(value: string, allowed: ReadonlySet<string>): boolean {
  const key = allowKey(value)
  return allowed.has(key) || (key.includes("@") && allowed.has(key.slice(key.indexOf("@"))))
}

/** A number by its digits, an address by its letters: spaces and dashes do not matter in the list either. */
function allowKey(entry: string): string {
  const plain = plainText(entry).trim().toLowerCase()
  return plain.includes("@") ? plain : joinedCountryCode(plain).replace(/\D/g, "")
}
