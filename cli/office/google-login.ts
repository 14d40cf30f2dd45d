/**
 * Which Google a command speaks to, and as whom. The operator's log-in is the one `clasp login` keeps, so that there is one for
 * everything. Whoever holds the file can change the office's sheets and script until the log-in is revoked; it stays where it
 * is and is only read.
 */
import { readFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
// One API each: the package's own entry loads every Google API, 0.7 s and 100 MB of them.
import { drive, type drive_v3 } from "googleapis/build/src/apis/drive/index.js"
import { script, type script_v1 } from "googleapis/build/src/apis/script/index.js"
import { auth as googleAuth, sheets, type sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError, LOGIN } from "../command/fault.ts"
import { logInStepsText } from "./log-in-steps.ts"

export type GoogleLogin = {
  readonly clients: GoogleClients
  /** What clasp logs in with. */
  readonly credentials: Credentials
  /** Undefined: the real one. */
  readonly rootUrl: string | undefined
}

/** Asks nothing of the local Google's callers but that there is a log-in. */
const LOCAL: Credentials = { client_id: "local", client_secret: "local", refresh_token: "local" }

/** @throws CommandError without a log-in, or for a stand-in that is not on this machine */
export async function logIn(
  source: CredentialsSource & { readonly google: string | undefined },
): Promise<GoogleLogin> {
  const { google } = source
  if (google === undefined) {
    const credentials = await readCredentials(source)
    return {
      clients: createGoogleClients({ auth: operatorAuth(credentials) }),
      credentials,
      rootUrl: undefined,
    }
  }
  const rootUrl = parseLoopback(google)
  const token = source.file === undefined ? undefined : (await readCredentials(source)).refresh_token
  return { clients: createGoogleClients({ auth: localAuth(token), rootUrl }), credentials: LOCAL, rootUrl }
}

/** An address elsewhere would be handed the office's tables. */
function parseLoopback(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
    return url.href.endsWith("/") ? url.href : `${url.href}/`
  throw new CommandError(
    `--google ใช้ได้กับที่อยู่ในเครื่องนี้เท่านั้น / --google takes an address on this machine: ${text}`,
  )
}

const userSchema = z.object({
  type: z.literal("authorized_user").optional(),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  refresh_token: z.string().min(1),
})
/** What refreshes itself: an access token alone would end within the hour, in the middle of a run. */
export type Credentials = z.infer<typeof userSchema>

const claspSchema = z.object({ tokens: z.object({ default: userSchema }) })

type CredentialsSource = {
  /** `--auth FILE`. */
  readonly file: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home?: string
}

/** `--auth`, then GOOGLE_APPLICATION_CREDENTIALS, then clasp's own file. @throws CommandError */
export async function readCredentials({
  file,
  env,
  home = homedir(),
}: CredentialsSource): Promise<Credentials> {
  const path = file ?? env.GOOGLE_APPLICATION_CREDENTIALS ?? join(home, ".clasprc.json")
  const text = await readFile(path, "utf8").catch(() => {
    throw new CommandError(
      `ยังไม่มีไฟล์เข้าสู่ระบบ Google ที่ ${path} ระบุไฟล์ด้วย --auth หรือเข้าสู่ระบบดังนี้ ` +
        `/ no Google log-in there: name a file with --auth, or log in\n\n${logInStepsText()}`,
    )
  })
  const found = parseJson(text)
  if (z.object({ type: z.literal("service_account") }).safeParse(found).success)
    throw new CommandError(
      `${path} เป็นบัญชีบริการ ซึ่งเป็นเจ้าของสคริปต์ไม่ได้ ให้เข้าสู่ระบบด้วยบัญชีของสำนักงาน: ${LOGIN} ` +
        "/ a service account cannot own an Apps Script project: log in with the office's account",
    )
  const user = claspSchema.safeParse(found).data?.tokens.default ?? userSchema.safeParse(found).data
  if (user) return user
  throw new CommandError(
    `${path} ไม่ใช่ไฟล์เข้าสู่ระบบที่ใช้ได้ ให้สั่ง ${LOGIN} / not a log-in with a refresh token: run the command above`,
  )
}

/** The same log-in as clasp reads it. */
export function claspAuthFile(credentials: Credentials): string {
  return JSON.stringify({ tokens: { default: { ...credentials, type: "authorized_user" } } })
}

export type GoogleClients = {
  readonly sheets: sheets_v4.Sheets
  readonly drive: drive_v3.Drive
  readonly script: script_v1.Script
}

/** What Google answered a call with that it refused. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "status" in error && typeof error.status === "number"
    ? error.status
    : undefined
}

/** Google's word for why; undefined where it gave none. */
export function reasonOf(error: unknown): string | undefined {
  const reason: unknown = Object(Object(Object(Object(error).response).data).error).errors?.[0]?.reason
  return typeof reason === "string" ? reason : undefined
}

type Auth = NonNullable<sheets_v4.Options["auth"]>

/**
 * Quotas are per minute, so 429 and 503 are waited out on every method; unless told, the client does not retry a POST.
 * A repeated write is safe here: a batch that was applied after all is refused by its own ids, and the next run finds
 * nothing left to do.
 */
const RETRY = {
  retry: 4,
  httpMethodsToRetry: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  statusCodesToRetry: [
    [429, 429],
    [503, 503],
  ],
}

/**
 * For what makes a file: nothing refuses the same a second time. Where no answer comes the run ends, and the next one finds what
 * was made.
 */
export const MAKING = { retryConfig: { ...RETRY, noResponseRetries: 0 } }

/** `rootUrl` reaches each service by itself: set globally, the client ignores it. */
export function createGoogleClients(options: {
  readonly auth: Auth
  readonly rootUrl?: string
}): GoogleClients {
  const { auth, rootUrl } = options
  const shared = { auth, ...(rootUrl !== undefined && { rootUrl }), retryConfig: RETRY }
  return {
    sheets: sheets({ version: "v4", ...shared }),
    drive: drive({ version: "v3", ...shared }),
    script: script({ version: "v1", ...shared }),
  }
}

/** An account's log-in, which fetches itself a new token whenever the old one ends. */
function operatorAuth(login: {
  readonly client_id: string
  readonly client_secret: string
  readonly refresh_token: string
}): Auth {
  const client = new googleAuth.OAuth2(login.client_id, login.client_secret)
  client.setCredentials({ refresh_token: login.refresh_token })
  return client
}

/** Credentials for the local Google, which asks only that there are some; an address is that account's. */
export function localAuth(token = "local"): Auth {
  const client = new googleAuth.OAuth2()
  client.setCredentials({ access_token: token, expiry_date: Number.MAX_SAFE_INTEGER })
  return client
}
