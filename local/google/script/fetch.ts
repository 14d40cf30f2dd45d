/** Performs a script's request: the main thread waits for the network, so a server in this process can answer it. */
import type { FetchReply, FetchRequest } from "./url-fetch.ts"

const LIMIT_MS = 60_000

export async function performFetch(fetcher: typeof fetch, request: FetchRequest): Promise<FetchReply> {
  const { url, method, headers, body, redirect } = request
  const signal = AbortSignal.timeout(LIMIT_MS)
  try {
    const init: RequestInit = { method, headers, redirect, signal }
    const response = await fetcher(url, body ? { ...init, body: new Uint8Array(body) } : init)
    return {
      status: response.status,
      headers: [...response.headers],
      body: new Uint8Array(await response.arrayBuffer()),
    }
  } catch (error) {
    if (signal.aborted) throw new Error(`Timeout: ${url}`)
    throw new Error(`Address unavailable: ${url}`, { cause: error })
  }
}
