/**
 * Serves an app that speaks Web requests by Node's HTTP server. The office lets whoever reaches it act as anyone, so it must
 * be reached from this machine alone: it listens on loopback, answers only to loopback names (another name may be rebound
 * to 127.0.0.1 by a hostile page), and takes no write that another site's page sent.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import type { ReadableStream as NodeReadableStream } from "node:stream/web"
import type { MiddlewareHandler } from "hono"
import { problem } from "./refusals.ts"

type Served = { readonly url: string; close(): Promise<void> }
type App = (request: Request) => Response | Promise<Response>

/** Port 0 picks a free one. @throws Error with code EADDRINUSE */
export async function serve(app: App, port: number, onDefect: (error: unknown) => void): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(app, incoming, outgoing).catch(error => {
      onDefect(error)
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  })
  await listening(server, port)
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject)
      resolve()
    })
  })
}

/** Methods that a Web request cannot have. */
const NO_METHOD: ReadonlySet<string | undefined> = new Set(["CONNECT", "TRACE", "TRACK"])

async function answer(app: App, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (NO_METHOD.has(incoming.method)) return void outgoing.writeHead(405).end()
  const gone = new AbortController()
  outgoing.once("close", () => gone.abort())
  const response = await app(toRequest(incoming, gone.signal))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body || incoming.method === "HEAD") return void outgoing.end()
  const body = Readable.fromWeb(response.body as NodeReadableStream)
  body.on("error", () => outgoing.destroy())
  outgoing.once("close", () => body.destroy())
  body.pipe(outgoing)
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = "GET", url = "/", headers, rawHeaders } = incoming
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""])
  const hasBody = method !== "GET" && method !== "HEAD"
  // A host that is no host name must reach the guard, which refuses it, rather than fail here.
  const base = URL.canParse(`http://${headers.host}`) ? `http://${headers.host}` : "http://invalid"
  return new Request(url.startsWith("/") && URL.canParse(url, base) ? new URL(url, base) : base, {
    method,
    headers: pairs,
    signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" }),
  })
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

export const guard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host") ?? ""
  if (!LOOPBACK.test(host))
    return problem(403, "wrongHost", "เปิดหน้านี้ได้จากเครื่องนี้เท่านั้น ที่ http://127.0.0.1 หรือ http://localhost")
  if (context.req.method !== "GET" && context.req.method !== "HEAD" && isForeign(context.req.raw, host))
    return problem(403, "crossSite", "ไม่รับคำสั่งจากหน้าเว็บอื่น")
  await next()
  for (const [name, value] of Object.entries(HEADERS))
    if (!context.res.headers.has(name)) context.res.headers.set(name, value)
  return undefined
}

/** Browsers say where a request comes from; other programs say nothing. */
function isForeign(request: Request, host: string): boolean {
  const site = request.headers.get("sec-fetch-site")
  if (site !== null && site !== "same-origin" && site !== "none") return true
  const origin = request.headers.get("origin")
  return origin !== null && origin !== `http://${host}`
}

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  // Not `no-referrer`: a form's POST would then come from `null`, as that of a stranger's sandboxed frame does.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
}
