/** Serves an app that speaks Web requests by Node's HTTP server, on loopback only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import type { ReadableStream as NodeReadableStream } from "node:stream/web"

export type Served = { readonly url: string; close(): Promise<void> }
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

async function answer(app: App, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
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
  return new Request(new URL(url.startsWith("/") ? url : "/", base), {
    method,
    headers: pairs,
    signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" }),
  })
}
