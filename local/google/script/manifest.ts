/** The project's manifest, as far as it decides what a run may do. */
import type { GoogleModel } from "../model/model.ts"

/** Absent or empty: a project that was never given one. */
export function manifestOf(model: GoogleModel, projectId: string): { readonly [field: string]: unknown } {
  const manifest = model.project(projectId).files.find(file => file.name === "appsscript")
  return manifest ? Object(JSON.parse(manifest.source)) : {}
}

/** With a list, a script reaches only addresses that begin with one of its entries; without one, any. */
export function assertWhitelisted(model: GoogleModel, projectId: string, url: string): void {
  const { urlFetchWhitelist: list } = manifestOf(model, projectId)
  if (!Array.isArray(list)) return
  const entries = list.map(String)
  const cleverer = entries.find(entry => entry.includes("*") || !/^https?:\/\/[^/]+\//.test(entry))
  if (cleverer !== undefined) throw new Error(`The whitelist entry ${cleverer} is not in the local surface`)
  if (!entries.some(entry => url.startsWith(entry)))
    throw new Error(`${url} is not in the manifest's urlFetchWhitelist`)
}
