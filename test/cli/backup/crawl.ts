/** Public answers of every kind of a running Worker: what the documents list, filled in, and what is linked from there. */
import { listedAddresses } from "../../local/record/addresses.ts"

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Of a header that tells of the one request, nothing can be compared. */
const OF_THE_REQUEST = new Set(["date", "x-request-id"])

const FIRST = { section: "1", revision: 1, measure: "m-aaaaaaaa", duty: "d-aaaaaaaa" }
const SECOND = { section: "2", revision: 2, measure: "m-bbbbbbbb", duty: "d-bbbbbbbb" }

/** Of a year two of each kind; of the next, in which little stands, one. */
const FILLINGS = [
  { year: 2566, ...FIRST },
  { year: 2566, ...SECOND },
  { year: 2567, ...FIRST },
]

/** Rows are compared one by one with what was backed up; here each way to read them is, and of none more than this. */
const MOST_LINKED = 2

/** Where an address leads, whichever row or number stands in it. */
const kindOf = (address: string) => address.replace(/\b(?:[md]-\w{8}|[\w-]{43}|\d{1,3}|[0-9a-f]{64})\b/g, "·")

export async function crawl(origin: string): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const waiting = new Set(FILLINGS.flatMap(listedAddresses))
  // Each subject as it is, and each kind of address as it was.
  for (const address of FILLINGS.slice(0, 1).flatMap(listedAddresses)) waiting.add(`${address}?at=2023-05-29`)
  const linked = new Map<string, number>()
  for (const address of waiting) {
    const answer = await answerOf(origin, address)
    answers.set(address, answer)
    for (const link of linksOf(origin, answer)) {
      const before = linked.get(kindOf(link)) ?? 0
      if (waiting.has(link) || before === MOST_LINKED) continue
      linked.set(kindOf(link), before + 1)
      waiting.add(link)
    }
    if (answers.size > 3000) throw new Error("the crawl finds no end")
  }
  return answers
}

export async function answerOf(origin: string, address: string): Promise<Answer> {
  const response = await fetch(new URL(address, origin), { redirect: "manual" })
  const headers = [...response.headers].filter(([name]) => !OF_THE_REQUEST.has(name))
  const body = Buffer.from(await response.arrayBuffer()).toString("latin1")
  const own = body.replace(/"requestId":"[^"]*"/, "")
  return { status: response.status, headers: Object.fromEntries(headers), body: own }
}

function linksOf(origin: string, { headers, body }: Answer): string[] {
  if (!/html|json/.test(headers["content-type"] ?? "")) return []
  const texts = [...body.matchAll(/(?:href|src)="([^"#]*)|"(?:next|previous|url|path)":"([^"#]*)/g)]
  return texts.flatMap(([, href, url]) => {
    const text = (href ?? url ?? "").replaceAll("&amp;", "&")
    const found = URL.canParse(text, origin) ? new URL(text, origin) : undefined
    return found?.origin === origin ? [`${found.pathname}${found.search}`] : []
  })
}
