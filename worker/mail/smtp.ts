/** Mail through the office's own server: TLS from the first byte, a log-in, one connection a message. */
import type { Socket } from "node:net"
import * as z from "zod/mini"
import { type MailMessage, mailFaults } from "../../shared/mail/message.ts"
import { faultCode, type Handover, type Transport } from "./handover.ts"
import { mimeOf } from "./mime.ts"

type SmtpServer = {
  readonly host: string
  readonly port: number
  /** False only on this machine, for tests. */
  readonly secure: boolean
  readonly user: string
  readonly password: string
}

/** `smtps://user:password@mail.example.go.th:465`; undefined for anything else, a server without TLS included. */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  const url = URL.parse(text)
  if (!url || url.hostname === "" || (url.pathname !== "" && url.pathname !== "/")) return undefined
  const isLoopback = url.protocol === "smtp:" && url.hostname === "127.0.0.1"
  if (url.protocol !== "smtps:" && !isLoopback) return undefined
  const user = decodeURIComponent(url.username)
  const password = decodeURIComponent(url.password)
  if (user === "" || password === "") return undefined
  return { host: url.hostname, port: Number(url.port || 465), secure: !isLoopback, user, password }
}

const CONNECT_MS = 10_000
const ANSWER_MS = 30_000

export function createSmtpTransport(server: SmtpServer, now: () => Promise<number>): Transport {
  return async (message, id) => {
    const [fault] = mailFaults(message)
    if (fault) return { outcome: "refused", code: faultCode(fault) }
    try {
      const raw = await mimeOf(message, id, await now())
      return { outcome: "accepted", providerId: await send(server, message, raw) }
    } catch (error) {
      return failureOf(error)
    }
  }
}

/** What the server said when it took the message. @throws the server's or the connection's error */
async function send(server: SmtpServer, message: MailMessage, raw: string): Promise<string> {
  const { default: Connection } = await import("nodemailer/lib/smtp-connection")
  const { host, port, secure, user, password } = server
  const socket = await openSocket(server)
  const connection = new Connection({
    host,
    port,
    connection: socket,
    secure,
    secured: secure,
    ignoreTLS: true,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
  })
  try {
    return await new Promise<string>((resolve, reject) => {
      connection.once("error", reject)
      connection.once("end", () => reject(new Error("the server hung up")))
      const orReject = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next())
      const envelope = { from: message.from.email, to: [...message.to] }
      connection.connect(
        orReject(() =>
          connection.login(
            { user, pass: password },
            orReject(() =>
              connection.send(envelope, raw, (error, info) =>
                error ? reject(error) : resolve(info?.response ?? ""),
              ),
            ),
          ),
        ),
      )
    })
  } finally {
    connection.close()
  }
}

/** By name, so that the platform checks the certificate against it: the library would look the name up and lose it. */
async function openSocket({ host, port, secure }: SmtpServer): Promise<Socket> {
  const socket = secure
    ? (await import("node:tls")).connect({ host, port })
    : (await import("node:net")).connect({ host, port })
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(new Error("no connection")), CONNECT_MS)
    const fail = (error: Error) => {
      clearTimeout(late)
      socket.destroy()
      reject(error)
    }
    socket.once("error", fail)
    socket.once(secure ? "secureConnect" : "connect", () => {
      clearTimeout(late)
      socket.off("error", fail)
      resolve(socket)
    })
  })
}

const refusalSchema = z.object({ responseCode: z.int(), command: z.string() })

/**
 * Only a refusal of this recipient or of this text is for good. What the server says of the sender or the log-in, and
 * every broken connection, is nobody's address: the mail waits.
 */
function failureOf(error: unknown): Handover {
  const parsed = refusalSchema.safeParse(error)
  if (!parsed.success) return { outcome: "failed", code: connectionCode(error), everything: true }
  const { responseCode, command } = parsed.data
  const code = `SMTP_${responseCode}`
  const isOfMessage = command === "RCPT TO" || command === "DATA"
  if (isOfMessage && responseCode >= 500) return { outcome: "refused", code }
  return { outcome: "failed", code, everything: !isOfMessage || responseCode === 421 }
}

const codeSchema = z.object({ code: z.string().check(z.regex(/^[A-Z]{1,20}$/)) })

function connectionCode(error: unknown): string {
  const parsed = codeSchema.safeParse(error)
  return parsed.success ? `SMTP_${parsed.data.code}` : "SMTP_UNREACHABLE"
}
