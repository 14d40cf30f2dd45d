/** A Google that fails when told to: before a call is carried out, or after, with its answer lost. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"

/** A status answered instead of carrying the call out; "lost": carried out, and then the connection breaks. */
export type Fault = number | "lost"

export async function openFaultyGoogle(
  rootUrl: string,
  faultOf: (call: number, name: string) => Fault | undefined,
) {
  const calls: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const name = `${request.method} ${request.url?.split("?")[0]}`
    calls.push(name)
    const fault = faultOf(calls.length, name)
    if (typeof fault === "number") {
      response.writeHead(fault, { "content-type": "application/json" })
      response.end(JSON.stringify({ error: { code: fault, message: "told to fail" } }))
      return
    }
    const { authorization = "", ...headers } = request.headers
    const answer = await fetch(new URL(request.url ?? "", rootUrl), {
      method: request.method ?? "GET",
      headers: {
        authorization,
        "content-type": headers["content-type"] ?? "application/json",
        ...(headers["content-encoding"] && { "content-encoding": headers["content-encoding"] }),
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    if (fault === "lost") return void request.socket.destroy()
    response.writeHead(answer.status, { "content-type": "application/json" })
    response.end(await answer.text())
  })
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { rootUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, calls }
}
