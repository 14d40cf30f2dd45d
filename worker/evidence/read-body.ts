/** Reads what a site answers with, hashed as it streams and never held whole; of what is too long, its beginning. */
import { createHash } from "node:crypto"

type ReadBody = {
  /** In bytes; of what is cut, as its length was announced. */
  readonly size: number | null
  /** In hexadecimal. */
  readonly sha256: string
  readonly isCut: boolean
  /** As text, of a page. */
  readonly beginning: string
}

type Reading = {
  readonly maxBytes: number
  /** Of a page, whose beginning is kept. */
  readonly decoder: TextDecoder | undefined
  readonly signal: AbortSignal
}

/** Within these the title of a page and its form for a password stand. */
const BEGINNING = 65_536

/** @throws when the answer breaks off, or time is up */
export async function readBody(response: Response, reading: Reading): Promise<ReadBody> {
  const { maxBytes, decoder, signal } = reading
  const hashed = createHash("sha256")
  let [read, beginning, isCut] = [0, "", false]
  for await (const chunk of chunksOf(response, signal)) {
    const part = chunk.subarray(0, maxBytes - read)
    hashed.update(part)
    if (decoder && read < BEGINNING) beginning += decoder.decode(part, { stream: true })
    read += part.length
    isCut = part.length < chunk.length
    if (isCut) break
  }
  const size = isCut ? announcedSize(response) : read
  return { size, sha256: hashed.digest("hex"), isCut, beginning }
}

/** Leaving the loop tells the site to send no more. */
async function* chunksOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  if (!reader) return
  const timeIsUp = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason))
  })
  // Nobody may wait for it any more when it comes.
  timeIsUp.catch(() => {})
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeIsUp])
      if (done) return
      yield value
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

function announcedSize({ headers }: Response): number | null {
  const length = headers.get("Content-Length")
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null
}
