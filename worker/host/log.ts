/**
 * What an operator reads in the Worker's logs: one line of JSON a push, a cron run, a run that opened links, a
 * projection that was made or mended, and a failure, and nothing else. No line
 * holds an address, a name or the text of a row: an error is told by its kind and place, never by its message, which may
 * quote what it failed on.
 */
import type { Refusal } from "../../shared/push/payload.ts"

type LogLine = {
  /** As in the answer's `X-Request-Id` and in problem details; of a cron run, its own. */
  readonly requestId: string
} & (
  | {
      readonly event: "push"
      readonly outcome: "accepted" | "unchanged" | "stale" | "refused"
      /** The year and where its log stands after this push; null while nothing signed was read. */
      readonly fiscalYear: number | null
      readonly sequence: number | null
      readonly refusal: Refusal | null
      readonly bytes: number | null
      readonly ms: number
    }
  | {
      readonly event: "cron"
      readonly slot: string
      readonly planned: number
      readonly sent: number
      /** Messages handed over and not taken. */
      readonly failed: number
      readonly skipped: number
      readonly ms: number
    }
  | {
      readonly event: "looks"
      /** How many links of reports were opened. */
      readonly looked: number
      readonly ms: number
    }
  | {
      /** The record as it stands was made, or differed from the log and was thrown away. */
      readonly event: "projection"
      readonly fiscalYear: number
      readonly found: "same" | "made" | "differs"
      /** How far it goes now, and the newest there is. */
      readonly leaf: number
      readonly newest: number
    }
  | ({ readonly event: "failure"; readonly where: string } & Failure)
)

/** An error without its words. */
type Failure = {
  /** Its kind, then the kinds of its causes. */
  readonly error: readonly string[]
  /** Codes of the platform that the messages name: `D1_ERROR`, `SQLITE_FULL`, `E_RATE_LIMIT_EXCEEDED`. */
  readonly codes: readonly string[]
  /** The innermost places of the code. */
  readonly at: readonly string[]
}

export const REQUEST_ID_HEADER = "X-Request-Id"

/** Cloudflare's own id of a request and the data centre that took it. Nobody can send this header through Cloudflare. */
const CF_RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/

/** One id a request, in its log line, its answer's header and its problem details: what a reader sees, an operator finds. */
export function requestIdOf(ray: string | undefined): string {
  return ray !== undefined && CF_RAY.test(ray) ? ray : newRequestId()
}

export function newRequestId(): string {
  return crypto.randomUUID()
}

export function writeLog(line: LogLine): void {
  const text = JSON.stringify(line)
  if (line.event === "failure") console.error(text)
  else console.log(text)
}

export function logFailure(requestId: string, where: string, error: unknown): void {
  writeLog({ event: "failure", requestId, where, ...failureOf(error) })
}

const PLACES = 5
const CAUSES = 5
const CODE = /\b(?:D1|SQLITE|E)_[A-Z_]{2,40}\b/g

export function failureOf(error: unknown): Failure {
  const chain = causesOf(error)
  const codes = chain.flatMap(each => (each instanceof Error ? [...each.message.matchAll(CODE)] : []))
  return {
    error: chain.map(kindOf),
    codes: [...new Set(codes.map(([code]) => code))],
    at: error instanceof Error ? placesOf(error) : [],
  }
}

function causesOf(error: unknown): unknown[] {
  const chain = [error]
  for (let last = error; last instanceof Error && last.cause !== undefined && chain.length < CAUSES; ) {
    last = last.cause
    chain.push(last)
  }
  return chain
}

/** A thrown text is a message too: only what it is may be told. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return /^\w{1,60}$/.test(error.name) ? error.name : "Error"
}

/** Behind the message, which may have lines of any kind. */
function placesOf({ stack = "", message }: Error): string[] {
  const from = stack.indexOf(message)
  const frames = from === -1 ? stack : stack.slice(from + message.length)
  return [...frames.matchAll(/^ {4}at (.{1,200})$/gm)].slice(0, PLACES).map(match => match[1] ?? "")
}
