/** An auditor's bundle, as a file or unpacked: what stands in it, by the addresses it was read at. */
import { readdir, readFile } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { unzipSync } from "fflate"
import { type BundleIndex, bundleIndexSchema, INDEX_FILE, isDataOf } from "../../shared/bundle/bundle.ts"
import { DATA_FILE } from "../../shared/bundle/verify-page.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Door } from "../../shared/verify/door.ts"
import { type Fault, faultsAt } from "../../shared/verify/fault.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { unfoldsWithin } from "../plan/zip-size.ts"

export type OpenedBundle = {
  readonly fiscalYear: number
  readonly get: Door["get"]
  /** Of the file itself, whatever the record says. */
  readonly faults: readonly Fault[]
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
  const get = async (address: string) => files[folder + (index.files[address] ?? "/")]
  const data = files[folder + DATA_FILE]
  const isSame =
    !data ||
    isDataOf(
      textOf(data),
      base64ByPath(index, file => files[folder + file]),
    )
  return { fiscalYear: index.fiscalYear, get, faults: faultsAt(DATA_FILE, [[isSame, "dataOther"]]) }
}

function filesIn(zip: Buffer): Record<string, Uint8Array> {
  try {
    return unfoldsWithin(zip, MOST_BYTES) ? unzipSync(zip) : {}
  } catch {
    return {}
  }
}

function base64ByPath({ files }: BundleIndex, read: (file: string) => Uint8Array | undefined) {
  return new Map(
    Object.entries(files).map(([path, file]) => [
      path,
      Buffer.from(read(file) ?? new Uint8Array()).toString("base64"),
    ]),
  )
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString("utf8")
}
