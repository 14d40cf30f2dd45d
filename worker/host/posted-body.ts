/** What is posted, read as far as a limit of bytes and one of time: whoever sends more, or drips it, is not waited for. */

/** Apps Script sends a megabyte within a second. */
const READING_MS = 15_000

export type BodyFault = "tooLarge" | "tooSlow"

/** The whole body; a sender that announces too much is not read at all. */
export async function postedBody(
  request: Request,
  maxBytes: number,
  withinMs = READING_MS,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  if (Number(request.headers.get("Content-Length") ?? "0") > maxBytes) return "tooLarge"
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined = request.body?.getReader()
  if (!reader) return new Uint8Array()
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeIsUp = new Promise<BodyFault>(resolve => {
    timer = setTimeout(() => resolve("tooSlow"), withinMs)
  })
  const read = await Promise.race([readAll(reader, maxBytes), timeIsUp])
  clearTimeout(timer)
  if (typeof read === "string") reader.cancel().catch(() => {})
  return read
}

/** The same as text, for what has none of its own to say of a body it cannot read. */
export async function postedText(request: Request, maxBytes: number): Promise<string | undefined> {
  const body = await postedBody(request, maxBytes)
  return typeof body === "string" ? undefined : new TextDecoder().decode(body)
}

/** Undefined for what is no form: of a program that unsubscribes it may be either kind (RFC 8058 §3.2). */
export async function postedForm(request: Request, maxBytes: number): Promise<FormData | undefined> {
  const body = await postedBody(request, maxBytes)
  if (typeof body === "string") return undefined
  const headers = { "Content-Type": request.headers.get("Content-Type") ?? "" }
  return new Response(body, { headers }).formData().catch(() => undefined)
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(parts, size)
    size += value.length
    if (size > maxBytes) return "tooLarge"
    parts.push(value)
  }
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  const [first] = parts
  if (first && parts.length === 1) return first
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
