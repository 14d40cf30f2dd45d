/**
 * Duties that hide in a row: one named in the monitoring text with its own rhythm, the publishing it leads to, and the
 * progress report a measure needs when its only date is the last of the year. All are proposals a person confirms.
 */

import { fiscalYearEnd } from "../date/civil-date.ts"
import { compilePeriod } from "../period/compile.ts"
import { EVERY_SECTION, type Section } from "../row/section.ts"
import { withoutMarker } from "./cell-text.ts"
import type { MeasureContext } from "./measures.ts"
import type { ImportedDuty, ImportedMeasure } from "./model.ts"
import { excerpt, type ReportEntry, reportEntry } from "./problems.ts"

type Proposal = Omit<ImportedDuty, "id"> & { readonly entry: ReportEntry }

type PlacedMeasure = { readonly line: number; readonly measure: ImportedMeasure }

export function proposeDuties(placed: PlacedMeasure, context: MeasureContext): Proposal[] {
  const named = monitoringDuties(placed, context.sections)
  return [...named, ...measureDuty(placed, named), ...progressDuty(placed, context)]
}

/** A rhythm: with its day (`ภายในวันที่ ๕ ของทุกเดือน`) or without (`ทุกเดือน`, `รายไตรมาส`, `เดือนละ ๑ ครั้ง`). */
const RHYTHM =
  /(?:(?:ภายใน|ไม่เกิน|ทุก)\s?)?วันที่\s?[0-9๐-๙]{1,2}\s?ของ\s?(?:ทุก|แต่ละ)?(เดือน|ไตรมาส)(?:ถัดไป)?|ทุก\s?(?:ๆ\s?)?(?:[0-9๐-๙]{1,2}\s?)?(เดือน|ไตรมาส|สัปดาห์)|ราย(เดือน|ไตรมาส|สัปดาห์)|(เดือน|ไตรมาส|สัปดาห์)ละ\s?(?:[0-9๐-๙]{1,2}\s?)?ครั้ง/

type Rhythm = {
  readonly phrase: string
  readonly unit: string
  readonly before: string
  readonly after: string
}

function findRhythm(text: string): Rhythm | undefined {
  const found = RHYTHM.exec(text)
  if (!found) return undefined
  const [phrase] = found
  const unit = found.slice(1).find(group => group !== undefined) ?? ""
  return { phrase, unit, before: text.slice(0, found.index), after: text.slice(found.index + phrase.length) }
}

/** `ให้<ผู้มีหน้าที่><สิ่งที่ต้องทำ> ให้<ผู้รับ> <รอบเวลา> เพื่อ<รวบรวมและเผยแพร่>` */
function monitoringDuties({ line, measure }: PlacedMeasure, sections: readonly Section[]): Proposal[] {
  const text = measure.monitoring.replace(/\s+/g, " ")
  const rhythm = findRhythm(text)
  if (!rhythm) return []
  const named = mentionsIn(rhythm.before, sections)
  // Of a measure whose owner is not of this office nobody knows who "all sections" are.
  const mentions = named.length > 0 || measure.lead === "" ? named : everySection(rhythm.before, sections)
  const last = mentions[mentions.length - 1]
  const recipient =
    last && rhythm.before.slice(last.end).trim() === "" && last.names.length === 1 ? last : undefined
  const owner = mentions.find(mention => mention !== recipient)
  const what = rhythm.before.slice(owner?.end ?? 0, recipient?.start).trim() || measure.measure
  const to = recipient?.names[0] ?? ""
  const duty = {
    measure: measure.id,
    what,
    owedBy: owner?.names ?? leadOf(measure),
    owedTo: to,
    when: rhythm.phrase,
    evidenceKind: formIn(what),
  }
  const who = owner?.isEvery ? EVERY_SECTION : duty.owedBy.join(" ")
  const hint = `${who} ${excerpt(what, 60)}${to && ` ส่งให้${to}`} ${rhythm.phrase}`
  const snippet = text.slice(owner?.start ?? 0, rhythm.before.length + rhythm.phrase.length)
  const entry = reportEntry("dutyHidden", line, snippet, { value: rhythm.phrase, hint })
  return [
    ...(duty.owedBy.length > 0 ? [{ ...duty, entry }] : []),
    ...publishing({ line, measure }, rhythm, to),
  ]
}

/** `เพื่อรวบรวมและเผยแพร่…`: whoever receives must then publish at the same rhythm, on a day nobody has set. */
function publishing({ line, measure }: PlacedMeasure, rhythm: Rhythm, recipient: string): Proposal[] {
  const purpose = /^\s*(?:เพื่อ|และ|แล้ว)\s?/.exec(rhythm.after)
  if (!purpose || !rhythm.after.includes("เผยแพร่")) return []
  const what = rhythm.after.slice(purpose[0].length).trim()
  const owedBy = recipient === "" ? leadOf(measure) : [recipient]
  return publishDuty({ line, measure }, { what, owedBy, when: `ทุก${rhythm.unit}` })
}

