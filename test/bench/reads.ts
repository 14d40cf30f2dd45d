/** Warm reads of the deployed Worker beside its peers, in turns; and the first byte of an isolate that has just begun. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { withEnds } from "./ending.ts"
import { FORMATS } from "./formats.ts"
import { type LoadResult, loadInTurns, type Target } from "./load.ts"
import { median } from "./measure.ts"
import { type Peer, peerProgram, serveNginx, serveProgram, serveWorker } from "./peers.ts"
import { planTabs } from "./plan-rows.ts"
import { threadsMs } from "./processor.ts"
import { type PublishedOffice, startPublishedOffice } from "./published-office.ts"
import type { Comparison, Figure, Growth, Subject } from "./subject.ts"

/** What a district's plan has, and a year of a large office. */
const PLAN = 50
const SIZES = [50, 1000]
const ROUNDS = 3
const RESTARTS = 3

export const reads: Subject = {
  name: "reads",
  title: "Reads under load, beside peers",
  async run() {
    const bySize: SizedReads[] = []
    for (const size of SIZES) bySize.push(await readsAt(size))
    const plan = bySize.find(({ size }) => size === PLAN) ?? bySize[0]
    if (!plan) return {}
    return {
      figures: figuresOf(plan),
      comparisons: bySize.map(comparisonOf),
      growths: firstAnswers(bySize),
      notes: [
        "Twenty connections on loopback from another process; medians of rounds in which all take turns. The ratios are of processor time: how many answers each gives for the same work of the processor. The Hono and workerd peers run in the same runtime as the Worker, all of them without the simulator's proxy in front, which is no part of Cloudflare and costs three times what a hello does. Every reader takes gzip, as browsers do; the Worker answers plain, since Cloudflare compresses after it, and json-server is asked for plain text, which spares it compressing. “Same bytes” answers the year page as kept text.",
        "First answers go through the simulator's own proxy, as its users ask it; the processor time is of its whole runtime, database, proxy and copying included, and of the largest part no part of Cloudflare's count.",
      ],
    }
  },
}

type SizedReads = {
  readonly size: number
  readonly results: ReadonlyMap<string, LoadResult>
  readonly startMs: number
  /** Of an isolate that has just begun, by the format: milliseconds to the first byte, and of the runtime's processor time. */
  readonly first: Readonly<Record<First, { readonly byteMs: number; readonly cpuMs: number }>>
}

const FIRSTS = ["year page", "JSON"] as const
type First = (typeof FIRSTS)[number]

function readsAt(size: number): Promise<SizedReads> {
  return withEnds(async atEnd => {
    const office = await startPublishedOffice()
    atEnd(() => office.close())
    await office.publish(planTabs(size))
    const cold = await coldStarts(office)
    const url = office.directUrl()
    const page = await fetch(`${url}${FORMATS["year page"]}`)
    const pid = office.pid()
    const etag = page.headers.get("ETag") ?? ""
    const folder = mkdtempSync(join(tmpdir(), "sujarit-bench-static-"))
    atEnd(() => rmSync(folder, { recursive: true, force: true }))
    const peers: (Peer & Target)[] = []
    for (const start of peersOf(folder, await page.text(), await jsonOf(office))) {
      const peer = await start()
      if (!peer) continue
      atEnd(() => peer.close())
      peers.push(peer)
    }
    const targets: Target[] = [
      ...Object.entries(FORMATS).map(([name, path]) => ({ name, url: `${url}${path}`, pid })),
      {
        name: "year page, 304",
        url: `${url}${FORMATS["year page"]}`,
        headers: { "If-None-Match": etag },
        pid,
      },
      ...peers,
    ]
    return { size, ...cold, results: await loadInTurns(targets, ROUNDS) }
  })
}

const HONO = "bare Hono hello"
const HONO_PAGE = "bare Hono, same bytes"
const JSON_SERVER = "json-server, same data"

