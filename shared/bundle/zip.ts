/**
 * A zip archive (APPNOTE 6.3, without its 64-bit forms), file by file, so that whoever sends it holds one at a time. Files are
 * stored, or come packed already; names are UTF-8.
 */
import { concatBytes } from "@noble/hashes/utils.js"
import { encode as utf8Encode } from "@stablelib/utf8"

type ZipFile = {
  readonly name: string
  readonly bytes: Uint8Array
  /** The same deflated (RFC 1951). */
  readonly packed?: Uint8Array | undefined
}

type Crc32 = (bytes: Uint8Array) => number

/** Years, months, days, hours, minutes and seconds of a wall clock, from 1980 on. */
export type ZipTime = readonly [
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
]

type ZipWriter = {
  /** What is written of one file more. */
  readonly add: (file: ZipFile) => Uint8Array[]
  /** What is written at last. */
  readonly end: () => Uint8Array[]
}

const [VERSION, IN_UTF8, STORED, DEFLATED] = [20, 1 << 11, 0, 8]
/** As far as 32 bits and 16 bits tell. */
const [MOST_BYTES, MOST_FILES] = [0xffff_ffff, 0xffff]

/** @throws RangeError for more than the format tells */
export function zipWriter(time: ZipTime, crc32: Crc32): ZipWriter {
  const directory: Uint8Array[] = []
  let at = 0
  return {
    add: file => {
      const name = utf8Encode(file.name)
      const data = file.packed ?? file.bytes
      const about = aboutOf(file, name, { time, crc: crc32(file.bytes) })
      const local = concatBytes(fields([4, 0x04034b50]), about, name)
      // Of Unix, a plain file that all may read.
      directory.push(
        concatBytes(
          fields([4, 0x02014b50], [2, (3 << 8) | VERSION]),
          about,
          fields([2, 0], [2, 0], [2, 0], [4, 0o100644 * 0x1_0000], [4, at]),
          name,
        ),
      )
      at += local.length + data.length
      if (at > MOST_BYTES || directory.length > MOST_FILES) throw new RangeError("too much for a zip")
      return [local, data]
    },
    end: () => {
      const size = directory.reduce((sum, { length }) => sum + length, 0)
      const count = directory.length
      return [
        ...directory,
        fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]),
      ]
    },
  }
}

type Stamp = { readonly time: ZipTime; readonly crc: number }

/** What stands before a file and in the directory alike. */
function aboutOf({ bytes, packed }: ZipFile, name: Uint8Array, { time, crc }: Stamp): Uint8Array {
  const [year, month, day, hour, minute, second] = time
  return fields(
    [2, VERSION],
    [2, IN_UTF8],
    [2, packed ? DEFLATED : STORED],
    [2, (hour << 11) | (minute << 5) | (second >> 1)],
    [2, ((year - 1980) << 9) | (month << 5) | day],
    [4, crc],
    [4, (packed ?? bytes).length],
    [4, bytes.length],
    [2, name.length],
    [2, 0],
  )
}

/** Numbers of so many bytes, the smaller end first. */
function fields(...each: readonly (readonly [bytes: number, value: number])[]): Uint8Array {
  const made = new Uint8Array(each.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = 0
  for (const [bytes, value] of each)
    for (let shift = 0; shift < bytes; shift++) made[at++] = Math.floor(value / 256 ** shift) % 256
  return made
}
