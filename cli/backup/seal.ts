/**
 * What a backup is wrapped in: signed with the office's key, so that a forged or a foreign one is known, then encrypted
 * under a passphrase, since the key itself may be in it. The wrapping is the age format (age-encryption.org/v1): without
 * this program `age -d` opens it, and the text inside begins after the first line.
 */
import { createHash, createPublicKey, sign, verify } from "node:crypto"
import { Decrypter, Encrypter } from "age-encryption"
import { calculateJwkThumbprint } from "jose"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import type { Keys } from "../office/keys.ts"

const AGE = "age-encryption.org/v1\n"

/** As age's own program takes it: about a second, and 256 MB, for each guess. */
const WORK_FACTOR = 18

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const sealSchema = z.strictObject({
  format: z.literal("sujarit-sealed-backup"),
  version: z.literal(1),
  key: z.strictObject({ n: base64url, e: base64url }),
  signature: base64url,
})

/** Never what a JWT is signed over: this has no dot. */
const signedOver = (text: string) => `sujarit-backup\n${createHash("sha256").update(text).digest("hex")}`

type Passphrase = { readonly passphrase: string; readonly workFactor?: number | undefined }

export async function sealBackup(text: string, keys: Keys, secret: Passphrase): Promise<Uint8Array> {
  const { n, e } = keys.publicJwk
  const signature = sign("sha256", Buffer.from(signedOver(text)), keys.privateKey).toString("base64url")
  const seal = { format: "sujarit-sealed-backup", version: 1, key: { n, e }, signature }
  const encrypter = new Encrypter()
  encrypter.setPassphrase(secret.passphrase)
  encrypter.setScryptWorkFactor(secret.workFactor ?? WORK_FACTOR)
  return encrypter.encrypt(`${JSON.stringify(seal)}\n${text}`)
}

/** False for a backup of the version before, which anybody reads and nobody signed. */
export function isSealed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, AGE.length)).toString("latin1") === AGE
}

/** `signer` is the RFC 7638 thumbprint of the key that signed: whose key that is, is the caller's to judge. */
type Unsealed = { readonly text: string; readonly signer: string }

/** @throws CommandError for another passphrase, a changed file, and a signature that does not hold */
export async function unsealBackup(file: string, bytes: Uint8Array, passphrase: string): Promise<Unsealed> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const whole = await decrypter.decrypt(bytes, "text").catch((cause: unknown) => {
    throw new CommandError(
      `เปิด ${file} ไม่ได้ รหัสผ่านไม่ตรง หรือไฟล์ถูกแก้หรือขาดไป ไม่มีอะไรถูกแก้ ให้ตรวจรหัสผ่าน หรือใช้สำเนาอื่น / cannot be opened: another passphrase, or the file was changed or cut off. Nothing was changed`,
      { cause },
    )
  })
  const at = whole.indexOf("\n")
  const text = whole.slice(at + 1)
  const seal = sealSchema.safeParse(parseJson(whole.slice(0, Math.max(at, 0))))
  if (!seal.success || !isSignedBy(seal.data, text))
    throw new CommandError(
      `${file} ไม่มีลายเซ็นของสำนักงานที่ถูกต้อง อาจเป็นของปลอม จึงไม่กู้คืน ไม่มีอะไรถูกแก้ / the signature does not hold: it may be forged. Nothing was changed`,
    )
  return { text, signer: await calculateJwkThumbprint({ kty: "RSA", ...seal.data.key }) }
}

function isSignedBy({ key, signature }: z.infer<typeof sealSchema>, text: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: "RSA", ...key }, format: "jwk" })
    return verify("sha256", Buffer.from(signedOver(text)), publicKey, Buffer.from(signature, "base64url"))
  } catch {
    return false
  }
}
