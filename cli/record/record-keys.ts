/** What an office's own files say of its keys: enough to judge every signature, and private rows by the key of their salts. */
import { createPublicKey, type KeyObject, verify } from "node:crypto"
import { join } from "node:path"
import * as z from "zod"
import { decodeBase64url, decodeHeader } from "../../shared/push/sd-jwt.ts"
import { parseJson } from "../../shared/row/json.ts"
import { readIfThere } from "../command/files.ts"

export type RecordKeys = {
  /** By `kid`. Empty where the files name none: then no signature can be judged. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>
  /** The salts of rows signed by this key are made under it. */
  readonly salt: { readonly kid: string; readonly key: Uint8Array } | undefined
}

const FILES = ["keys.json", "jwks.json", "jwks-old.json"]

const jwk = z.object({ kty: z.literal("RSA"), n: z.string(), e: z.string(), kid: z.string() })
const ownSchema = z.object({ publicJwk: jwk, saltKey: z.string() })
const setSchema = z.object({ keys: z.array(jwk) })

/** Of a folder, whatever stands in it. */
export async function keysOfFolder(folder: string): Promise<RecordKeys> {
  const texts = await Promise.all(FILES.map(file => readIfThere(join(folder, file))))
  return keysOfTexts(texts.filter(text => text !== undefined))
}

/** Of the texts of its files; one that names no key is passed over. */
export function keysOfTexts(texts: readonly string[]): RecordKeys {
  const values = texts.map(parseJson)
  const own = values.flatMap(value => ownSchema.safeParse(value).data ?? [])
  const sets = values.flatMap(value => setSchema.safeParse(value).data?.keys ?? [])
  const jwks = [...sets, ...own.map(({ publicJwk }) => publicJwk)]
  const keyOf = ({ kty, n, e }: z.infer<typeof jwk>) => createPublicKey({ key: { kty, n, e }, format: "jwk" })
  const [first] = own
  return {
    publicKeys: new Map(jwks.map(each => [each.kid, keyOf(each)])),
    salt: first && { kid: first.publicJwk.kid, key: decodeBase64url(first.saltKey) },
  }
}

/** The key a signed part names; "" where it names none. */
export function kidOf(signed: string): string {
  return z.object({ kid: z.string() }).safeParse(decodeHeader(signed)).data?.kid ?? ""
}

/** True for a signed part whose signature holds under the key it names. */
export function isSignedByKnown(signed: string, { publicKeys }: RecordKeys): boolean {
  const [header = "", payload = "", signature = ""] = signed.split(".")
  const key = publicKeys.get(kidOf(signed))
  if (!key || !/^[A-Za-z0-9_-]+$/.test(signature)) return false
  return verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))
}
