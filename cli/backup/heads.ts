/** How far a record has come, and whether a backup has come as far as the office is known to have. */
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { type Database, rowsOf } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import type { RecordHead } from "../command/option.ts"

const headSchema = z.object({
  fiscalYear: z.int(),
  revision: z.int(),
  head: z.string(),
}) satisfies z.ZodType<RecordHead>

/** The newest of each year. */
export function headsOf(database: Database): RecordHead[] {
  const byYear = new Map(leafHeads(database).map(head => [head.fiscalYear, head]))
  return [...byYear.values()]
}

function leafHeads(database: Database): RecordHead[] {
  return rowsOf(database, "leaf")
    .map(({ fiscal_year, sequence, head }) => ({
      ...{ fiscalYear: Number(fiscal_year), revision: Number(sequence), head: String(head) },
    }))
    .sort((a, b) => a.revision - b.revision)
}

function headText({ fiscalYear, revision, head }: RecordHead): string {
  return `${fiscalYear}/${revision}/${head}`
}

/** @throws CommandError where the backup is of another record, or of an earlier day than is known and nobody said so */
export function assertNotBehind(database: Database, known: readonly RecordHead[], mayBeOlder: boolean): void {
  const heads = new Map(leafHeads(database).map(head => [`${head.fiscalYear}/${head.revision}`, head.head]))
  for (const each of known) {
    const { fiscalYear, revision, head } = each
    const found = heads.get(`${fiscalYear}/${revision}`)
    if (found !== undefined && found !== head)
      throw new CommandError(
        `สำเนานี้เป็นบันทึกคนละฉบับกับที่สำนักงานรู้จัก (${headText(each)}) จึงไม่กู้คืน ไม่มีอะไรถูกแก้ / the backup is of another record than the office knows. Nothing was changed`,
      )
    if (found === undefined && !mayBeOlder)
      throw new CommandError(
        `สำเนานี้เก่ากว่าบันทึกที่สำนักงานรู้จัก ซึ่งถึงฉบับที่ ${revision} ของปี ${fiscalYear} แล้ว การกู้คืนจะทำให้ฉบับหลังจากสำเนาหายไป ให้ใช้สำเนาใหม่กว่า ถ้าไม่มีจริง ๆ ให้เติม --older ` +
          `/ the backup is older than the record, which is known to have come to revision ${revision} of ${fiscalYear}: use a newer one, or add --older if there is none. Nothing was changed`,
      )
  }
}

const FILE = "heads.json"

/** What a real office's folder was last known to have come to: its database is elsewhere. */
export async function notedHeads(folder: string): Promise<readonly RecordHead[]> {
  const noted = z.array(headSchema).safeParse(parseJson((await readIfThere(join(folder, FILE))) ?? "[]"))
  return noted.data ?? []
}

export async function noteHeads(folder: string, heads: readonly RecordHead[]): Promise<void> {
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(heads)}\n`, { mode: 0o600 })
}
