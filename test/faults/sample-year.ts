/**
 * The bundled sample's year to its end: what its people did until its day, as its folder has it, and after that what
 * `sample-rest.ts` lets them do. All of its mail is written anew by the code of today, day by day.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { addDays, bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import { isWhole, recordUntil, type WholeRecord } from "../../shared/record/record.ts"
import { runMail } from "../../worker/mail/cron.ts"
import { loadRecord } from "../../worker/store/store.ts"
import { day } from "../shared/due/fixture.ts"
import { append } from "./append.ts"
import { migrateFile, openDatabase, type TestDatabase } from "./database.ts"
import { deedsOf } from "./sample-rest.ts"
import { HOUR } from "./year.ts"

export type SentMail = {
  readonly day: IsoDate
  readonly to: string
  readonly message: MailMessage
  readonly notices: readonly { readonly about: string; readonly due: string; readonly rung: string }[]
}

export type SampleYear = {
  readonly mails: readonly SentMail[]
  /** As it stands when all is over. */
  readonly record: WholeRecord
  readonly database: TestDatabase
  readonly close: () => void
}

export const SAMPLE_YEAR = 2566
export const SAMPLE_ORIGIN = "https://sujarit.example.go.th"
const LIVED = new URL("../../local/sample/lived-2566.zip", import.meta.url)
const FIRST_DAY = day("2022-10-12")
/** The day its folder was closed on. */
const LIVED_UNTIL = day("2023-05-29")
const LAST_DAY = day("2023-10-31")
/** A run sends fifteen mails: the second of a morning sends the rest. */
const MORNING = [8, 9]
const WORKING_HOUR = 10

export async function liveSampleYear(): Promise<SampleYear> {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-sample-year-"))
  const database = openDatabase(livedDatabase(folder))
  for (const table of ["notice", "message", "notice_plan", "cron_run"]) database.look(`DELETE FROM ${table}`)
  // Here the links of a mail are followed: each must be one that the Worker gives.
  database.look("DROP TRIGGER same_token")
  const mails: SentMail[] = []
  const whole = await wholeRecord(database)
  let record = whole
  for (let today = FIRST_DAY; today <= LAST_DAY; today = addDays(today, 1)) {
    const midnight = bangkokMidnight(today)
    const isLived = today <= LIVED_UNTIL
    for (const hour of MORNING) {
      const slot = midnight + hour * HOUR
      const now = isLived ? recordUntil(whole, slot) : record
      if (now.revisions.length > 0) mails.push(...(await sendMail(database, now, today, slot)))
    }
    const rows = isLived ? [] : deedsOf(record, today)
    if (rows.length === 0) continue
    await append(database.db, { at: midnight + WORKING_HOUR * HOUR, rows })
    record = await wholeRecord(database)
  }
  return { mails, record, database, close: () => rmSync(folder, { recursive: true }) }
}

function livedDatabase(folder: string): string {
  const files = unzipSync(readFileSync(LIVED), {
    filter: ({ name }) => name.startsWith("worker/d1/") && !name.endsWith("metadata.sqlite"),
  })
  const [bytes] = Object.values(files)
  if (!bytes) throw new Error("the sample has no database")
  const file = join(folder, "record.sqlite")
  writeFileSync(file, bytes)
  migrateFile(file)
  return file
}

async function wholeRecord({ db }: TestDatabase): Promise<WholeRecord> {
  const record = await loadRecord(db, SAMPLE_YEAR, true)
  if (!isWhole(record)) throw new Error("the record is not whole")
  return record
}

async function sendMail(
  { db, look }: TestDatabase,
  record: WholeRecord,
  today: IsoDate,
  slot: number,
): Promise<SentMail[]> {
  const sent: SentMail[] = []
  // The sheet is heard of every six hours.
  look("UPDATE heartbeat SET seen_at = ?1", slot - 2 * HOUR)
  await runMail(
    {
      ...{ db, pushKeys: { keys: [] }, mailFrom: "sujarit@example.go.th", origin: SAMPLE_ORIGIN },
      ...{ officeId: "office.example", simulated: false, now: async () => slot },
      loadRecord: async () => record,
      transport: async (message, id) => {
        const notices = look("SELECT about, due, rung FROM notice WHERE message = ?1 ORDER BY key", id).map(
          ({ about, due, rung }) => ({ about: `${about}`, due: `${due}`, rung: `${rung}` }),
        )
        sent.push({ day: today, to: message.to[0] ?? "", message, notices })
        return { outcome: "accepted", providerId: null }
      },
    },
    slot,
  )
  return sent
}
