/** What the main thread and a script's thread say to each other. Everything here survives structured cloning. */
import type { MessagePort } from "node:worker_threads"

/** The start of an execution. */
export interface RunMessage {
  readonly code: string
  /** Its compiled form, where an earlier execution left one. */
  readonly compiled?: Uint8Array | undefined
  readonly functionName: string
  /** JSON of the arguments. */
  readonly args: string
  readonly event?: EventMessage
}

/** Where an edit was, as a range tells the script. */
export interface PlaceMessage {
  readonly sheetId: number
  readonly title: string
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** An installable trigger's event. */
export interface EventMessage {
  /** Empty where Google withholds who edited. */
  readonly user?: string | undefined
  readonly spreadsheetId?: string
  readonly range?: PlaceMessage
  readonly plain: { readonly value?: string; readonly changeType?: string; readonly minute?: number }
}

/** From the thread. A call blocks it until the reply; a line of the log does not. */
export type ThreadMessage =
  | { readonly kind: "call"; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: "log"; readonly line: string }
  | { readonly kind: "compiled"; readonly compiled: Uint8Array }
  | { readonly kind: "done"; readonly value: string | undefined }
  | { readonly kind: "failed"; readonly error: ThrownMessage }

export type ReplyMessage =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ThrownMessage }

export interface ThrownMessage {
  readonly name: string
  readonly message: string
  readonly stack?: string | undefined
  /** Of an API call that Google's API refused. */
  readonly details?:
    | {
        readonly code: number
        readonly message: string
        readonly errors?: readonly { readonly reason?: string }[]
      }
    | undefined
}

/** Calls that are the thread's own business: not counted, not offered to the fault hook. */
export const UNCOUNTED: ReadonlySet<string> = new Set(["clock"])

export interface ThreadData {
  readonly port: MessagePort
  /** One cell: 0 while a call waits, 1 when its reply is in the port. */
  readonly flag: Int32Array
  /** The text of inside.ts, a module of the older kind. */
  readonly inside: string
}

/** What the services take from the thread itself. */
export interface OwnFunctions {
  log(values: readonly unknown[]): void
  sign(value: string, key: string): Uint8Array
  uuid(): string
}

/** What the thread does for an execution. Nothing else of the thread is within the script's reach. */
export interface HostFunctions extends OwnFunctions {
  call(method: string, args: readonly unknown[]): ReplyMessage
}