/** `เปิดเผยรายงาน…ทุกเดือน` in the measure itself, unless the monitoring text has already said so. */
function measureDuty({ line, measure }: PlacedMeasure, named: readonly Proposal[]): Proposal[] {
  const rhythm = findRhythm(measure.measure.replace(/\s+/g, " "))
  const owners = leadOf(measure)
  if (!rhythm || named.some(duty => duty.owedBy.join() === owners.join())) return []
  const what = measure.measure.replace(/\s+/g, " ")
  return publishDuty({ line, measure }, { what, owedBy: owners, when: rhythm.phrase })
}

function publishDuty(
  { line, measure }: PlacedMeasure,
  { what, owedBy, when }: Pick<Proposal, "what" | "owedBy" | "when">,
): Proposal[] {
  if (owedBy.length === 0) return []
  const hint = `${owedBy.join(" ")} ${excerpt(what, 60)} ${when}`
  const entry = reportEntry("dutyPublish", line, what, { value: excerpt(what, 60), hint })
  return [{ measure: measure.id, what, owedBy, owedTo: "", when, evidenceKind: "ลิงก์หน้าเว็บไซต์ที่เผยแพร่", entry }]
}

/** The phrase is one the compiler asks about, so that no reminder goes out before a person has confirmed it. */
const QUARTERLY = "ทุกไตรมาส"

function progressDuty(
  { line, measure }: PlacedMeasure,
  { fiscalYear, director }: MeasureContext,
): Proposal[] {
  const owedBy = leadOf(measure)
  if (fiscalYear === null || owedBy.length === 0 || !isYearEndOnly(measure.period, fiscalYear)) return []
  const what = `รายงานความก้าวหน้า: ${excerpt(firstItem(measure.measure), 120)}`
  const hint = `${owedBy.join(" ")} รายงานความก้าวหน้า${QUARTERLY}`
  const entry = reportEntry("dutyProgress", line, measure.period, { hint })
  const evidenceKind = "บันทึกรายงานความก้าวหน้า"
  return [{ measure: measure.id, what, owedBy, owedTo: director, when: QUARTERLY, evidenceKind, entry }]
}

function firstItem(text: string): string {
  return withoutMarker(text.split("\n", 1)[0] ?? "")
}

function isYearEndOnly(period: string, fiscalYear: number): boolean {
  const { due } = compilePeriod(period, { fiscalYear })
  return due.length === 1 && due[0] === fiscalYearEnd(fiscalYear)
}

type Mention = {
  readonly names: readonly string[]
  readonly isEvery: boolean
  readonly start: number
  readonly end: number
}

const GIVE = "ให้"

/** `ให้ทุกฝ่าย`, `ให้ฝ่าย…`, in the order written. `start` is where ให้ stands. */
function mentionsIn(text: string, sections: readonly Section[]): Mention[] {
  const everyone = sections.map(section => section.name)
  const spellings = [
    { words: EVERY_SECTION, names: everyone, isEvery: true },
    ...sections.map(({ name }) => ({ words: name, names: [name], isEvery: false })),
  ]
  const mentions: Mention[] = []
  for (let start = text.indexOf(GIVE); start >= 0; start = text.indexOf(GIVE, start + 1)) {
    const at = text.charAt(start + GIVE.length) === " " ? start + GIVE.length + 1 : start + GIVE.length
    const found = spellings.find(({ words }) => text.startsWith(words, at))
    if (found)
      mentions.push({ names: found.names, isEvery: found.isEvery, start, end: at + found.words.length })
  }
  return mentions
}

/** `ทุกฝ่ายรายงาน…` at the head of a clause, where nobody is told to let them. */
function everySection(text: string, sections: readonly Section[]): Mention[] {
  const start = text.search(new RegExp(`(?<=^|\\s)${EVERY_SECTION}`))
  const names = sections.map(({ name }) => name)
  return start < 0 ? [] : [{ names, isEvery: true, start, end: start + EVERY_SECTION.length }]
}

/** `(แบบ สขร.๑)` names the form that proves it. */
function formIn(text: string): string {
  const form = /\(แบบ\s?([^()]{1,40})\)/.exec(text)?.[1]
  return form ? `แบบ ${form.trim()}` : ""
}

function leadOf(measure: ImportedMeasure): readonly string[] {
  return measure.lead === "" ? [] : [measure.lead]
}
