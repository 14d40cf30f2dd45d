/** What counts as evidence: something a citizen can open, or a document an office can be asked for. */
import { datesIn } from "../date/dates-in.ts"
import { asciiDigits, MONTHS, SHORT_MONTHS } from "../date/thai-date.ts"
import { LINK_REST, type LinkFault, linkFault, linksIn } from "./public-link.ts"

/** What a text is instead of evidence. */
export type EvidenceFault = LinkFault | "path" | "file" | "noDate" | "noNumber" | "nothing"

/** Undefined for an https link, or for a document named by its number *and* its date. */
export function evidenceFault(text: string): EvidenceFault | undefined {
  const links = text.match(ADDRESS) ?? []
  const wrong = links.map(linkFault).find(fault => fault !== undefined)
  if (wrong) return wrong
  const words = text.replace(ADDRESS, " ")
  if (PATH.test(words)) return "path"
  if (linksIn(text).length > 0) return undefined
  const { dates, rest } = datesIn(words)
  const isNumbered = DOCUMENT_NUMBER.test(rest)
  if (isNumbered && dates.length > 0) return undefined
  if (FILE.test(words)) return "file"
  if (SITE.test(words)) return "notHttps"
  if (isNumbered) return "noDate"
  return dates.length > 0 ? "noNumber" : "nothing"
}

/** True of a text that names a document by its number and date: it stands without any link. */
export function namesDocument(text: string): boolean {
  const { dates, rest } = datesIn(text.replace(ADDRESS, " "))
  return dates.length > 0 && DOCUMENT_NUMBER.test(rest)
}

/** True of what counts: by the rule of now, which nothing is accepted against, or by that of before. */
export function isEvidence(text: string): boolean {
  return countedBefore(text) || evidenceFault(text) === undefined
}

/** Anything written as an address of the web, whatever its scheme; it ends where a link does. */
const ADDRESS = new RegExp(`[a-z][a-z0-9+.-]{0,20}://(?:${LINK_REST})?`, "gi")
/** `C:\งาน\ก.pdf`, `\\server\งาน`, `/Users/…`: where somebody's machine keeps it. */
const PATH =
  /(?:^|[^a-z])[a-z]:[\\/]|\\\\[^\s\\]|(?:^|[\s"“(])~?\/(?:users|home|mnt|media|volumes|storage|tmp)\//i
const FILE = /[^\s.]\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|jpe?g|png|heic|zip|rar|mp4)(?![a-z0-9])/i
/** `www.example.go.th/ก`: a link that lost its scheme. */
const SITE = /(?:^|[^a-z0-9@.-])(?:www\.|[a-z0-9-]+\.(?:[a-z0-9-]+\.)*(?:th|com|net|org)(?![a-z0-9]))/i
/**
 * `กท 4801/123`, `มท 0810.7/ว123`, `ว 45`, `เลขที่ 45`, `ที่ กท 12`. A running number alone is no document, nor is what
 * merely ends in ที่: `ครั้งที่ 3`, `วันที่ 5`.
 */
const DOCUMENT_NUMBER =
  /\d\)?\s?\/\s?(?:ว\.?\s?)?\d|(?<![ก-๛])ว\.?\s?\d|(?:เลขที่|เลขรับ(?:ที่)?|ฉบับที่|(?:(?<![ก-๛])|(?<=หนังสือ|คำสั่ง|ประกาศ|บันทึก|ข้อความ|สัญญา|ระเบียบ))ที่)\s?(?:[ก-ฮ]{1,4}\.?\s?)?\d/

/** A host and something after its dot; the lengths are bounded so that no long cell is slow to search. */
const OLD_LINK = /https:\/\/[^\s"<>]{1,250}?\.[^\s"<>]/
const OLD_MONTH = [...MONTHS, ...SHORT_MONTHS.map(name => name.replace(/\./g, "\\.?\\s?"))].join("|")
const OLD_DATE = new RegExp(
  `(?:ลงวันที่|วันที่|ลว\\.?)?\\s*(?:\\d{1,2}\\s*(?:${OLD_MONTH})\\s*(?:พ\\.?\\s?ศ\\.?)?\\s*\\d{2,4}|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2})`,
)
const OLD_NUMBER = /\d\s{0,3}\/\s{0,3}\d|(?:เลขที่|ที่|เลขรับ|ฉบับที่)\s{0,3}[^\s\d]{0,12}\s{0,3}\d/

/** As evidence was read while anything else was accepted beside it, with a warning: those reports keep their meaning. */
function countedBefore(text: string): boolean {
  if (OLD_LINK.test(text)) return true
  const ascii = asciiDigits(text).replace(/\s+/g, " ")
  const withoutDate = ascii.replace(OLD_DATE, " ")
  return withoutDate !== ascii && OLD_NUMBER.test(withoutDate)
}
