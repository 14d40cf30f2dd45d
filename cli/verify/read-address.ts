/** Politely reads what a record serves: a few requests at once, each bounded, and what was read before only asked after. */
import { createHash } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import writeFileAtomic from "write-file-atomic"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"

/** As long as an answer may be, and take. */
const MOST_BYTES = 100_000_000
const TIMEOUT_MS = 60_000
/** Between tries where a server is busy. */
const PAUSES_MS = [1000, 4000]

type Answer = { readonly body: Uint8Array; readonly etag: string | undefined }

/**
 * The bytes at a path; undefined for 404. With `keep` tiles and texts stay in that folder, so that a run that was broken off goes
 * on: a tile is not asked for again, of texts only whether one of them was redacted since.
 * @throws CommandError
 */
export function addressReader(
  origin: string,
  fetch: typeof globalThis.fetch,
  keep: string | undefined,
): (path: string) => Promise<Uint8Array | undefined> {
  return async path => {
    const file =
      keep &&
      isKept(path) &&
      join(keep, createHash("sha256").update(`${origin}${path}`).digest("hex").slice(0, 32))
    const known = file ? await readKept(file) : undefined
    if (known && isForEver(path)) return known.body
    const answer = await ask(`${origin}${path}`, fetch, known)
    if (answer && file && answer !== known) await save(file, answer)
    return answer?.body
  }
}

/** What the record is made of. Of what says how it stands now nothing older may do. */
function isKept(path: string): boolean {
  return isForEver(path) || /^\/(?:api\/v1\/pushes\/\d+\/\d+$|log\/disclosures\/)/.test(path)
}

/** Tiles and bundles: of one width there is one. */
function isForEver(path: string): boolean {
  return path.startsWith("/log/tile/")
}

async function ask(
  address: string,
  fetch: typeof globalThis.fetch,
  known: Answer | undefined,
): Promise<Answer | undefined> {
  for (const pause of [...PAUSES_MS, undefined]) {
    const response = await fetch(address, {
      headers: known?.etag === undefined ? {} : { "If-None-Match": known.etag },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      if (pause !== undefined) return undefined
      throw unread(address, cause instanceof Error ? String(cause.cause ?? cause.message) : String(cause))
    })
    if (response?.status === 304 && known) return known
    if (response?.status === 404) return undefined
    if (response?.ok)
      return { body: await bytesOf(response, address), etag: response.headers.get("ETag") ?? undefined }
    const isBusy = !response || response.status === 429 || response.status >= 500
    if (!isBusy || pause === undefined) throw unread(address, `HTTP ${response?.status}`)
    await wait(pause)
  }
  return undefined
}

async function bytesOf(response: Response, address: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > MOST_BYTES) throw unread(address, "too long")
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function unread(address: string, why: string): CommandError {
  return new CommandError(
    `อ่าน ${address} ไม่ได้ ตรวจที่อยู่และเครือข่าย แล้วสั่งซ้ำ / it cannot be read: check the address and the network, and run it again: ${why}`,
  )
}

/** The etag, a line feed, the body. */
async function readKept(file: string): Promise<Answer | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const [etag = "", body = ""] = text.split("\n")
  return { etag: etag === "" ? undefined : etag, body: new Uint8Array(Buffer.from(body, "base64")) }
}

async function save(file: string, { etag = "", body }: Answer): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true })
  await writeFileAtomic(file, `${etag}\n${Buffer.from(body).toString("base64")}\n`)
}
