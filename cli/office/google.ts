/** The Google APIs that provisioning and deployment speak: the real ones, or the local stand-in at `rootUrl`. */
// One API each: the package's own entry loads every Google API, 0.7 s and 100 MB of them.
import { drive, type drive_v3 } from "googleapis/build/src/apis/drive/index.js"
import { script, type script_v1 } from "googleapis/build/src/apis/script/index.js"
import { auth as googleAuth, sheets, type sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"

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
export function operatorAuth(login: {
  readonly client_id: string
  readonly client_secret: string
  readonly refresh_token: string
}): Auth {
  const client = new googleAuth.OAuth2(login.client_id, login.client_secret)
  client.setCredentials({ refresh_token: login.refresh_token })
  return client
}

/** Credentials for the local Google, which asks only that there are some. */
export function localAuth(): Auth {
  const client = new googleAuth.OAuth2()
  client.setCredentials({ access_token: "local", expiry_date: Number.MAX_SAFE_INTEGER })
  return client
}
