/** What making a bundle asks of its host. */
import type { Door } from "../verify/door.ts"

export type BundleHost = Pick<Door, "get" | "width" | "tell" | "readText"> & {
  /** A record is long, and a host writes these faster than any library. */
  readonly base64: (bytes: Uint8Array) => string
  /** UTF-8. */
  readonly encode: (text: string) => Uint8Array
}
