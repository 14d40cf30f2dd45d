/** The record as a bundle holds it: what a site would answer, out of the script beside the page. */
import type { BrowserHost } from "./browser-door.ts"

/** As `data.js` sets it: what stood at each address, as base64. */
export type Bundled = { readonly fiscalYear: number; readonly data: Readonly<Record<string, string>> }

export function fetchBundled({ data }: Bundled): BrowserHost["fetch"] {
  return async path => {
    const encoded = data[path]
    if (encoded === undefined) return new Response(null, { status: 404 })
    return new Response(Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0)))
  }
}
