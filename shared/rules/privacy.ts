/**
 * What must not be published by accident: citizens' numbers, private telephones, mail and bank accounts. Office
 * telephones and official mail are required disclosures and pass. Every pass over the text is linear.
 */

import { asciiDigits } from "../date/thai-date.ts"
import { splitList } from "../row/plain-text.ts"
import { hasIdChecksum, joinedCountryCode, type PrivacyFinding, privateNumbers } from "./private-number.ts"

/** More of them say nothing new, and a cell must stay readable. */
const MOST_FINDINGS = 10

/** What a public text tells that it should not. `allowList` holds numbers, addresses, or whole domains (`@office.or.th`). */
export function privacyProblems(text: string, allowList: readonly string[] = []): PrivacyFinding[] {
  if (!MAY_TELL.test(text)) return []
  const shown = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
  const plain = plainText(shown)
  const outside = withoutLinks(plain)
  const allowed = new Set(allowList.map(allowKey))
  const found = [
    ...privateNumbers(outside, shown, MOST_FINDINGS),
    ...linkedIds(plain, outside),
    ...mailFindings(outside),
  ].filter(({ value }) => !isAllowed(value, allowed))
  const distinct = new Map(found.map(each => [`${each.code} ${each.value}`, each]))
  const complaint = /ร้องเรียน|ร้องทุกข์|ผู้ร้อง|แจ้งเบาะแส/.exec(shown)?.[0]
  return [
    ...[...distinct.values()].slice(0, MOST_FINDINGS),
    ...(complaint ? [{ code: "complaint", value: complaint } as const] : []),
  ]
}

/** No number of a person's has fewer than ten digits. What an invisible letter may hide is looked for without it. */
const MAY_TELL = /[@＠\u00ad\u200b-\u200f\u2060\ufeff]|ร้อง|เบาะแส|^(?:[^0-9๐-๙０-９]*[0-9๐-๙０-９]){10}/

/** The allow-list as typed in the settings: by commas or lines. */
export function parseAllowList(text: string): string[] {
  return splitList(text, /[,;\n]/)
}

/** The same length as the text, with every kind of digit, dash and space as its ASCII one. */
function plainText(text: string): string {
  return asciiDigits(text)
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
