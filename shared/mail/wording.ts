/** Thai words for numbers, days and duties in a mail, in the digits the office chose. */

import type { IsoDate } from "../date/civil-date.ts"
import { type DigitStyle, longDate, shortDate, withDigits } from "../date/thai-date.ts"
import { occurrenceName, periodLabel } from "../due/occurrence.ts"
import { oneLine, shorten } from "../row/shorten.ts"

const NO_BREAK = "\u00a0"
const TITLE_LIMIT = 110

/** Binds the words of a phrase to one line. */
export function keep(phrase: string): string {
  return phrase.replace(/ /g, NO_BREAK)
}

export type Wording = ReturnType<typeof createWording>

export function createWording(digits: DigitStyle) {
  const number = (value: number | string) => withDigits(value, digits)
  return {
    number,
    /** `๒ เรื่อง`, on one line. */
    count: (value: number, unit: string) => keep(`${number(value)} ${unit}`),
    date: (date: IsoDate) => keep(shortDate(date, digits)),
    longDate: (date: IsoDate) => longDate(date, digits).replace(/พ\.ศ\. /, `พ.ศ.${NO_BREAK}`),
    /** `๑๒ มิ.ย. ๖๖`: how a subject begins. */
    subjectDate: (date: IsoDate) => shortDate(date, digits).replace(/[2๒][5๕](?=..$)/, ""),
    days: (days: number) => keep(daysPhrase(days, number)),
    /**
     * A duty with its only period, or with how many it has: official words stay as they are, our own numbers follow
     * the setting.
     */
    title: (what: string, occurrences: readonly string[]) => {
      const [only = ""] = occurrences
      const period =
        occurrences.length === 1 ? periodLabel(only, digits) : `${number(occurrences.length)} งวด`
      return [headline(what), keep(period)].filter(part => part !== "").join(" ")
    },
    /** `พ.ค. ๒๕๖๖`, or `พ.ค.` alone before another month of its year. */
    period: (occurrence: string, withoutYear = false) => {
      const name = occurrenceName(occurrence, digits)
      return keep(withoutYear ? name.replace(/ [^ ]+$/, "") : name)
    },
  }
}

/** อีก 18 วัน · ครบกำหนดวันนี้ · เกินมาแล้ว 7 วัน */
function daysPhrase(days: number, number: (value: number) => string): string {
  if (days === 0) return "ครบกำหนดวันนี้"
  return days > 0 ? `อีก ${number(days)} วัน` : `เกินมาแล้ว ${number(-days)} วัน`
}

/** A long text cut for a heading: at a space where there is one, never before a mark that sits on a letter. */
export function headline(text: string, limit = TITLE_LIMIT): string {
  const line = oneLine(text)
  return line.length <= limit ? line : shorten(line, limit - 1, limit - 2)
}
