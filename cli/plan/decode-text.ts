/**
 * The bytes of a text file as text: UTF-8, UTF-16 with or without its mark, the Thai code page, and Thai that a program
 * read as Western letters and saved so. What was mended is told with an example to look at.
 */

export type DecodedText = {
  readonly text: string
  /** What the letters had become, when they had to be mended. */
  readonly mended?: string
}

/** Undefined when it is no text. */
export function decodeText(bytes: Buffer): DecodedText | undefined {
  const wide = wideEncoding(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes) }
  if (bytes.includes(0)) return undefined
  try {
    return unscramble(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    const thai = new TextDecoder("windows-874").decode(bytes)
    const isThai = /[\u0e01-\u0e4e]{4}/.test(thai) && !/[\u0000-\u0008\u000e-\u001f]/.test(thai)
    return isThai ? { text: thai } : undefined
  }
}

/** By the mark, or by the second byte of every letter of a Thai text, which is 0x0e, with 0x00 beside spaces and tabs. */
function wideEncoding(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const mark = bytes.subarray(0, 2).toString("hex")
  if (mark === "fffe") return "utf-16le"
  if (mark === "feff") return "utf-16be"
  const start = bytes.subarray(0, 4000)
  const isHigh = (byte: number) => byte === 0x0e || byte === 0
  const share = (from: number) => {
    const ofPlace = start.filter((_, at) => at % 2 === from)
    return ofPlace.length === 0 ? 0 : ofPlace.filter(isHigh).length / ofPlace.length
  }
  if (bytes.length % 2 === 1 || !start.includes(0) || !start.includes(0x0e)) return undefined
  if (share(1) > 0.95) return "utf-16le"
  return share(0) > 0.95 ? "utf-16be" : undefined
}

const WESTERN = new TextDecoder("windows-1252")
/** Letters that the Western code page has where Thai ones have their bytes. */
const BYTE_BY_LETTER = new Map(
  Array.from({ length: 128 }, (_, at) => [WESTERN.decode(Uint8Array.of(at + 128)), at + 128]),
)
/** The five places that page leaves empty stand for their own number. */
const byteOf = (letter: string): number | undefined => {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x100 ? code : BYTE_BY_LETTER.get(letter)
}

/** Thai letters in three of which one byte began with 0xe0: `à¸`. */
const OF_UTF8 = /à[¸¹]/
const OF_CODE_PAGE = /[¡-ÚÞ-ûß]{3}/

/**
 * `ÁÒµÃ¡ÒÃ` is the code page read as Western letters; `à¸¡à¸²` is UTF-8 read so; `เธกเธฒ` is UTF-8 read as the Thai code
 * page. Each is turned back into its bytes and read again, line by line, where that gives Thai.
 */
function unscramble(text: string): DecodedText {
  const start = text.slice(0, 20_000)
  const thai = start.match(/[\u0e01-\u0e4e]/g)?.length ?? 0
  if (isThaiTwice(start)) return mendedOr(text, mendThai(text), "UTF-8 ที่เปิดเป็น Windows-874")
  // เน and เธ of the code page look like UTF-8 too, and are none: reading them again fails.
  const utf8 = OF_UTF8.test(start) && thai === 0 ? readAgain(text, "utf-8") : undefined
  if (utf8 !== undefined) return mendedOr(text, utf8, "UTF-8 ที่เปิดเป็น Windows-1252")
  if (OF_CODE_PAGE.test(start) && thai === 0)
    return mendedOr(text, readAgain(text, "windows-874"), "Windows-874 ที่เปิดเป็น Windows-1252")
  return { text }
}

function mendedOr(text: string, mended: string | undefined, how: string): DecodedText {
  return mended !== undefined && /[\u0e01-\u0e4e]{4}/.test(mended) ? { text: mended, mended: how } : { text }
}

/** Of a Thai text in UTF-8 every third letter becomes เ, each followed by ธ or น: no real text has half so many. */
function isThaiTwice(text: string): boolean {
  const pairs = text.match(/เ[ธน]/g)?.length ?? 0
  const letters = text.match(/[\u0e01-\u0e5b\u0080-\u00ff\u2010-\u20ac]/g)?.length ?? 0
  return pairs > 5 && pairs * 4 > letters
}

const THAI_PAGE = new TextDecoder("windows-874")
const BYTE_BY_THAI = new Map(
  Array.from({ length: 128 }, (_, at) => [THAI_PAGE.decode(Uint8Array.of(at + 128)), at + 128]),
)

function mendThai(text: string): string | undefined {
  return bytesAgain(
    text,
    letter => {
      const code = letter.codePointAt(0) ?? 0
      return code < 0xa0 ? code : BYTE_BY_THAI.get(letter)
    },
    "utf-8",
  )
}

function readAgain(text: string, encoding: "utf-8" | "windows-874"): string | undefined {
  return bytesAgain(text, byteOf, encoding)
}

function bytesAgain(
  text: string,
  toByte: (letter: string) => number | undefined,
  encoding: "utf-8" | "windows-874",
): string | undefined {
  const bytes: number[] = []
  for (const letter of text.replace(/^\ufeff/, "")) {
    const byte = toByte(letter)
    if (byte === undefined) return undefined
    bytes.push(byte)
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}
