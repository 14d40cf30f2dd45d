/** Hashes as they stand in the database, in notes and in the lock. */
import { Buffer } from "node:buffer"

export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"))
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64")
}
