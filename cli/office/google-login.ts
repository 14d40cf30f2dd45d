/** Which Google a command speaks to, and as whom. */

import { CommandError } from "../command/fault.ts"
import { type Credentials, type CredentialsSource, readCredentials } from "./credentials.ts"
import { createGoogleClients, type GoogleClients, localAuth, operatorAuth } from "./google.ts"

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
  return { clients: createGoogleClients({ auth: localAuth(), rootUrl }), credentials: LOCAL, rootUrl }
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
