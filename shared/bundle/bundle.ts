/** The files of an auditor's bundle: what was gathered, the page that verifies it from a disk, and what says how they are meant. */
import * as z from "zod/mini"
import type { IsoDate } from "../date/civil-date.ts"
import { parseJson } from "../row/json.ts"
import type { Gathered, GatheredYear } from "./gather.ts"
import type { BundleHost } from "./host.ts"
import { readmeText } from "./readme.ts"
import { DATA_FILE, SCRIPT_FILE, VERIFY_FILE, verifyPage } from "./verify-page.ts"
import type { ZipTime } from "./zip.ts"

type BundleAsked = {
  readonly fiscalYear: number
  /** Where it was read, without a slash at its end. */
  readonly from: string
  /** The script of the page that verifies. */
  readonly script: Uint8Array
  /** Files that the maker adds: what a Worker cannot make. */
  readonly more: readonly BundleFile[]
}

export type BundleFile = { readonly file: string; readonly bytes: Uint8Array }

export const INDEX_FILE = "bundle.json"

/** `bundle.json`: at which address each file was read, so that a verifier finds them as it finds them on the site. */
export const bundleIndexSchema = z.object({
  fiscalYear: z.int(),
  from: z.string(),
  files: z.record(z.string(), z.string()),
})
export type BundleIndex = Readonly<z.infer<typeof bundleIndexSchema>>

/** The folder in which they all stand. */
export function bundleFolder(fiscalYear: number): string {
  return `sujarit-${fiscalYear}/`
}

export function bundleFiles(
  { files, today }: GatheredYear,
  asked: BundleAsked,
  { base64, encode }: Pick<BundleHost, "base64" | "encode">,
): BundleFile[] {
  const { fiscalYear, from, script, more } = asked
  const judged = files.filter(({ isJudged }) => isJudged)
  const index: BundleIndex = { fiscalYear, from, files: Object.fromEntries(judged.map(fileByPath)) }
  const text = (file: string, words: string) => ({ file, bytes: encode(words) })
  return [
    text("README.txt", readmeText({ fiscalYear, from, today, added: more.map(({ file }) => file) })),
    text(VERIFY_FILE, verifyPage({ fiscalYear, from, today })),
    { file: SCRIPT_FILE, bytes: script },
    text(DATA_FILE, dataScript(judged, fiscalYear, base64)),
    text(INDEX_FILE, `${JSON.stringify(index, null, 1)}\n`),
    ...more,
    ...files,
  ]
}

const fileByPath = ({ path, file }: Gathered) => [path, file] as const

/**
 * The same bytes once more as a script, since a page from a disk may read no file beside it in any other way. Of what is judged
 * alone.
 */
function dataScript(judged: readonly Gathered[], fiscalYear: number, base64: BundleHost["base64"]): string {
  const lines = judged.map(({ path, bytes }) => `${JSON.stringify(path)}:"${base64(bytes)}"`)
  return `globalThis.sujaritBundle={"fiscalYear":${fiscalYear},"data":{\n${lines.join(",\n")}\n}}\n`
}

/** What the script in the bundle says: of which year, and what stood at each address, as base64. Undefined where it does more. */
export function readDataScript(script: string): BundleData | undefined {
  const [, json = ""] = /^globalThis\.sujaritBundle=([\s\S]*)\n$/.exec(script) ?? []
  return dataSchema.safeParse(parseJson(json)).data
}

const dataSchema = z.strictObject({ fiscalYear: z.int(), data: z.record(z.string(), z.string()) })
type BundleData = Readonly<z.infer<typeof dataSchema>>

/** So that the same record on the same day gives the same bytes. */
export function zipTimeOf(today: IsoDate): ZipTime {
  const [year = 1980, month = 1, day = 1] = today.split("-").map(Number)
  return [Math.max(year, 1980), month, day, 0, 0, 0]
}
