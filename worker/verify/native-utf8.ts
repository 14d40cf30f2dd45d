/** Stands in for the library that writes and reads UTF-8 where there is no `TextEncoder`: a browser has its own, and a record is long. */
const ENCODER = new TextEncoder()
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export const encode = (text: string): Uint8Array<ArrayBuffer> => ENCODER.encode(text)

/** @throws TypeError for bytes that are no UTF-8 */
export const decode = (bytes: Uint8Array): string => DECODER.decode(bytes)
