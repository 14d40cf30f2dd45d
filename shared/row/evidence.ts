/** What counts as evidence: something a citizen can open, or a document an office can be asked for. */
import { asciiDigits, MONTHS, SHORT_MONTHS } from "../date/thai-date.ts"

/** A host and something after its dot; the lengths are bounded so that no long cell is slow to search. */
const LINK = /https:\/\/[^\s"<>]{1,250}?\.[^\s"<>]/
const MONTH = [...MONTHS, ...SHORT_MONTHS.map(name => name.replace(/\./g, "\\.?\\s?"))].join("|")
const DATE = new RegExp(
  `(?:ลงวันที่|วันที่|ลว\\.?)?\\s*(?:\\d{1,2}\\s*(?:${MONTH})\\s*(?:พ\\.?\\s?ศ\\.?)?\\s*\\d{2,4}|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2})`,
)
/** `กท 4801/123`, `เลขที่ 45`, `ที่ 12`: a running number alone is no document. */
const DOCUMENT_NUMBER = /\d\s{0,3}\/\s{0,3}\d|(?:เลขที่|ที่|เลขรับ|ฉบับที่)\s{0,3}[^\s\d]{0,12}\s{0,3}\d/

/** True for an https link, or for a document named by its number *and* its date. */
export function isEvidence(text: string): boolean {
  if (LINK.test(text)) return true
  // Runs of spaces would make the search below quadratic.
  const ascii = asciiDigits(text).replace(/\s+/g, " ")
  // The date is cut out first: `5/6/2566` and `วันที่ 5` must not pass for the document's number.
  const withoutDate = ascii.replace(DATE, " ")
  return withoutDate !== ascii && DOCUMENT_NUMBER.test(withoutDate)
}
