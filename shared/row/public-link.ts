/** Links that anybody can open: where a citizen is sent, and where the Worker looks. Apps Script has no `URL`. */

/** What follows a scheme: a link within a text ends before the mark that closes the sentence. */
export const LINK_REST = `[^\\s"<>]*[^\\s"<>.,;:!?)\\]}“”‘’']`
/** One with a name and password within is none: it would send them along with whoever follows it. */
const LINK = new RegExp(`https://(?![^\\s/?#]*@)${LINK_REST}`, "g")

/** The https links of a text, as they are published and opened; whether they lead anywhere is asked of each. */
export function linksIn(text: string): string[] {
  return [...new Set(text.match(LINK) ?? [])]
}

/** A text cut at its links: every second part is one. */
export function splitByLinks(text: string): string[] {
  return text.split(new RegExp(`(${LINK.source})`))
}

/** Why a link is none to publish: another scheme, a name and password within, a port of its own, a machine of the house. */
export type LinkFault = "notHttps" | "credentials" | "port" | "notPublic"

/** Undefined for a link that leads to a public host by name, with https at its own port. */
export function linkFault(link: string): LinkFault | undefined {
  const authority = /^https:\/\/([^/?#]*)/.exec(link)?.[1]
  if (authority === undefined) return "notHttps"
  if (authority.includes("@")) return "credentials"
  const [host = "", port = "443", ...more] = authority.toLowerCase().split(":")
  if (!isPublicHost(host) || more.length > 0) return "notPublic"
  return port === "443" ? undefined : "port"
}

const LABEL = "[a-z0-9ก-๛](?:[a-z0-9ก-๛_-]{0,61}[a-z0-9ก-๛])?"
/** Two labels or more, the last of letters: no number of a machine (RFC 1123 §2.1), in whatever way it is written. */
const HOST = new RegExp(`^(?:${LABEL}\\.)+(?:[a-z]{2,63}|[ก-๛]{2,63}|xn--[a-z0-9-]{2,59})$`)

/** Names that the world outside never answers to (RFC 6761, 6762, 7686, 8375, and those the registry keeps for houses). */
const INDOORS: ReadonlySet<string> = new Set([
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "lan",
  "home",
  "corp",
  "arpa",
  "onion",
])

function isPublicHost(host: string): boolean {
  return host.length <= 253 && HOST.test(host) && !INDOORS.has(host.slice(host.lastIndexOf(".") + 1))
}
