/** How much a zip unfolds to, by unfolding it: what its directory says may lie. */
import { constants, inflateRawSync } from "node:zlib"

const ENTRY = Buffer.from("PK\u0001\u0002", "latin1")
const [STORED, DEFLATED] = [0, 8]

/** False when the files of a zip are larger than a limit, together; a broken zip is its reader's to refuse. */
export function unfoldsWithin(bytes: Buffer, limit: number): boolean {
  let left = limit
  for (
    let at = bytes.indexOf(ENTRY);
    at >= 0 && at + 46 <= bytes.length;
    at = bytes.indexOf(ENTRY, at + 46)
  ) {
    left -= bytes.readUInt32LE(at + 24)
    if (left < 0) return false
    const size = unfoldedSize(bytes, at, left + bytes.readUInt32LE(at + 24))
    if (size === undefined) return false
    left -= Math.max(0, size - bytes.readUInt32LE(at + 24))
  }
  return left >= 0
}

/** Undefined when it is more than is left. */
function unfoldedSize(bytes: Buffer, at: number, left: number): number | undefined {
  const [method, packed, local] = [
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]
  if (method === STORED || method !== DEFLATED || local + 30 > bytes.length) return packed
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  try {
    const options = { maxOutputLength: Math.max(1, left), finishFlush: constants.Z_SYNC_FLUSH }
    return inflateRawSync(bytes.subarray(from, from + packed), options).length
  } catch (error) {
    const isTooLarge =
      error instanceof RangeError || (error instanceof Error && /larger than/.test(error.message))
    return isTooLarge ? undefined : packed
  }
}
