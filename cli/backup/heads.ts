/** Whether a backup has come as far as the office is known to have, and what it is known by. */
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import type { Database } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import type { RecordHead } from "../command/option.ts"
import { unmetHeads } from "../record/heads.ts"

const headSchema = z.object({
  fiscalYear: z.int(),
  revision: z.int(),
  head: z.string(),
}) satisfies z.ZodType<RecordHead>

function headText({ fiscalYear, revision, head }: RecordHead): string {
  return `${fiscalYear}/${revision}/${head}`
}

/** @throws CommandError where the backup is of another record, or of an earlier day than is known and nobody said so */
export function assertNotBehind(database: Database, known: readonly RecordHead[], mayBeOlder: boolean): void {
  for (const { known: each, found } of unmetHeads(database, known)) {
    if (found !== undefined)
      throw new CommandError(
        `สำเนานี้เป็นบันทึกคนละฉบับกับที่สำนักงานรู้จัก (${headText(each)}) จึงไม่กู้คืน ไม่มีอะไรถูกแก้ / the backup is of another record than the office knows. Nothing was changed`,
      )
    if (!mayBeOlder)
      throw new CommandError(
        `สำเนานี้เก่ากว่าบันทึกที่สำนักงานรู้จัก ซึ่งถึงฉบับที่ ${each.revision} ของปี ${each.fiscalYear} แล้ว การกู้คืนจะทำให้ฉบับหลังจากสำเนาหายไป ให้ใช้สำเนาใหม่กว่า ถ้าไม่มีจริง ๆ ให้เติม --older ` +
          `/ the backup is older than the record, which is known to have come to revision ${each.revision} of ${each.fiscalYear}: use a newer one, or add --older if there is none. Nothing was changed`,
      )
  }
}

const FILE = "heads.json"

/** What a real office's folder was last known to have come to: its database is elsewhere. @throws CommandError when damaged */
export async function notedHeads(folder: string): Promise<readonly RecordHead[]> {
  const text = await readIfThere(join(folder, FILE))
  const noted = z.array(headSchema).safeParse(parseJson(text ?? "[]"))
  if (noted.success) return noted.data
  throw new CommandError(
    `${FILE} ใน ${folder} เสียหาย จึงไม่รู้ว่าระบบจริงถึงฉบับใด ไม่มีอะไรถูกแก้ ให้นำไฟล์กลับจากที่เดิม หรือย้ายออกแล้วบอกฉบับล่าสุดด้วย --head / damaged, so that how far the record had come is not known. Nothing was changed: put the file back, or move it away and give the newest head with --head`,
  )
}

export async function noteHeads(folder: string, heads: readonly RecordHead[]): Promise<void> {
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(heads)}\n`, { mode: 0o600 })
}
