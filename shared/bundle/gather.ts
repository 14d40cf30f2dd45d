/**
 * All that proves one year, and all that a reader of it may want, by its public addresses: what any verifier fetches. Whoever
 * makes the file, a Worker or somebody at a command line, makes it of the same list.
 */
import * as z from "zod/mini"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { disclosuresPath } from "../log/disclosures.ts"
import { entriesOfBundle, type Tile, tilePath } from "../log/tile.ts"
import { parseJson } from "../row/json.ts"
import { all } from "../verify/door.ts"
import { type PushList, pushListSchema } from "../verify/texts.ts"
import { checkpointOf, filesOfTree, LOG_PREFIX } from "../verify/tree.ts"
import { pagesOfYear } from "../verify/views.ts"
import type { BundleHost } from "./host.ts"
import { selfContained } from "./paper.ts"

/** One file of the bundle, and where it was read. */
export type Gathered = {
  readonly path: string
  readonly file: string
  readonly bytes: Uint8Array
  /** The verifier reads it; the others are for people. */
  readonly isJudged: boolean
}

export type GatheredYear = {
  /** The day that its pages are of. */
  readonly today: IsoDate
  readonly files: readonly Gathered[]
}

/** The record grew each time that it was read. */
export class GrowingError extends Error {
  override readonly name = "GrowingError"
}

const TRIES = 3
const CHECKPOINT = "/log/checkpoint"

/**
 * Undefined where there is no such year. `from` is the address of the site, for links that lead back to it. @throws GrowingError,
 * and whatever the host throws
 */
export async function gatherYear(
  host: BundleHost,
  year: number,
  from: string,
): Promise<GatheredYear | undefined> {
  for (let left = TRIES; left > 0; left--) {
    const found = await gatherOnce(host, year, from)
    if (!found) return undefined
    const before = found.files.find(({ path }) => path === CHECKPOINT)?.bytes
    const after = await host.get(CHECKPOINT)
    if (isSame(before, after)) return found
  }
  throw new GrowingError(`/${year}`)
}

async function gatherOnce(host: BundleHost, year: number, from: string): Promise<GatheredYear | undefined> {
  const begin = await read(host, beginOf(year))
  const textAt = (path: string) => textOf(host, begin.get(path))
  const json = parseJson(textAt(`/${year}.json`))
  const today = parseIsoDate(daySchema.safeParse(json).data?.today ?? "")
  const list = pushListSchema.safeParse(parseJson(textAt(`/api/v1/pushes/${year}`))).data
  if (!today || !list) return undefined
  const files = filesOfTree(checkpointOf(textAt(CHECKPOINT))?.size ?? 0)
  const tree = await read(
    host,
    files.map(tile => LOG_PREFIX + tilePath(tile)),
  )
  const texts = await readTexts(host, list, withPushes(files, tree, list))
  const numbers = Array.from({ length: pagesOfYear(json) }, (_, at) => at + 1)
  const pages = await read(
    host,
    numbers.flatMap(page => [`/${year}?page=${page}`, `/${year}/print.json?page=${page}`]),
  )
  const others = await read(host, [`/${year}.xlsx`, "/openapi.json", "/datapackage.json"])
  const paper = await readPaper(host, year, numbers, from)
  const notices = await readNotices(host)
  return {
    today,
    files: [...gathered([begin, tree, texts, pages], true), ...gathered([others, paper, notices], false)],
  }
}

const daySchema = z.object({ today: z.string() })

type Read = ReadonlyMap<string, Uint8Array>

/** What is there, by its path. */
async function read(host: BundleHost, paths: readonly string[]): Promise<Read> {
  const found = await all(host, paths, path => host.get(path))
  return new Map(paths.flatMap((path, at) => (found[at] ? [[path, found[at]] as const] : [])))
}

function gathered(reads: readonly Read[], isJudged: boolean): Gathered[] {
  return reads.flatMap(each =>
    Array.from(each, ([path, bytes]) => ({ path, file: fileOf(path), bytes, isJudged })),
  )
}

function beginOf(year: number): string[] {
  return [
    ...[CHECKPOINT, "/log/vkey", "/log/office", "/.well-known/jwks.json"],
    ...["/api/v1/years", `/api/v1/pushes/${year}`, `/${year}.json`],
    ...[`/${year}/measures.csv`, `/${year}/reports.csv`, `/${year}/calendar.ics`],
  ]
}

