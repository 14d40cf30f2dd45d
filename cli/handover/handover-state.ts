/** A handover that was begun: from whom to whom. It lies in the office's folder until the old account holds nothing. */
import { rm } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"

const schema = z.strictObject({ from: z.string(), to: z.string() })
export type HandoverState = z.infer<typeof schema>

const FILE = "handover.json"

/** @throws CommandError for a handover to somebody else that is not finished, and for a damaged file */
export async function beginHandover(folder: string, wanted: HandoverState): Promise<HandoverState> {
  const file = join(folder, FILE)
  const text = await readIfThere(file)
  if (text === undefined) {
    if (wanted.from === wanted.to)
      throw new CommandError(
        `สำนักงานนี้เป็นของ ${wanted.to} อยู่แล้ว ไม่มีอะไรต้องส่งมอบ / the office is this account's already`,
      )
    await writeFileAtomic(file, `${JSON.stringify(wanted)}\n`, { mode: 0o600 })
    return wanted
  }
  const known = parse(file, text)
  if (known.to === wanted.to) return known
  throw new CommandError(
    `กำลังส่งมอบให้ ${known.to} ค้างอยู่ ให้ทำต่อจนเสร็จด้วย --to ${known.to} / a handover to another account was begun: finish that one`,
  )
}

export async function endHandover(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true })
}

function parse(file: string, text: string): HandoverState {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new CommandError(`${file} เสียหาย ให้ลบไฟล์นี้แล้วสั่งใหม่ / damaged: delete it and run this again`)
  }
}