/** How each is started, one after the other. */
function peersOf(folder: string, page: string, year: string): (() => Promise<(Peer & Target) | undefined>)[] {
  writeFileSync(join(folder, "db.json"), `{"year":${year}}`)
  writeFileSync(join(folder, "index.html"), page)
  const hono = (answer: string) =>
    `import { Hono } from "hono"; const app = new Hono(); app.get("/", c => ${answer}); export default app`
  return [
    () => serveWorker("bare workerd hello", `export default { fetch: () => new Response("hello") }`),
    () => serveWorker(HONO, hono(`c.text("hello")`)),
    () => serveWorker(HONO_PAGE, `const page = ${JSON.stringify(page)}; ${hono("c.html(page)")}`),
    async () => {
      const program = peerProgram("json-server", "lib/cli/bin.js")
      const args = (port: number) => ["--port", String(port), "--quiet", join(folder, "db.json")]
      const jsonServer = await serveProgram(JSON_SERVER, program, args)
      // Compressing anew each time costs it three times as much as answering.
      return { ...jsonServer, url: `${jsonServer.url}/year`, headers: { "Accept-Encoding": "identity" } }
    },
    () =>
      serveProgram("sirv, static file", peerProgram("sirv-cli", "bin.js"), port => [
        ...[folder, "--port", String(port), "--host", "127.0.0.1", "--quiet"],
      ]),
    () => serveNginx(folder),
  ]
}

async function jsonOf(office: PublishedOffice): Promise<string> {
  return (await fetch(`${office.url}${FORMATS.JSON}`)).text()
}

/** The runtime is begun anew each time: the first answer finds no compiled code and no record in memory. */
async function coldStarts(office: PublishedOffice): Promise<Pick<SizedReads, "startMs" | "first">> {
  const starts: number[] = []
  const firstOf = async (format: First) => {
    const byteMs: number[] = []
    const cpuMs: number[] = []
    for (let round = 0; round < RESTARTS; round++) {
      starts.push(await office.restart())
      const [begun, before] = [performance.now(), threadsMs(office.pid())]
      const response = await fetch(`${office.url}${FORMATS[format]}`)
      byteMs.push(performance.now() - begun)
      await response.arrayBuffer()
      cpuMs.push(threadsMs(office.pid()) - before)
    }
    return { byteMs: median(byteMs), cpuMs: median(cpuMs) }
  }
  const first = { "year page": await firstOf("year page"), JSON: await firstOf("JSON") }
  return { startMs: median(starts), first }
}

function figuresOf({ results, first }: SizedReads): Figure[] {
  // Requests a second are what the machine had left; the processor time of each is the server's own.
  const rate = (name: string) => {
    const { cpuUs = Number.NaN, perSecond = Number.NaN } = results.get(name) ?? {}
    return Number.isNaN(cpuUs) ? perSecond : 1 / cpuUs
  }
  const ratio = (what: string, a: string, b: string, atLeast: number): Figure => ({
    ...{ what, value: rate(a) / rate(b), unit: "×", aim: { atLeast } },
  })
  return [
    ratio("year page against a bare Hono hello", "year page", HONO, 0.7),
    ratio("year page against Hono answering the same bytes", "year page", HONO_PAGE, 0.9),
    ratio("304 against a bare Hono hello", "year page, 304", HONO, 0.7),
    ratio("JSON against json-server", "JSON", JSON_SERVER, 5),
    {
      what: "first byte of a cold isolate",
      value: first["year page"].byteMs,
      unit: "ms",
      aim: { atMost: 150 },
    },
  ]
}

function comparisonOf({ size, results }: SizedReads): Comparison {
  return {
    what: `${size.toLocaleString("en")} measures`,
    unit: "warm reads",
    columns: ["a second", "99 of 100 within, ms", "processor, µs each"],
    lines: Array.from(results, ([name, { perSecond, p99Ms, cpuUs }]) => ({
      name,
      values: [perSecond, p99Ms, cpuUs],
    })),
  }
}

function firstAnswers(bySize: readonly SizedReads[]): Growth[] {
  const growth = (what: string, of: (sized: SizedReads) => number): Growth => ({
    ...{ what, unit: "ms", of: "measures" },
    points: bySize.map(sized => ({ size: sized.size, value: of(sized) })),
  })
  return [
    ...FIRSTS.flatMap(format => [
      growth(`first byte of a cold isolate, ${format}`, ({ first }) => first[format].byteMs),
      growth(`processor time of the runtime for it, ${format}`, ({ first }) => first[format].cpuMs),
    ]),
    growth("start of the local Worker", ({ startMs }) => startMs),
  ]
}
