/** A backup without what was redacted after it was taken: it holds the texts of its day, and does not know which of them may not be shown any more. */
import { createHash } from "node:crypto"
import type { LogEntry } from "../../shared/log/entry.ts"
import { type Database, rowsOf, type TableRow } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import type { ReadBackup } from "./backup-file.ts"
import { isSimulated } from "./sources.ts"

type Redaction = Extract<LogEntry, { type: "redaction" }>

/** What an address or a file says was redacted. */
export type ReadRedactions = (asked: string, database: Database) => Promise<readonly Redaction[]>

/** Typed where the operator knows that nothing was redacted since. */
const NONE = "none"

/** @throws CommandError where nobody says what was redacted, or what says it does not hold */
export async function withoutRedacted(
  backup: ReadBackup,
  asked: string | undefined,
  read: ReadRedactions,
): Promise<ReadBackup> {
  if (asked === undefined && !isSimulated(backup.files)) throw new CommandError(ASK)
  return asked === undefined || asked === NONE
    ? backup
    : redactedBy(backup, await read(asked, backup.database))
}

const ASK =
  "สำเนาไม่รู้ว่ามีข้อความใดถูกปิดหลังจากวันที่สำรอง ถ้ากู้คืนเลย ข้อความนั้นจะกลับมาแสดง ให้เติม --redactions ที่อยู่หน้าเว็บ (ถ้ายังตอบ) หรือไฟล์ redactions.jsonl ที่ sujarit verify --keep เก็บไว้ ถ้าแน่ใจว่าไม่มีข้อความใดถูกปิดหลังจากนั้น ให้เติม --redactions none ไม่มีอะไรถูกแก้ " +
  "/ a backup does not know what was redacted after it, and would bring those texts back: give --redactions with the address of the site, or the redactions.jsonl that sujarit verify --keep keeps; or none, where nothing was. Nothing was changed"

/** The backup as if its texts had been redacted then: they are not written anywhere, not even for a moment. */
function redactedBy(backup: ReadBackup, redactions: readonly Redaction[]): ReadBackup {
  const { database } = backup
  const known = new Set(rowsOf(database, "redaction").map(({ digest }) => digest))
  const published = new Set(rowsOf(database, "entry").map(({ digest }) => digest))
  const since = redactions.filter(({ digest }) => published.has(digest) && !known.has(digest))
  if (since.length === 0) return backup
  const gone = new Set<unknown>(since.map(({ digest }) => digest))
  const columnsOf = (name: string) => database.tables.find(table => table.name === name)?.columns ?? []
  const at = columnsOf("disclosure").indexOf("digest")
  const added = since.map(({ digest, at: when, reason }): TableRow => {
    const row: Record<string, string | number> = { digest, redacted_at: Date.parse(when), reason }
    return { table: "redaction", values: columnsOf("redaction").map(column => row[column] ?? null) }
  })
  const rows = database.rows.filter(({ table, values }) => table !== "disclosure" || !gone.has(values[at]))
  // Another set of redactions is another thing to restore: what one began the other must not go on with.
  const sha256 = createHash("sha256")
    .update([backup.sha256, ...gone].join())
    .digest("hex")
  return { ...backup, database: { ...database, rows: [...rows, ...added] }, sha256 }
}
