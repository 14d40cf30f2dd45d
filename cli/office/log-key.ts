/** The log's own key. At Cloudflare it is a secret of the Worker and stands in no file; a local office keeps its own beside the record. */
import { generateKeyPairSync } from "node:crypto"
import { join } from "node:path"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere, writeNew } from "../command/files.ts"

export const LOG_KEY_FILE = "logkey.json"

const base64url = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const keySchema = z.strictObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  d: base64url,
  x: base64url,
})

/** A new one, as the Worker takes it. */
export function newLogKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519")
  return JSON.stringify(keySchema.parse(privateKey.export({ format: "jwk" })))
}

/** The key of a local office, made when there is none. @throws CommandError when the file is damaged */
export async function openLogKey(folder: string): Promise<string> {
  const file = join(folder, LOG_KEY_FILE)
  const made = newLogKey()
  const text =
    (await readIfThere(file)) ?? ((await writeNew(file, `${made}\n`)) ? made : await readIfThere(file))
  const key = keySchema.safeParse(parseJson(text ?? ""))
  if (key.success) return JSON.stringify(key.data)
  throw new CommandError(
    `${file} เสียหาย จึงลงนามบันทึกไม่ได้ ให้นำไฟล์กลับจากสำเนา ถ้าไม่มีให้ย้ายออก ระบบจะออกกุญแจใหม่และบันทึกไว้ว่าเปลี่ยน / damaged: put the key of the log back from a copy; where there is none, move it away, and a new one is made, which the log says`,
  )
}
