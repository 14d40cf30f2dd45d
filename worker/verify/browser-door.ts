/** What the verifier asks of its host, in a browser: it reads politely, from this site alone, and tells how far it has come. */
import { sha256 } from "@noble/hashes/sha2.js"
import { csvParseRows } from "d3-dsv"
import type { Door } from "../../shared/verify/door.ts"
import { BROWSER_CODEC, digestOf, logVerifier, officeVerifier } from "./browser-keys.ts"

/** Requests that are open at once: what a browser allows a site over plain HTTP. */
const WIDTH = 6
/** As long as an answer may be, and take. */
const MOST_BYTES = 100_000_000
const TIMEOUT_MS = 60_000
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
/** Between tries where a server is busy. */
const PAUSES_MS = [1000, 4000]

export type Part = "pushes" | "tree" | "views"
/** What is being read, how much of it, and of how many; or how many signatures were verified. */
export type Progress =
  | { readonly part: Part; readonly done: number; readonly of: number }
  | { readonly part: "signatures"; readonly done: number }

export class UnreadError extends Error {
  override readonly name = "UnreadError"
}

export type BrowserHost = {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly subtle: SubtleCrypto
  readonly wait: (ms: number) => Promise<void>
}

/** @throws UnreadError at an address that could not be read */
export function browserDoor(host: BrowserHost, tell: (progress: Progress) => void): Door {
  const verify = officeVerifier(host.subtle)
  let part: Part = "pushes"
  let signatures = 0
  return {
    get: path => {
      part = partOf(path)
      return read(host, path)
    },
    verifyLog: logVerifier(host.subtle),
    verifyOffice: (key, signed) => {
      tell({ part: "signatures", done: ++signatures })
      return verify(key, signed)
    },
    ...{ sha256: bytes => sha256(bytes), codec: BROWSER_CODEC },
    digests: encoded => Promise.all(encoded.map(each => digestOf(host.subtle, each))),
    readText: bytes => UTF8.decode(bytes),
    readCsv: text => csvParseRows(text.replace(/^\ufeff/, "")),
    ...{ width: WIDTH, tell: (done, of) => tell({ part, done, of }) },
  }
}

function partOf(path: string): Part {
  if (path.startsWith("/api/v1/pushes/")) return "pushes"
  return path.startsWith("/log/") ? "tree" : "views"
}

async function read(host: BrowserHost, path: string): Promise<Uint8Array | undefined> {
  for (const pause of [...PAUSES_MS, undefined]) {
    const response = await host
      .fetch(path, { redirect: "error", credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch(() => undefined)
    if (response?.status === 404) {
      // An answer that nobody reads is broken off, and the browser tells the reader of a failed request.
      await response.arrayBuffer().catch(() => undefined)
      return undefined
    }
    if (response?.ok) return bytesOf(response, path)
    const isBusy = !response || response.status === 429 || response.status >= 500
    if (!isBusy || pause === undefined) throw new UnreadError(path)
    await host.wait(pause)
  }
  return undefined
}

async function bytesOf(response: Response, path: string): Promise<Uint8Array> {
  const buffer = await response.arrayBuffer().catch(() => undefined)
  if (!buffer || buffer.byteLength > MOST_BYTES) throw new UnreadError(path)
  return new Uint8Array(buffer)
}
