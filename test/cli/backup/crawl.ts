/** Every public answer of a running Worker: what the documents list, filled in, and whatever is linked from there. */
import { listedAddresses } from "../../local/record/addresses.ts"

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Of a header that tells of the one request, nothing can be compared. */
const OF_THE_REQUEST = new Set(["date", "x-request-id"])

const FILLINGS = [2566, 2567].flatMap(year =>
  [1, 2, 3].map(at => ({
    ...{ year, section: String(at), revision: at },
    measure: ["m-aaaaaaaa", "m-bbbbbbbb", "m-cccccccc"][at - 1] ?? "",
    duty: ["d-aaaaaaaa", "d-bbbbbbbb", "d-cccccccc"][at - 1] ?? "",
  })),
)

export async function crawl(origin: string): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const waiting = new Set(FILLINGS.flatMap(listedAddresses))
  // Each subject as it is, and each kind of address as it was.
  const first = FILLINGS.filter(({ revision }) => revision === 1)
  for (const address of first.flatMap(listedAddresses)) waiting.add(`${address}?at=2023-05-29`)
  for (const address of waiting) {
    const answer = await answerOf(origin, address)
    answers.set(address, answer)
    for (const link of linksOf(origin, answer)) waiting.add(link)
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
