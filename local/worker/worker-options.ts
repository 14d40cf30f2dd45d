/** What the simulator is told of the Worker, of what it is bound to, and of the mailbox beside it. */
import { type convertV4MiniflareOptions, Log, LogLevel, type Request, Response } from "miniflare"
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { evidenceAnswer } from "../evidence/evidence-host.ts"
import { MAILBOX_SCRIPT, parseSentMail, type SentMail } from "./mailbox.ts"
import { STATEMENTS_SCRIPT } from "./statements.ts"

export type LocalWorkerOptions = {
  /** Holds the database; made when missing. */
  readonly dataDir: string
  readonly port: number
  /** The office's clock, in epoch milliseconds. */
  readonly now: () => number
  /** False for an office on real time; every page and mail of another says that its day is simulated. */
  readonly simulated?: boolean
  readonly officeId: string
  /** The public address, and the `aud` of pushes. */
  readonly origin: string
  /** The public keys of pushes, a JWKS as JSON. */
  readonly jwks: string
  readonly mailFrom: string
  /** The private key of the log, a JWK as JSON. Without it no checkpoint is signed. */
  readonly logKey?: string
  /** `google`: the script fetches the mail and sends it. The Worker's own binding when nothing is said. */
  readonly mailTransport?: "send_email" | "google"
  /** Listens a second time, past the proxy that the simulator puts before every Worker, for measuring the Worker alone. */
  readonly direct?: boolean
  /** Whom mail reaches: anybody from a domain that is onboarded; without one who has verified an address, so at first nobody. */
  readonly reaches?: "anybody" | readonly string[]
  /** Told of each message before it counts as sent; a message it throws on is not sent. */
  readonly onMail?: (mail: SentMail) => Promise<void> | void
  /** Told of each line the Worker logs. Without it they go nowhere: this process's own output is for its commands. */
  readonly onLog?: (line: WorkerLine) => void
}

/** One line of JSON: see `worker/host/log.ts`. */
export type WorkerLine = { readonly isFailure: boolean; readonly text: string }

export const BESIDE = "beside"

const COMPATIBILITY_DATE = "2026-10-23"

/** A port of its own choice. */
const DIRECT_SOCKET = { host: "127.0.0.1", port: 0 }

/** What the simulator says of a request whose Host header is no host: it is answered 500, and no fault of the office's. */
const ODD_HOST = /^Uncaught exception: workerd\/.*Invalid URL string/

/** `opened`: from then on the clock answers. */
type GatedOptions = LocalWorkerOptions & { readonly opened: Promise<void> }

type V4Options = Parameters<typeof convertV4MiniflareOptions>[0]

export function officeOptions(
  options: GatedOptions,
  folder: string,
  script: string,
  keepMail: (mail: SentMail) => void,
): V4Options {
  return {
    host: "127.0.0.1",
    port: options.port,
    cf: false,
    resourcePersistencePath: folder,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    handleStructuredLogs: ({ level, message }) => {
      if (!ODD_HOST.test(message)) options.onLog?.({ isFailure: level === "error", text: message })
    },
    workers: [workerOptions(options, script), besideOptions(options, keepMail)],
  }
}

/** Nothing here may reach another host, so that a local office can never publish or mail for real. */
const outboundService = () => new Response("the local office has no network", { status: 599 })

/** Nor does the Worker; but where it opens the links of reports, a stand-in for the web answers. */
function evidenceService({ now }: LocalWorkerOptions): (request: Request) => Response {
  return ({ url }) => {
    const answer = evidenceAnswer(url, bangkokDate(now()))
    return answer ? new Response(answer.body, answer) : outboundService()
  }
}

function workerOptions(options: GatedOptions, script: string) {
  return {
    name: "sujarit",
    modules: [{ type: "ESModule" as const, path: "worker.js", contents: script }],
    compatibilityDate: COMPATIBILITY_DATE,
    // As in wrangler.toml: for the library that writes messages whole.
    compatibilityFlags: ["nodejs_compat"],
    bindings: {
      OFFICE_ID: options.officeId,
      ORIGIN: options.origin,
      PUSH_KEYS: options.jwks,
      MAIL_FROM: options.mailFrom,
      MAIL_TRANSPORT: options.mailTransport ?? "send_email",
      ...(options.logKey !== undefined && { LOG_KEY: options.logKey }),
    },
    d1Databases: { DB: "sujarit" },
    // In a folder of its own beside the database's: to put the one back does not put the other back.
    durableObjects: { LOG_LOCK: { className: "LogLock", useSQLite: true } },
    serviceBindings: {
      CLOCK: async () => {
        await options.opened
        return new Response(String(options.now()), { headers: clockHeaders(options) })
      },
      EMAIL: { name: BESIDE, entrypoint: "Mailbox" },
    },
    outboundService: evidenceService(options),
    ...(options.direct ? { unsafeDirectSockets: [DIRECT_SOCKET] } : {}),
  }
}

/** The mailbox, and the database for who starts the office. Nobody from outside reaches it. */
function besideOptions(options: LocalWorkerOptions, keepMail: (mail: SentMail) => void) {
  return {
    name: BESIDE,
    modules: [{ type: "ESModule" as const, path: "beside.js", contents: MAILBOX_SCRIPT + STATEMENTS_SCRIPT }],
    compatibilityDate: COMPATIBILITY_DATE,
    d1Databases: { DB: "sujarit" },
    serviceBindings: {
      SINK: async (request: Request) => {
        const mail = parseSentMail(await request.json(), options.now())
        const { reaches = [] } = options
        if (reaches !== "anybody" && !reaches.includes(mail.to))
          return new Response("E_RECIPIENT_NOT_ALLOWED", { status: 403 })
        await options.onMail?.(mail)
        keepMail(mail)
        return new Response("kept")
      },
    },
    outboundService,
  }
}

/** As `worker/host/clock.ts` reads them. */
function clockHeaders({ simulated = true }: LocalWorkerOptions): Record<string, string> {
  return simulated ? {} : { "Real-Time": "1" }
}
