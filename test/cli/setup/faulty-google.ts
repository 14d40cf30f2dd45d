/** A Google that fails when told to: before a call is carried out, or after, with its answer lost. `whole` is all that it was sent. */
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"

/** A status answered instead of carrying the call out; "lost": carried out, and then the connection breaks. */
export type Fault = number | "lost"

/** Answers after which a run ends, one after the other. */
const REFUSALS = [400, 403, 500] as const

/** A batch of rows says something else in each run: their ids are drawn. No run has so many batches. */
const MOST_ALIKE = 6

/**
 * Each call, told apart by all that it says, meets each fault once: it is refused before it is carried out, and of one that
 * changes something the answer is lost. What is no reason to stop is gone past, to the next.
 */
export function eachFaultOnce() {
  const faults = new Set<string>()
  const isFirst = (fault: string) => !faults.has(fault) && faults.add(fault) !== undefined
  return {
    faults,
    isFirst,
    ofGoogle(_: number, name: string, whole: string): Fault | undefined {
      const isNew = (kind: string) => {
        const met = [...faults].filter(fault => fault.startsWith(`${kind}: ${name} `)).length
        return (
          met < MOST_ALIKE && isFirst(`${kind}: ${name} ${createHash("sha256").update(whole).digest("hex")}`)
        )
      }
      if (isNew("refused")) return REFUSALS[faults.size % REFUSALS.length]
      return !name.startsWith("GET") && isNew("lost") ? "lost" : undefined
    },
  }
}

export async function openFaultyGoogle(
  rootUrl: string,
  faultOf: (call: number, name: string, whole: string) => Fault | undefined,
) {
  const calls: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const name = `${request.method} ${request.url?.split("?")[0]}`
    calls.push(name)
    const fault = faultOf(calls.length, name, `${request.method} ${request.url} ${Buffer.concat(chunks)}`)
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
