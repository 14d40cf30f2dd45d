/**
 * Keys the office signed with before, in `jwks-old.json`: listed for ever beside the one that signs, so that whoever reads
 * an old leaf finds its key, and each past a day from which it signs nothing new.
 */
import { rename } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { findKeys, type PublicJwk, publicJwkSchema } from "./keys.ts"

const jwksSchema = z.object({ keys: z.array(publicJwkSchema) })
const FILE = "jwks-old.json"

/** Time enough to paste the new key into the script; the Worker takes both for so long. */
const CHANGE_DAYS = 30

/** @throws CommandError when the file is no set of public keys */
export async function oldKeys(folder: string): Promise<readonly PublicJwk[]> {
  const file = join(folder, FILE)
  const parsed = jwksSchema.safeParse(parseJson((await readIfThere(file)) ?? '{"keys":[]}'))
  if (parsed.success) return parsed.data.keys
  throw new CommandError(
    `${file} ไม่ใช่กุญแจสาธารณะที่ใช้ได้ ให้นำ jwks.json เดิมมาวาง หรือลบไฟล์นี้ถ้าเลิกใช้กุญแจเก่าแล้ว / not a set of public keys: put the old jwks.json there, or delete it`,
  )
}

export type Retirement = {
  /** Epoch milliseconds. */
  readonly now: number
  /** Somebody else may hold it: it signs nothing more from now on. */
  readonly isLeaked: boolean
}

/**
 * Sets the key aside, so that the next step makes another. It is listed among the old ones first: killed anywhere, a run
 * again goes on. False when it was set aside before. @throws CommandError while an earlier change is not finished
 */
export async function retireKey(folder: string, { now, isLeaked }: Retirement): Promise<boolean> {
  const keys = await findKeys(folder)
  if (!keys) return false
  const aside = join(folder, "keys-old.json")
  if ((await readIfThere(aside)) !== undefined)
    throw new CommandError(
      `กำลังเปลี่ยนกุญแจอยู่แล้ว สั่ง deploy โดยไม่ใส่ --new-key เพื่อทำต่อ เมื่อ doctor ไม่พบ keyOld ให้ลบ ${aside} / a change of keys is under way: go on without --new-key, and delete that file once doctor finds no keyOld`,
    )
  const ends = Math.floor(now / 1000) + (isLeaked ? 0 : CHANGE_DAYS * 86_400)
  const others = (await oldKeys(folder)).filter(({ kid }) => kid !== keys.publicJwk.kid)
  await saveOldKeys(folder, [endedBy(keys.publicJwk, ends), ...others])
  await rename(join(folder, "keys.json"), aside)
  return true
}

/** The old keys sign nothing from now on, and stay listed. */
export async function endOldKeys(folder: string, now: number): Promise<void> {
  const keys = await oldKeys(folder)
  if (keys.length > 0)
    await saveOldKeys(
      folder,
      keys.map(key => endedBy(key, Math.floor(now / 1000))),
    )
}

function endedBy(key: PublicJwk, ends: number): PublicJwk {
  return { ...key, exp: Math.min(ends, key.exp ?? ends) }
}

async function saveOldKeys(folder: string, keys: readonly PublicJwk[]): Promise<void> {
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify({ keys })}\n`)
}
