/** An auditor's bundle as a file: what stands in it, by the addresses it was read at. */
import { unzipSync } from "fflate"
import { type BundleIndex, bundleIndexSchema, INDEX_FILE, isDataOf } from "../../shared/bundle/bundle.ts"
import { DATA_FILE } from "../../shared/bundle/verify-page.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Door } from "../../shared/verify/door.ts"
import { type Fault, faultsAt } from "../../shared/verify/fault.ts"
import { CommandError } from "../command/fault.ts"
import { unfoldsWithin } from "../plan/zip-size.ts"

export type OpenedBundle = {
  readonly fiscalYear: number
  readonly get: Door["get"]
  /** Of the file itself, whatever the record says. */
  readonly faults: readonly Fault[]
}

/** As long as all files together may be. */
const MOST_BYTES = 1_000_000_000

/** @throws CommandError for what is no bundle */
export function openBundle(zip: Buffer, name: string): OpenedBundle {
  const files = filesIn(zip)
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
