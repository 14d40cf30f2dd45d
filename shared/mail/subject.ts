/** Subjects: at most sixty characters, the date first, so that a phone's list shows what matters. */
import type { IsoDate } from "../date/civil-date.ts"
import { headline, type Wording } from "./wording.ts"

export const SUBJECT_LIMIT = 60

/** The first ending that fits behind the date; the last one is cut when none does. */
export function subjectOf(
  wording: Wording,
  today: IsoDate,
  simulated: boolean,
  endings: readonly string[],
): string {
  const start = `${wording.subjectDate(today)}${simulated ? " (วันจำลอง)" : ""} `
  const room = SUBJECT_LIMIT - Array.from(start).length
  const clean = endings.map(ending => ending.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim())
  const fitting = clean.find(ending => Array.from(ending).length <= room)
  return start + (fitting ?? headline(clean[clean.length - 1] ?? "", room))
}

/** `เกินกำหนด ๑ ใกล้ครบกำหนด ๒`: only what there is. */
export function countsPhrase(wording: Wording, counts: readonly (readonly [string, number])[]): string {
  return counts
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${wording.number(count)}`)
    .join(" ")
}