/** Of an entry the instant stands first, in its one spelling: `{"at":"2023-05-29T03:00:00.250Z",`. */
const [AT_FROM, AT_TO] = ['{"at":"'.length, '{"at":"2023-05-29T03:00:00.250Z'.length]

/** The bundles of entries that came in the instant of a push of the year: its texts are beside one of them. */
function withPushes(files: readonly Tile[], tree: Read, { pushes }: PushList): Tile[] {
  const instants = new Set(pushes.map(({ acceptedAt }) => acceptedAt))
  return files.filter(tile => {
    const bytes = tile.level === "entries" ? tree.get(LOG_PREFIX + tilePath(tile)) : undefined
    const entries = (bytes && entriesOfBundle(bytes, tile.width)) ?? []
    return entries.some(entry => instants.has(String.fromCharCode(...entry.subarray(AT_FROM, AT_TO))))
  })
}

/** In bundles, or where one is not served each push by itself. */
async function readTexts(
  host: BundleHost,
  { fiscalYear, pushes }: PushList,
  bundles: readonly Tile[],
): Promise<Read> {
  const texts = await read(
    host,
    bundles.map(bundle => LOG_PREFIX + disclosuresPath(bundle)),
  )
  if (bundles.length > 0 && texts.size === bundles.length) return texts
  return read(
    host,
    pushes.map(({ sequence }) => `/api/v1/pushes/${fiscalYear}/${sequence}`),
  )
}

async function readPaper(
  host: BundleHost,
  year: number,
  numbers: readonly number[],
  from: string,
): Promise<Read> {
  const pages = await read(
    host,
    numbers.map(page => `/${year}/print?page=${page}`),
  )
  const made = new Map<string, Uint8Array>()
  for (const [path, bytes] of pages) made.set(path, await selfContained(host, textOf(host, bytes), from))
  return made
}

const noticesSchema = z.object({ pages: z.int() })

/** A hundred a page; an office of the usual size has some of them a year. */
const MOST_NOTICE_PAGES = 100

async function readNotices(host: BundleHost): Promise<Read> {
  const first = await read(host, ["/notices.json?page=1"])
  const text = textOf(host, first.get("/notices.json?page=1"))
  const pages = noticesSchema.safeParse(parseJson(text)).data?.pages ?? 1
  const rest = Array.from({ length: Math.min(pages, MOST_NOTICE_PAGES) - 1 }, (_, at) => at + 2)
  const others = await read(
    host,
    rest.map(page => `/notices.json?page=${page}`),
  )
  return new Map([...first, ...others])
}

/** Names that every system can write; what people look for stands first. */
function fileOf(path: string): string {
  for (const [pattern, file] of NAMES) if (pattern.test(path)) return path.replace(pattern, file)
  return `record${path.replace("/.well-known/", "/well-known/")}`
}

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^\/(\d+\.(?:json|xlsx))$/, "$1"],
  [/^\/\d+\/((?:measures|reports)\.csv|calendar\.ics)$/, "$1"],
  [/^\/\d+\/print\?page=(\d+)$/, "A4/page-$1.html"],
  [/^\/\d+\/print\.json\?page=(\d+)$/, "pages/print-$1.json"],
  [/^\/\d+\?page=(\d+)$/, "pages/page-$1.html"],
  [/^\/notices\.json\?page=(\d+)$/, "notices/page-$1.json"],
  [/^\/(openapi|datapackage)\.json$/, "schemas/$1.json"],
  [/^\/api\/v1\/pushes\/(\d+)$/, "record/pushes-$1.json"],
  [/^\/api\/v1\/pushes\/(\d+)\/(\d+)$/, "record/pushes-$1/$2.sd-jwt"],
  [/^\/api\/v1\/years$/, "record/years.json"],
]

function textOf({ readText }: BundleHost, bytes: Uint8Array | undefined): string {
  try {
    return bytes ? readText(bytes) : ""
  } catch {
    return ""
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one?.length === other?.length && (one ?? []).every((byte, at) => byte === other?.[at])
}
