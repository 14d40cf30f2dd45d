/**
 * So many readers at once for so many milliseconds, in a process of their own: `node readers.ts UNDICI REQUEST`, where
 * `REQUEST` is the JSON of a `ReadersRequest`; prints the JSON of a `ReadersReport`. Each takes an answer to its end
 * before it asks again, and looks into none: a reader that turns contents into text is slower with compressed ones, and
 * a slow reader makes a server look dear.
 */
import { pathToFileURL } from "node:url"

export type ReadersRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly forMs: number
}

/** Answers by how they ended, and the time of each in milliseconds. */
export type ReadersReport = { readonly failed: number; readonly latenciesMs: readonly number[] }

type Handler = {
  onRequestStart(): void
  onResponseStart(controller: object, status: number): void
  onResponseData(): void
  onResponseEnd(): void
  onResponseError(): void
}
type Client = {
  dispatch(
    request: { path: string; method: string; headers: Readonly<Record<string, string>> },
    handler: Handler,
  ): boolean
  destroy(): Promise<void>
}
type Undici = { readonly Client: new (origin: string) => Client }

const [program = "", request = ""] = process.argv.slice(2)
const undici = (await import(pathToFileURL(program).href)) as Undici
process.stdout.write(JSON.stringify(await readAll(JSON.parse(request))))

async function readAll({ url, headers, connections, forMs }: ReadersRequest): Promise<ReadersReport> {
  const { origin, pathname, search } = new URL(url)
  const latenciesMs: number[] = []
  let failed = 0
  const end = performance.now() + forMs
  const readOn = (client: Client, done: () => void) => {
    const start = performance.now()
    if (start >= end) return done()
    const next = (hasFailed: boolean) => {
      latenciesMs.push(performance.now() - start)
      if (hasFailed) failed++
      readOn(client, done)
    }
    let status = 0
    client.dispatch(
      { path: `${pathname}${search}`, method: "GET", headers },
      {
        onRequestStart() {},
        onResponseStart(_, answered) {
          status = answered
        },
        onResponseData() {},
        onResponseEnd: () => next(status >= 400),
        onResponseError: () => next(true),
      },
    )
  }
  const clients = Array.from({ length: connections }, () => new undici.Client(origin))
  await Promise.all(clients.map(client => new Promise<void>(resolve => readOn(client, resolve))))
  await Promise.all(clients.map(client => client.destroy()))
  return { failed, latenciesMs }
}
