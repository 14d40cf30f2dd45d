/**
 * What was redacted after a backup was taken: said by the public log, as it is served or as `verify --keep` keeps it. A backup
 * holds the texts of its day, and nothing in it says which of them may not be shown any more.
 */
import { type LogEntry, parseEntry } from "../../shared/log/entry.ts"
import { tilePath } from "../../shared/log/tile.ts"
import { FAULTS } from "../../shared/verify/fault.ts"
import { checkpointOf, filesOfTree, judgeGrowth, judgeTree, LOG_PREFIX } from "../../shared/verify/tree.ts"
import { type Database, rowsOf } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { NODE_SHA256, readUtf8 } from "../record/node-codec.ts"
import { verifyNote } from "../verify/node-keys.ts"
import { addressReader } from "../verify/read-address.ts"

type Redaction = Extract<LogEntry, { type: "redaction" }>

/** `asked` is an address or a file; `database` is that of the backup. @throws CommandError where it does not hold */
export async function redactionsSince(
  asked: string,
  database: Database,
  fetch: typeof globalThis.fetch,
): Promise<readonly Redaction[]> {
  return /^https?:\/\//.test(asked) ? redactionsAt(asked, database, fetch) : redactionsIn(asked)
}

async function redactionsAt(
  address: string,
  database: Database,
  fetch: typeof globalThis.fetch,
): Promise<Redaction[]> {
  const get = addressReader(address.replace(/\/+$/, ""), fetch, undefined)
  const textAt = async (path: string) => Buffer.from((await get(path)) ?? []).toString("utf8")
  const [note, vkey] = [await textAt("/log/checkpoint"), await textAt("/log/vkey")]
  const files = new Map<string, Uint8Array | undefined>()
  for (const path of filesOfTree(checkpointOf(note)?.size ?? 0).map(tilePath))
    files.set(path, await get(LOG_PREFIX + path))
  const tree = { note, vkey, keptKey: logKeyOf(database), file: (path: string) => files.get(path) }
  const judged = await judgeTree(tree, { verifyLog: verifyNote, sha256: NODE_SHA256, readText: readUtf8 })
  const kept = checkpointOf(String(rowsOf(database, "log_checkpoint")[0]?.note))
  const [fault] = [...judged.faults, ...(kept ? judgeGrowth(judged, kept) : [])]
  if (fault)
    throw new CommandError(
      `บันทึกที่ ${address} ไม่ต่อจากสำเนานี้ จึงไม่รู้ว่าปิดข้อความใดแล้ว (${FAULTS[fault.code][0]}) ให้ใช้ไฟล์ redactions.jsonl ที่ sujarit verify --keep เก็บไว้ ไม่มีอะไรถูกแก้ / the log there does not go on from this backup: ${fault.place}: ${FAULTS[fault.code][1]}. Nothing was changed`,
    )
  return judged.entries.flatMap(each => (each?.type === "redaction" ? [each] : []))
}

/** The newest that the backup's log names, so that no other log is taken for its continuation. */
function logKeyOf(database: Database): string | undefined {
  const keys = rowsOf(database, "log_entry").flatMap(({ body }) => {
    const entry = typeof body === "string" ? parseEntry(body) : undefined
    return entry?.type === "key" ? [entry.log] : []
  })
  return keys.at(-1)
}

/** An entry of the log a line; others than redactions are read over. */
async function redactionsIn(file: string): Promise<Redaction[]> {
  const text = await readIfThere(file)
  if (text === undefined)
    throw new CommandError(
      `${file}: ไม่มีไฟล์นี้ ให้ระบุที่อยู่หน้าเว็บ ไฟล์จาก verify --keep หรือ none ไม่มีอะไรถูกแก้ / there is no such file: give the site's address, the file that verify --keep keeps, or none. Nothing was changed`,
    )
  const lines = text.split("\n").filter(line => line !== "")
  const entries = lines.map(parseEntry)
  const wrong = entries.indexOf(undefined)
  if (wrong >= 0)
    throw new CommandError(
      `${file}: ไม่ใช่รายการที่ verify --keep เก็บไว้ บรรทัดที่ ${wrong + 1} ไม่ใช่รายการของบันทึก ไม่มีอะไรถูกแก้ / holds no such list: line ${wrong + 1} is no entry of a log. Nothing was changed`,
    )
  return entries.flatMap(each => (each?.type === "redaction" ? [each] : []))
}
