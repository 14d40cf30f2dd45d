/** News for every open page: something changed, look again. Bursts of changes are one piece of news. */
import type { OfficeEvent } from "./grid-view.ts"

export type News = {
  tell(kind: OfficeEvent["kind"]): void
  /** A stream of server-sent events, until the reader goes away. */
  stream(signal: AbortSignal): Response
}

const BURST_MS = 40
/** So that a reader that vanished without a word is noticed. */
const ALIVE_MS = 25_000

export function createNews(): News {
  const readers = new Set<(text: string) => void>()
  const pending = new Map<OfficeEvent["kind"], NodeJS.Timeout>()
  const send = (text: string) => {
    for (const reader of readers) reader(text)
  }
  const tell = (kind: OfficeEvent["kind"]) => {
    if (pending.has(kind)) return
    const timer = setTimeout(() => {
      pending.delete(kind)
      send(`data: ${JSON.stringify({ kind } satisfies OfficeEvent)}\n\n`)
    }, BURST_MS)
    pending.set(kind, timer)
  }
  return { tell, stream: signal => eventStream(readers, signal) }
}

function eventStream(readers: Set<(text: string) => void>, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const reader = (text: string) => controller.enqueue(encoder.encode(text))
      const alive = setInterval(() => reader(":\n\n"), ALIVE_MS)
      stop = () => {
        clearInterval(alive)
        readers.delete(reader)
      }
      signal.addEventListener("abort", stop, { once: true })
      readers.add(reader)
      reader("retry: 1000\n\n")
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } })
}
