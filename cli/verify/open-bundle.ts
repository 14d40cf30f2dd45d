/** An auditor's bundle, as a file or unpacked: what stands in it, by the addresses it was read at. */
import { readdir, readFile } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { unzipSync } from "fflate"
import {
  type BundleIndex,
  bundleIndexSchema,
  INDEX_FILE,
  readDataScript,
} from "../../shared/bundle/bundle.ts"
import { DATA_FILE } from "../../shared/bundle/verify-page.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Door } from "../../shared/verify/door.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { unfoldsWithin } from "../plan/zip-size.ts"

export type OpenedBundle = {
  readonly fiscalYear: number
  readonly get: Door["get"]
  /** What its page reads; undefined where no such file is in it. */
  readonly copy: BundleCopy | undefined
}

export type BundleCopy = {
  readonly get: Door["get"]
  /** Files of which it says another thing, each behind the address that it was read at; none where it cannot be read. */
  readonly others: ReadonlyMap<string, string>
  readonly isSame: boolean
}

/** As long as all files together may be. */
const MOST_BYTES = 1_000_000_000

/** A zip, or its files by name. */
export type PackedBundle = Buffer | Readonly<Record<string, Uint8Array>>

/** The files of one that was unpacked; undefined for a folder that is none. */
export async function unpackedBundle(folder: string): Promise<PackedBundle | undefined> {
  // Of another folder, an office's, not all is read.
  if (!(await readIfThere(join(folder, INDEX_FILE)))) return undefined
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = all.filter(each => each.isFile()).map(({ name, parentPath }) => join(parentPath, name))
  const read = async (path: string) =>
    [relative(folder, path).split(sep).join("/"), await readFile(path)] as const
  return Object.fromEntries(await Promise.all(paths.map(read)))
}

/** @throws CommandError for what is no bundle */
export function openBundle(packed: PackedBundle, name: string): OpenedBundle {
  const files = Buffer.isBuffer(packed) ? filesIn(packed) : packed
  const path = Object.keys(files).find(each => each === INDEX_FILE || each.endsWith(`/${INDEX_FILE}`)) ?? ""
  const folder = path.slice(0, path.length - INDEX_FILE.length)
  const index = bundleIndexSchema.safeParse(parseJson(textOf(files[path]))).data
  if (!index)
    throw new CommandError(
      `${name} ไม่ใช่ชุดตรวจสอบที่อ่านได้ ดาวน์โหลดใหม่ หรือทำด้วย sujarit bundle / it is no bundle that can be read: fetch it again, or make one with sujarit bundle`,
    )
  const read = (address: string) => files[folder + (index.files[address] ?? "/")]
  const script = files[folder + DATA_FILE]
  const copy = script && copyIn(textOf(script), index, read)
  return { fiscalYear: index.fiscalYear, get: async address => read(address), copy }
}

function copyIn(
  script: string,
  { fiscalYear, files }: BundleIndex,
  read: (address: string) => Uint8Array | undefined,
): BundleCopy {
  const said = readDataScript(script)
  const data = new Map(Object.entries(said?.data ?? {}))
  const isOther = (address: string) => {
    const bytes = read(address)
    return (bytes && Buffer.from(bytes).toString("base64")) !== data.get(address)
  }
  const addresses = [...new Set([...Object.keys(files), ...data.keys()])].filter(isOther)
  const others = new Map(addresses.map(address => [address, files[address] ?? INDEX_FILE]))
  const get = async (address: string) => {
    const encoded = data.get(address)
    return encoded === undefined ? undefined : new Uint8Array(Buffer.from(encoded, "base64"))
  }
  return {
    get,
    others: said ? others : new Map(),
    isSame: said?.fiscalYear === fiscalYear && others.size === 0,
  }
}

function filesIn(zip: Buffer): Record<string, Uint8Array> {
  try {
    return unfoldsWithin(zip, MOST_BYTES) ? unzipSync(zip) : {}
  } catch {
    return {}
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString("utf8")
}
