/** The subject of a reminder: the one thing by its name, or how many of each kind. */
import type { Obligation } from "../due/obligation.ts"
import { countsEndings, subjectOf } from "./letter.ts"
import { type Entry, entryTitle, type Part, partOf, type ReminderContext } from "./reminder-context.ts"
import { headline, type Wording } from "./wording.ts"

export function reminderSubject(
  context: ReminderContext,
  entries: readonly Entry[],
  wording: Wording,
): string {
  const { office, today, sections } = context
  const [only] = entries
  const single = only && entries.length === 1 && !context.answered?.length ? singleEndings(only, wording) : []
  const count = (part: Part) => context.obligations.filter(each => partOf(each) === part).length
  const counted = (soon: ReturnType<typeof soonCounts>) =>
    countsEndings(wording, [
      ["บันทึกตามคำตอบ", context.answered?.length ?? 0, "เรื่อง"],
      ["เกินกำหนด", count("overdue"), "งวด"],
      ["ครบกำหนดวันนี้", count("today"), "งวด"],
      soon,
      ["ขอให้ดูหลักฐาน", entries.length === 0 ? (context.toOpen?.length ?? 0) : 0, "งวด"],
      ["ขอให้แก้", entries.length === 0 ? (context.toMend?.length ?? 0) : 0, "แถว"],
      ["ขอให้ยืนยัน", entries.length === 0 ? context.asks.length : 0, "แห่ง"],
      ["ระบบต้องดูแล", entries.length + context.asks.length === 0 ? (context.alarms?.length ?? 0) : 0, "เรื่อง"],
    ])
  const who = sections[0] && sections.length === 1 ? ` – ${sections[0].name}` : ""
  const soon = context.obligations.filter(each => partOf(each) === "soon")
  const [whole = ""] = counted(soonCounts(soon, wording))
  const short = counted(soonCounts(nearestOf(soon), wording)).slice(0, 1)
  const terse = counted(soonCounts(nearestOf(soon), wording, "ครบ"))
  const several = [whole + who, whole, ...short, ...terse]
  return subjectOf(wording, today, office.simulated, single.length > 0 ? single : several)
}

/** How many days are left says what is new of it: within a week the same is told again, nearer each time. */
function soonCounts(
  soon: readonly Obligation[],
  wording: Wording,
  falls = "ครบกำหนด",
): readonly [string, number, string] {
  const [nearest] = nearestOf(soon)
  const left = nearest ? `อีก ${wording.number(nearest.days)} วัน` : ""
  return soon.every(each => each.days === nearest?.days)
    ? [`${left}${falls}`, soon.length, "งวด"]
    : ["ใกล้ครบกำหนด", soon.length, `งวด เร็วสุด${left}`]
}

/** Those of the first day. */
function nearestOf(soon: readonly Obligation[]): readonly Obligation[] {
  const days = Math.min(...soon.map(each => each.days))
  return soon.filter(each => each.days === days)
}

/** What is owed by its full name, or by the short one of its evidence: of two cut names nobody learns which is meant. */
function singleEndings(entry: Entry, wording: Wording): string[] {
  const { first } = entry
  // A later period of the same is not due so soon.
  const periods = first.days < 0 ? entry.periods : entry.periods.filter(each => each.days === first.days)
  const kind = headline(first.evidenceKind, 40)
  const occurrences = periods.map(each => each.occurrence)
  const short = kind === "" ? [] : [wording.title(kind, occurrences), kind]
  const whole = entryTitle({ first, periods }, wording)
  return [whole, ...short, whole].map(name => `${dayWord(entry, wording)}: ${name}`)
}

/** `เกินกำหนด ๑ วัน`, as a subject begins. */
function dayWord({ first: { days }, periods }: Entry, wording: Wording): string {
  if (days < 0 && periods.length > 1) return "เกินกำหนด"
  if (days === 0) return "ครบกำหนดวันนี้"
  return days < 0 ? `เกินกำหนด ${wording.number(-days)} วัน` : `อีก ${wording.number(days)} วันครบกำหนด`
}
