/** A local Google with one spreadsheet and the real client, for the tests of this folder. */

import { drive as driveClient } from "googleapis/build/src/apis/drive/index.js"
import { script as scriptClient } from "googleapis/build/src/apis/script/index.js"
import { auth as googleAuth, sheets as sheetsClient } from "googleapis/build/src/apis/sheets/index.js"
import { onTestFinished } from "vitest"
import { openLocalGoogle } from "../../../local/google/api/google.ts"

export const OWNER = "owner@example.go.th"
export const NOON = Date.UTC(2023, 4, 29, 5)

export async function openOffice(file?: string) {
  let ids = 0
  const google = await openLocalGoogle({
    ...(file === undefined ? {} : { file }),
    now: () => NOON,
    owner: OWNER,
    newId: () => `id-${++ids}`,
  })
  onTestFinished(() => google.close())
  return google
}

/** The client as provisioning uses it: `rootUrl` must be given to each service. */
export async function openClients() {
  const google = await openOffice()
  const { rootUrl } = await google.listen()
  const auth = new googleAuth.OAuth2()
  auth.setCredentials({ access_token: "any", expiry_date: 4e12 })
  // A refusal of this Google is the same a second time: waited for, it took two seconds each.
  const options = { auth, rootUrl, retryConfig: { retry: 0 } }
  return {
    google,
    sheets: sheetsClient({ version: "v4", ...options }),
    drive: driveClient({ version: "v3", ...options }),
    script: scriptClient({ version: "v1", ...options }),
  }
}
