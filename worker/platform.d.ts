/** The part of the Workers platform that is used here, beyond what the `webworker` library already declares. */

interface D1Meta {
  readonly changes: number
  readonly rows_read: number
  readonly rows_written: number
}

interface D1Result {
  /** Nothing is known of a row before it is parsed. */
  readonly results: readonly unknown[]
  readonly meta: D1Meta
}

interface D1PreparedStatement {
  bind(...values: readonly (string | number | null)[]): D1PreparedStatement
  all(): Promise<D1Result>
  first(): Promise<unknown>
  run(): Promise<D1Result>
}

interface D1Database {
  prepare(query: string): D1PreparedStatement
  /** One transaction: a statement that fails takes the others with it. */
  batch(statements: readonly D1PreparedStatement[]): Promise<readonly D1Result[]>
}

interface EmailAttachment {
  readonly content: string
  readonly filename: string
  readonly type: string
  readonly disposition: "attachment" | "inline"
}

interface SendEmail {
  send(message: {
    readonly from: string | { readonly name: string; readonly email: string }
    readonly to: string | readonly string[]
    readonly subject: string
    readonly text: string
    readonly html: string
    readonly headers?: Readonly<Record<string, string>>
    readonly attachments?: readonly EmailAttachment[]
  }): Promise<unknown>
}

/** A service binding. */
interface Fetcher {
  fetch(input: string | Request, init?: RequestInit): Promise<Response>
}

/** A Durable Object with a database of its own, as it finds itself. */
interface DurableObjectState {
  readonly storage: {
    readonly sql: {
      exec(query: string, ...values: readonly (string | number | null)[]): { toArray(): readonly unknown[] }
    }
    transactionSync<T>(act: () => T): T
  }
}

/** Where the one of a name is asked. */
interface LockNamespace {
  getByName(name: string): Fetcher
}

interface ScheduledController {
  /** Epoch milliseconds of the slot this run stands for, however late it comes. */
  readonly scheduledTime: number
  readonly cron: string
}

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void
  passThroughOnException(): void
  readonly props: unknown
  /** The cache before the Worker. Absent where there is none: locally and in tests. */
  readonly cache?: { purge(what: { readonly tags: readonly string[] }): Promise<unknown> }
}

declare module "*.webp" {
  const bytes: ArrayBuffer
  export default bytes
}

declare module "*.script" {
  const bytes: ArrayBuffer
  export default bytes
}

declare module "*.woff2" {
  const bytes: ArrayBuffer
  export default bytes
}
