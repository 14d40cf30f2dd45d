/** The mail of any day as it would be written, for the operator at his own machine. Nothing is sent or marked. */
import * as z from "zod/mini"
import { bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import { alarmsOf } from "../../shared/due/alarm.ts"
import { directoryOf, lessMailNames, type Recipients } from "../../shared/due/recipient.ts"
import { settingsOf, timetableOf } from "../../shared/due/timetable.ts"
import { type MailPreview, previewMail } from "../../shared/mail/preview.ts"
import { rowsOfKind, type WholeRecord, type YearRecord } from "../../shared/record/record.ts"
import { mailboxOf } from "../../shared/row/address.ts"
import { PRIVATE_ROW_SCHEMAS } from "../../shared/row/row.ts"
import { findSection } from "../../shared/row/section.ts"
import { currentMoment, type Moment } from "../host/clock.ts"
import { configOf, type Env } from "../host/env.ts"
import { answersSince } from "../store/answers.ts"
import { oldestOpenYear } from "../store/mail-health.ts"
import { readRows } from "../store/sql.ts"
import { readPrivateRows, storeOf } from "../store/store.ts"
import { readFewer } from "./choice.ts"
import { readReminders, readSentHistory } from "./mail-year.ts"
import { senderOf } from "./prepare.ts"

type DayPreview = {
  readonly on: IsoDate
  /** `director`, or the section's name. */
  readonly to: string
  readonly simulated: boolean
  /** How many of the reader's addresses asked for less mail. */
  readonly fewer: "all" | "some" | "none"
  readonly mails: readonly (MailPreview & { readonly fiscalYear: number })[]
}

/** A year each, newest first; the names there are, when no section is called so. */
export async function previewDay(
  env: Env,
  on: IsoDate,
  to: string,
): Promise<DayPreview | { readonly sections: readonly string[] }> {
  const moment = await currentMoment(env)
  const records = await openRecords(env.DB, on)
  const isDirector = to === "director"
  const mails: DayPreview["mails"][number][] = []
  let name = isDirector ? to : undefined
  let fewer: DayPreview["fewer"] | undefined
  for (const record of records) {
    const section = isDirector ? undefined : sectionCalled(to, record)
    name ??= section?.name
    const slug = isDirector ? to : section?.slug
    if (!slug) continue
    const chosen = await readChosenLess(env.DB, record, on)
    // The newest year's word: years share their people.
    fewer ??= chosen.all.includes(slug) ? "all" : chosen.some.includes(slug) ? "some" : "none"
    const mail = await previewOf(env, { record, on, to: slug, moment, chosen })
    if (mail) mails.push({ fiscalYear: record.fiscalYear, ...mail })
  }
  if (name === undefined) return { sections: records.flatMap(sectionsOf).map(each => each.name) }
  return { on, to: name, simulated: moment.simulated, fewer: fewer ?? "none", mails }
}

async function openRecords(db: D1Database, on: IsoDate): Promise<WholeRecord[]> {
  const store = storeOf(db)
  const heads = await store.heads()
  const open = heads.filter(each => each.fiscalYear >= oldestOpenYear(on))
  return Promise.all(open.map(head => store.wholeRecord(head)))
}

type PreviewOfYear = {
  readonly record: WholeRecord
  readonly on: IsoDate
  /** `director`, or the section's slug. */
  readonly to: string
  readonly moment: Moment
  readonly chosen: ChosenLess
}

async function previewOf(
  env: Env,
  { record, on, to, moment, chosen }: PreviewOfYear,
): Promise<MailPreview | undefined> {
  const { origin, mailFrom, pushKeys } = configOf(env)
  const { now, today, simulated } = moment
  const hour = bangkokMidnight(on) + timetableOf(settingsOf(record)).hour * 3_600_000
  // Later today the next run would send what came in since the hour: today is shown as it stands.
  const at = on === today ? Math.max(hour, now) : hour
  // Of the day itself nothing counts as told: its own mail is the one that is shown.
  const history = await readSentHistory(env.DB, pushKeys, record.fiscalYear, hour - 1)
  return previewMail({
    ...history,
    remindersById: await readReminders(env.DB, record.fiscalYear, hour - 1),
    alarms: alarmsOf(history.health, at),
    choseLess: chosen.all,
    lessMailNames: chosen.names,
    answers: await answersSince(env.DB, record.fiscalYear, at),
    record,
    secrets: await readLinkSecrets(env.DB, record.fiscalYear),
    at,
    from: senderOf(mailFrom),
    origin,
    simulated,
    to,
  })
}

/** Who of a year's readers chose less mail, by what they are: no address leaves here. */
type ChosenLess = {
  /** `director` and slugs of sections: those all of whose own addresses chose less, and those of whom some did. */
  readonly all: readonly string[]
  readonly some: readonly string[]
  /** As the digest's foot names them, heads and deputies too. */
  readonly names: readonly string[]
}

/** As they chose until now: a choice has no past. */
async function readChosenLess(db: D1Database, record: YearRecord, today: IsoDate): Promise<ChosenLess> {
  const lessMail = await readFewer(db)
  if (lessMail.size === 0) return { all: [], some: [], names: [] }
  const privateRows = await readPrivateRows(db, record.fiscalYear)
  const directory = directoryOf(privateRows)
  const readers: readonly (readonly [string, Recipients])[] = [
    ["director", directory.director()],
    ...rowsOfKind(record, "section").map(
      ({ row: { slug } }) => [slug, directory.section(slug, "before", today)] as const,
    ),
  ]
  const chose = ({ reached }: Recipients) =>
    reached.filter(({ address }) => lessMail.has(mailboxOf(address))).length
  const isAll = (each: Recipients) => each.reached.length > 0 && chose(each) === each.reached.length
  return {
    all: readers.filter(([, each]) => isAll(each)).map(([reader]) => reader),
    some: readers.filter(([, each]) => chose(each) > 0 && !isAll(each)).map(([reader]) => reader),
    names: lessMailNames({ record, privateRows, today }, lessMail),
  }
}

const LINK_SECRET = z.discriminatedUnion("kind", [PRIVATE_ROW_SCHEMAS.secret, PRIVATE_ROW_SCHEMAS.problem])

/** Where the links to the sheet lead, and what it says of held rows. Contacts, which are addresses, are not read at all. */
async function readLinkSecrets(db: D1Database, fiscalYear: number) {
  const sql =
    "SELECT json FROM private_row WHERE fiscal_year = ?1 AND (name GLOB 'secret/sheet*' OR name GLOB 'problem/*') ORDER BY name"
  const found = await readRows(db, z.object({ json: z.string() }), sql, fiscalYear)
  return found.map(({ json }) => LINK_SECRET.parse(JSON.parse(json)))
}

function sectionsOf(record: YearRecord) {
  return rowsOfKind(record, "section").map(({ row }) => row)
}

/** By its number, its name, or a short name of it. */
function sectionCalled(text: string, record: YearRecord) {
  const sections = sectionsOf(record)
  return sections.find(each => each.slug === text) ?? findSection(text, sections)
}
