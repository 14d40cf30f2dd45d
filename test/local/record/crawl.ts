/** Walks every address that can be reached, and keeps everything that is said on the way: bodies, headers and refusals. */

export type Said = {
  readonly address: string
  readonly method: string
  readonly status: number
  readonly text: string
}

type Fetching = (path: string, init?: RequestInit) => Promise<Response>

/** No office of a test has more; past this something links to itself for ever. */
const LIMIT = 600

type Questions = (address: string, day: string) => [string, RequestInit][]

/** Each address is asked as a reader and as a program would, for a past day, and in ways that are refused. */
export async function crawl(
  get: Fetching,
  start: readonly string[],
  day: string,
  questionsOf: Questions = everyQuestion,
): Promise<Said[]> {
  const said: Said[] = []
  const waiting = [...start]
  const seen = new Set(waiting)
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.size > LIMIT) throw new Error(`more than ${LIMIT} addresses: ${address}`)
    for (const [path, init] of questionsOf(address, day)) {
      const response = await get(path, init)
      const text = new TextDecoder().decode(await response.arrayBuffer())
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n")
      said.push({
        address: path,
        method: init.method ?? "GET",
        status: response.status,
        text: `${headers}\n\n${text}`,
      })
      if (path !== address || init.method !== undefined) continue
      for (const found of addressesIn(text).filter(each => !seen.has(each))) {
        seen.add(found)
        waiting.push(found)
      }
    }
  }
  return said
}

const READER = { Accept: "text/html" }

/** A reader's alone: of today and of a past day. */
export function readersQuestions(address: string, day: string): [string, RequestInit][] {
  return everyQuestion(address, day).filter(([, { headers }]) => headers === READER)
}

function everyQuestion(address: string, day: string): [string, RequestInit][] {
  const and = address.includes("?") ? "&" : "?"
  return [
    [address, { headers: READER }],
    [address, { method: "HEAD" }],
    [address, { method: "OPTIONS" }],
    [address, { method: "DELETE" }],
    [address, { headers: { Range: "bytes=0-9" } }],
    [`${address}${and}at=${day}`, { headers: READER }],
    [`${address}${and}at=nonsense`, {}],
    [`${address.split("?")[0]}/nothing`, {}],
  ]
}

/** What a page links to, and what JSON and XML name. */
function addressesIn(text: string): string[] {
  const found = [
    ...text.matchAll(/(?:href|action)="(\/[^"#]*)/g),
    ...text.matchAll(/"(?:next|previous|pushes)":"(\/[^"]*)"/g),
    ...text.matchAll(/<loc>https?:\/\/[^/<]+(\/[^<]*)<\/loc>/g),
  ]
  return found.map(match => (match[1] ?? "").replaceAll("&amp;", "&")).filter(each => !each.startsWith("//"))
}

/** A value as it may be disguised: in an address, in JSON, or in base64 at each of three alignments. */
export function disguises(value: string): string[] {
  const bytes = new TextEncoder().encode(value)
  const base64 = [0, 1, 2].map(shift => {
    const shifted = String.fromCharCode(...new Uint8Array(shift), ...bytes)
    // The ends mix with what stands beside them.
    return btoa(shifted).slice(shift === 0 ? 0 : 4, -4)
  })
  // A few letters stand by chance in whatever comes in base64 by the million.
  const telling = base64.filter(form => form.length >= LEAST_TELLING)
  return [...new Set([value, encodeURIComponent(value), ...telling])]
}

const LEAST_TELLING = 8

/** Where any of these values is said. */
export function leaksIn(said: readonly Said[], values: readonly string[]): string[] {
  const sought = values.flatMap(value => disguises(value).map(form => ({ value, form })))
  return said.flatMap(({ address, method, text }) =>
    sought.filter(({ form }) => text.includes(form)).map(({ value }) => `${method} ${address} says ${value}`),
  )
}
