/**
 * Opens a link as anybody would: by https, at public hosts alone, without cookies or a name. Each redirect is followed by
 * hand, so that none leads inside; and it ends at a size and a time.
 */
import { type Answer, isPage, type Look, outcomeOf } from "../../shared/record/look.ts"
import { linkFault } from "../../shared/row/public-link.ts"
import { readBody } from "./read-body.ts"

export type OpenDeps = {
  readonly fetch: (request: Request) => Promise<Response>
  /** For the whole way and the file behind it. */
  readonly patienceMs: number
  readonly maxBytes: number
  /** Named to whoever is asked, so that a site knows who looks and why. */
  readonly userAgent: string
}

/** What was found; never throws for what a site does. */
type Found = Omit<Look, "link" | "at">

const DOWN: Found = { outcome: "down", status: null, type: "", size: null, sha256: null, isCut: false }
const MOST_REDIRECTS = 5

export async function openLink(link: string, deps: OpenDeps): Promise<Found> {
  const signal = AbortSignal.timeout(deps.patienceMs)
  try {
    return await follow(link, deps, signal)
  } catch {
    // No name, no answer, an answer that broke off or came too slowly: the site is down for us, whatever the cause.
    return DOWN
  }
}

async function follow(link: string, deps: OpenDeps, signal: AbortSignal): Promise<Found> {
  const way: string[] = []
  for (let address = normal(link); address !== undefined && way.length <= MOST_REDIRECTS; ) {
    way.push(address)
    // What an edge kept of it may be older than what it is now.
    const init = { headers: headersOf(deps), redirect: "manual", cache: "no-store", signal } as const
    const response = await deps.fetch(new Request(address, init))
    const target = targetOf(response, address)
    if (target === undefined) return found(response, way, deps, signal)
    await response.body?.cancel()
    // Where the next step asks who you are, nothing behind it is for everybody: it need not be asked.
    const answer: Answer = { way: [...way, target], status: response.status, type: "", beginning: "" }
    if (outcomeOf(answer) === "login") return { ...DOWN, outcome: "login", status: response.status }
    address = normal(target)
  }
  return DOWN
}

/** As the platform will ask for it, if it leads to a public host: `https://0x7f.1/` is spelled out before it is judged. */
function normal(address: string): string | undefined {
  const href = URL.parse(address)?.href
  return href !== undefined && linkFault(href) === undefined ? href : undefined
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function targetOf({ status, headers }: Response, address: string): string | undefined {
  const location = headers.get("Location")
  return location !== null && REDIRECTS.has(status) ? URL.parse(location, address)?.href : undefined
}

async function found(
  response: Response,
  way: readonly string[],
  deps: OpenDeps,
  signal: AbortSignal,
): Promise<Found> {
  const { status } = response
  const said = response.headers.get("Content-Type") ?? ""
  const type = said.split(";")[0]?.trim().toLowerCase().slice(0, 100) ?? ""
  const early = outcomeOf({ way, status, type, beginning: "" })
  if (early !== "open") {
    await response.body?.cancel()
    return { ...DOWN, outcome: early, status, type }
  }
  const decoder = isPage(type) ? decoderFor(said) : undefined
  const body = await readBody(response, { maxBytes: deps.maxBytes, decoder, signal })
  const outcome = outcomeOf({ way, status, type, beginning: body.beginning })
  if (outcome !== "open") return { ...DOWN, outcome, status, type }
  const { size, sha256, isCut } = body
  return { outcome, status, type, size, sha256, isCut }
}

/** Offices have pages in the old Thai encoding still; what nobody knows is read as UTF-8. */
function decoderFor(contentType: string): TextDecoder {
  const charset = /charset\s*=\s*["']?([\w-]{1,40})/i.exec(contentType)?.[1]
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

function headersOf({ userAgent }: OpenDeps): Record<string, string> {
  return { "User-Agent": userAgent, Accept: "*/*", "Accept-Language": "th, en;q=0.5" }
}
