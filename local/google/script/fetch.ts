/** Performs a script's request: the main thread waits for the network, so a server in this process can answer it. */
import type { GoogleModel } from "../model/model.ts"
import type { FetchReply, FetchRequest } from "./url-fetch.ts"

const LIMIT_MS = 60_000

export async function performFetch(fetcher: typeof fetch, request: FetchRequest): Promise<FetchReply> {
  const { url, method, contentType, body, redirect } = request
  const signal = AbortSignal.timeout(LIMIT_MS)
  const sent = body === undefined ? {} : { body, headers: { "Content-Type": contentType } }
  try {
    const response = await fetcher(url, { method, redirect, signal, ...sent })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    if (signal.aborted) throw new Error(`Timeout: ${url}`)
    throw new Error(`Address unavailable: ${url}`, { cause: error })
  }
}

/** The project's manifest; empty for a project that was never given one. */
export function manifestOf(model: GoogleModel, projectId: string): { readonly [field: string]: unknown } {
  const manifest = model.project(projectId).files.find(file => file.name === "appsscript")
  return manifest ? Object(JSON.parse(manifest.source)) : {}
}

/** With a list in its manifest a script reaches only addresses that begin with one of its entries; without, any. */
export function assertWhitelisted(model: GoogleModel, projectId: string, url: string): void {
  const { urlFetchWhitelist: list } = manifestOf(model, projectId)
  if (!Array.isArray(list)) return
  const entries = list.map(String)
  const cleverer = entries.find(entry => entry.includes("*") || !/^https?:\/\/[^/]+\//.test(entry))
  if (cleverer !== undefined) throw new Error(`The whitelist entry ${cleverer} is not in the local surface`)
  if (!entries.some(entry => url.startsWith(entry)))
    throw new Error(`${url} is not in the manifest's urlFetchWhitelist`)
}
