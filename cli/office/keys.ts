/**
 * The office's keys, made once and kept in the data folder. Whoever holds the private key can publish in the office's
 * name; whoever holds the salt key can guess, from a digest, what an undisclosed row says. Neither leaves this file except
 * in the one value that is pasted into the script's properties. Keys the office signed with before are in `jwks-old.json`: listed
 * for ever beside the one that signs, so that whoever reads an old leaf finds its key, and each past a day from which it
 * signs nothing new.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto"
import { mkdir, readFile, rename } from "node:fs/promises"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { calculateJwkThumbprint } from "jose"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { addDays, bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere, writeNew } from "../command/files.ts"

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const publicJwkSchema = z.strictObject({
  kty: z.literal("RSA"),
  n: base64url,
  e: base64url,
  alg: z.literal("RS256"),
  use: z.literal("sig"),
  kid: base64url,
  /** Epoch seconds from which the Worker takes nothing new signed by it; keys of the first offices have none. */
  exp: z.int().nonnegative().optional(),
})
type PublicJwk = z.infer<typeof publicJwkSchema>
const keysSchema = z.strictObject({
  version: z.literal(1),
  /** PKCS#8, PEM. */
  privateKey: z.string().startsWith("-----BEGIN PRIVATE KEY-----"),
  /** What the Worker knows. `kid` is its RFC 7638 thumbprint. */
  publicJwk: publicJwkSchema,
  /** 32 random bytes: every row's salt is an HMAC under it. */
  saltKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type Keys = z.infer<typeof keysSchema>

function unusable(file: string, fault: string): CommandError {
  return new CommandError(
    `${file} cannot be used as the office's keys: ${fault}. It was left as it is. Restore it from a backup. ` +
      "Only if there is none, move it away: new keys are then made, and the Worker must be told the new public key.",
  )
}

/**
 * The keys of a data folder, made when there are none; `expiresAt` (epoch seconds) is for those made now.
 * @throws CommandError when the file is damaged
 */
export async function openKeys(folder: string, expiresAt?: number): Promise<Keys> {
  return (await findKeys(folder)) ?? (await createKeysFile(join(folder, FILE), expiresAt))
}

const LIFE_DAYS = 730

/**
 * When a key made today expires. Two years: the middle of what NIST SP 800-57 gives a key that signs (one to three), so
 * that the people who can change it still work here, and every copy that strayed is worthless within two plans.
 */
export function keyExpiry(today: IsoDate): number {
  return bangkokMidnight(addDays(today, LIFE_DAYS)) / 1000
}

/** Undefined when the folder has none; nothing is made. @throws CommandError when the file is damaged */
export function findKeys(folder: string): Promise<Keys | undefined> {
  return readKeys(join(folder, FILE))
}

const FILE = "keys.json"

/** The largest value a script property takes. */
const PROPERTY_LIMIT = 9 * 1024

type ScriptConfig = {
  readonly office: string
  /** The Worker's public origin. */
  readonly audience: string
  readonly pushUrl: string
  readonly spreadsheets: readonly {
    readonly id: string
    readonly fiscalYear: number
    readonly address?: string
  }[]
  /** The script sends the office's mail. */
  readonly mail?: "google"
}

/** The one value that a person pastes into the script property `CONFIG`. */
export function scriptConfig(keys: Keys, config: ScriptConfig): string {
  const { privateKey, saltKey, publicJwk } = keys
  const { office, audience, pushUrl, spreadsheets, mail } = config
  const text = JSON.stringify({
    office,
    audience,
    pushUrl,
    kid: publicJwk.kid,
    privateKey,
    saltKey,
    spreadsheets,
    ...(mail && { mail }),
  })
  const bytes = Buffer.byteLength(text)
  if (bytes > PROPERTY_LIMIT)
    throw new Error(`the script's settings take ${bytes} bytes and a script property holds ${PROPERTY_LIMIT}`)
  return text
}

/** Undefined when there is no file yet. */
async function readKeys(file: string): Promise<Keys | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw unusable(file, error.message)
  })
  if (text === undefined) return undefined
  const parsed = keysSchema.safeParse(parseKeys(file, text))
  if (!parsed.success) {
    const places = [...new Set(parsed.error.issues.map(issue => issue.path.join(".") || "the whole file"))]
    throw unusable(file, `not as written: ${places.join(", ")}`)
  }
  const { exp } = parsed.data.publicJwk
  const expected = {
    ...(await jwkOf(file, readPrivateKey(file, parsed.data.privateKey))),
    ...(exp === undefined ? {} : { exp }),
  }
  if (JSON.stringify(sorted(expected)) !== JSON.stringify(sorted(parsed.data.publicJwk)))
    throw unusable(file, "its public key does not belong to its private key")
  return parsed.data
}

function parseKeys(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unusable(file, text === "" ? "it is empty" : "it is not JSON")
  }
}

function readPrivateKey(file: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw unusable(file, "its private key cannot be read")
  }
}

async function jwkOf(file: string, privateKey: KeyObject): Promise<PublicJwk> {
  const { n, e } = createPublicKey(privateKey).export({ format: "jwk" })
  if (n === undefined || e === undefined) throw unusable(file, "its private key is not an RSA key")
  const kid = await calculateJwkThumbprint({ kty: "RSA", n, e })
  return { kty: "RSA", n, e, alg: "RS256", use: "sig", kid }
}

async function createKeysFile(file: string, expiresAt: number | undefined): Promise<Keys> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
  const keys: Keys = {
    version: 1,
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    publicJwk: {
      ...(await jwkOf(file, privateKey)),
      ...(expiresAt === undefined ? {} : { exp: expiresAt }),
    },
    saltKey: randomBytes(32).toString("base64url"),
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // Somebody else may have been first, whose keys are then the office's.
  const isFirst = await writeNew(file, `${JSON.stringify(keys, null, 2)}\n`)
  return isFirst ? keys : ((await readKeys(file)) ?? keys)
}

function sorted(jwk: PublicJwk): [string, string | number | undefined][] {
  return Object.entries(jwk).sort(([a], [b]) => (a < b ? -1 : 1))
}

const jwksSchema = z.object({ keys: z.array(publicJwkSchema) })
const OLD_FILE = "jwks-old.json"

/** Time enough to paste the new key into the script; the Worker takes both for so long. */
const CHANGE_DAYS = 30

/** @throws CommandError when the file is no set of public keys */
export async function oldKeys(folder: string): Promise<readonly PublicJwk[]> {
  const file = join(folder, OLD_FILE)
  const parsed = jwksSchema.safeParse(parseJson((await readIfThere(file)) ?? '{"keys":[]}'))
  if (parsed.success) return parsed.data.keys
  throw new CommandError(
    `${file} ไม่ใช่กุญแจสาธารณะที่ใช้ได้ ให้นำ jwks.json เดิมมาวาง หรือลบไฟล์นี้ถ้าเลิกใช้กุญแจเก่าแล้ว / not a set of public keys: put the old jwks.json there, or delete it`,
  )
}

type Retirement = {
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
  await writeFileAtomic(join(folder, OLD_FILE), `${JSON.stringify({ keys })}\n`)
}
