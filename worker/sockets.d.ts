/** What the SMTP transport needs of Node's sockets, which the `nodejs_compat` flag gives. */
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
