/** What is used of Node's modules, which the `nodejs_compat` flag gives: sockets for SMTP, digests and texts for the record, and what a picture is packed with. */
declare module "node:net" {
  export interface Socket {
    once(event: string, listener: (error: Error) => void): this
    off(event: string, listener: (error: Error) => void): this
    destroy(): this
  }
  export function connect(options: { readonly host: string; readonly port: number }): Socket
}

declare module "node:tls" {
  import type { Socket } from "node:net"
  export function connect(options: { readonly host: string; readonly port: number }): Socket
}

declare module "node:crypto" {
  export function hash(algorithm: "sha256", text: string, encoding: "base64url"): string
  export function hash(algorithm: "sha256", bytes: Uint8Array, encoding: "buffer"): Uint8Array
  export interface KeyObject {
    readonly asymmetricKeyType?: string
  }
  export function createPrivateKey(input: {
    readonly key: Readonly<Record<string, string>>
    readonly format: "jwk"
  }): KeyObject
  export function sign(algorithm: null, bytes: Uint8Array, key: KeyObject): Uint8Array
}

declare module "node:buffer" {
  export interface Buffer extends Uint8Array<ArrayBuffer> {
    toString(encoding?: "base64url" | "base64"): string
  }
  export const Buffer: {
    from(text: string, encoding: "base64" | "base64url" | "utf8"): Buffer
    from(bytes: Uint8Array): Buffer
  }
}

declare module "node:zlib" {
  export function crc32(bytes: Uint8Array): number
  export function deflateSync(bytes: Uint8Array, options: { readonly level: number }): Uint8Array
  export function inflateSync(bytes: Uint8Array): Uint8Array
}
