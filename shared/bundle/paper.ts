/** A page of the site as one file that needs no other: its style and its letters within it, its links leading to the site. */
import type { BundleHost } from "./host.ts"

const STYLESHEET = /<link rel="stylesheet" href="([^"]+)"[^>]*>/
const OTHER_LINK = /<link (?!rel="stylesheet")[^>]*>/g
const SCRIPT = /<script\b[\s\S]*?<\/script>/g
const FONT = /url\("?(\/[^")]+\.woff2)"?\)/g

/** Nothing in it runs, whatever the page was. */
export async function selfContained(host: BundleHost, html: string, from: string): Promise<Uint8Array> {
  const [, address = ""] = STYLESHEET.exec(html) ?? []
  const css = address === "" ? undefined : await host.get(address)
  const style = css ? await withFonts(host, host.readText(css)) : ""
  const page = html
    .replace(OTHER_LINK, "")
    .replace(SCRIPT, "")
    .replace(STYLESHEET, () => `<style>${style.replace(/<\//g, "<\\/")}</style>`)
    .replace(/href="\//g, () => `href="${from}/`)
  return host.encode(page)
}

async function withFonts({ get, base64 }: BundleHost, css: string): Promise<string> {
  let made = css
  for (const address of new Set(Array.from(css.matchAll(FONT), ([, found = ""]) => found))) {
    const bytes = await get(address)
    if (bytes) made = made.split(address).join(`data:font/woff2;base64,${base64(bytes)}`)
  }
  return made
}
