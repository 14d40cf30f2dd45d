/**
 * What the Worker is given. Bindings are used as they are; every variable is parsed here, once, and a missing one is a
 * defect of the installation that stops every request.
 */
import * as z from "zod/mini"
import { logKeyName, logKeyNumber } from "../../shared/log/key-name.ts"
import { NO_WITNESSES, parsePolicy } from "../../shared/log/policy.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import { parseJson } from "../../shared/row/json.ts"
import { pushKeySchema } from "./push-key.ts"

export type Env = {
  readonly DB: D1Database
  readonly EMAIL: SendEmail
  /** Epoch milliseconds as text at any address. Bound by the local office and the tests alone. */
  readonly CLOCK?: Fetcher
  readonly VERSION?: { readonly id: string }
  readonly OFFICE_ID: string
  readonly ORIGIN: string
  readonly PUSH_KEYS: string
  readonly MAIL_FROM: string
  /** `send_email`, `smtp` or `google`; the first when nothing is said. */
  readonly MAIL_TRANSPORT?: string
  /** `smtps://user:password@host:465`. A secret: who reads it can send mail in the office's name. */
  readonly SMTP_URL?: string
  /**
   * The log's private key, a JWK as JSON. A secret: who reads it can sign checkpoints in the log's name. One that takes its place is
   * `LOG_KEY_2`, the next `LOG_KEY_3`: a secret is never read back, and the old one signs on for a while.
   */
  readonly LOG_KEY?: string
  readonly [later: `LOG_KEY_${number}`]: string | undefined
  /** How far the log's checkpoints have come, where whoever writes the database does not reach. */
  readonly LOG_LOCK?: LockNamespace
  /** Whose signatures of the log's checkpoints are asked for, and how many are enough: C2SP tlog-policy, as text. */
  readonly WITNESS_POLICY?: string
  /** Asked after each good run: a service outside that raises the alarm when nothing asks for a while. */
  readonly HEARTBEAT_URL?: string
}

/** Who hands the mail over: the platform, the office's own mail server, or the script from the office's own account. */
const MAIL_TRANSPORTS = ["send_email", "smtp", "google"] as const

/** Ed25519, as RFC 8037 writes it. */
const logKeySchema = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  d: z.string(),
  x: z.string(),
})

const configSchema = z.pipe(
  z.object({
    OFFICE_ID: z.string().check(z.minLength(1)),
    ORIGIN: z.string().check(z.regex(/^https?:\/\/[^/\s]+$/)),
    PUSH_KEYS: z.pipe(z.pipe(z.string(), z.transform(parseJson)), z.object({ keys: z.array(pushKeySchema) })),
    MAIL_FROM: z.string().check(z.minLength(3)),
    MAIL_TRANSPORT: z._default(z.enum(MAIL_TRANSPORTS), "send_email"),
    SMTP_URL: z.optional(z.string()),
    WITNESS_POLICY: z.optional(z.pipe(z.string(), z.transform(parsePolicy))),
    HEARTBEAT_URL: z.optional(z.string().check(z.regex(/^https:\/\/[^\s]+$/))),
  }),
  z.transform(parsed => ({
    /** The `iss` of every push. */
    officeId: parsed.OFFICE_ID,
    /** The public address, and the `aud` of every push. */
    origin: parsed.ORIGIN,
    pushKeys: parsed.PUSH_KEYS,
    mailFrom: parsed.MAIL_FROM,
    mailTransport: parsed.MAIL_TRANSPORT,
    smtpUrl: parsed.SMTP_URL,
    witnesses: parsed.WITNESS_POLICY ?? NO_WITNESSES,
    heartbeatUrl: parsed.HEARTBEAT_URL,
  })),
)
export type Config = Readonly<z.output<typeof configSchema>> & {
  /** The newest first. */
  readonly logKeys: readonly z.output<typeof logKeySchema>[]
}

/** The variables of an environment. */
export const configOf = oncePer(
  (env: Env): Config => ({ ...configSchema.parse(env), logKeys: logKeysIn(env) }),
)

function logKeysIn(env: Env): Config["logKeys"] {
  return Object.keys(env)
    .flatMap(name => logKeyNumber(name) ?? [])
    .sort((a, b) => b - a)
    .map(number => logKeySchema.parse(parseJson(String(env[logKeyName(number)]))))
}
