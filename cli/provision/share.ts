/** Opens the file to its editors, quietly: only those who cannot write yet, and never closing it to anyone. */
import type { drive_v3 } from "googleapis/build/src/apis/drive/index.js"
import { type Accounts, accountKey } from "../../shared/sheet/protection.ts"
import { WIDE_LOGIN } from "../command/fault.ts"
import { reasonOf, statusOf } from "../office/google-login.ts"

export type Sharing = {
  readonly added: readonly string[]
  /** Addresses Google would not share with, and its words: mostly ones that are no Google account. */
  readonly refused: readonly { readonly address: string; readonly message: string }[]
}

export async function shareWithEditors(
  drive: drive_v3.Drive,
  fileId: string,
  accounts: Accounts,
): Promise<Sharing> {
  const added: string[] = []
  const refused: { address: string; message: string }[] = []
  // One after another: Google refuses concurrent changes of one file's permissions.
  for (const address of await missingEditors(drive, fileId, accounts)) {
    const refusal = await share(drive, fileId, address)
    if (refusal === undefined) added.push(address)
    else refused.push({ address, message: refusal })
  }
  return { added, refused }
}

/** Who should be able to write and cannot; every editor where there is no file yet. */
export async function missingEditors(
  drive: drive_v3.Drive,
  fileId: string | undefined,
  accounts: Accounts,
): Promise<string[]> {
  const writers = fileId === undefined ? new Set([accounts.owner]) : await writersOf(drive, fileId)
  return editorsOf(accounts).filter(mail => !writers.has(mail))
}

/** Google's words when it will not share with this one address; one mistyped account must not stop the rest. */
async function share(
  drive: drive_v3.Drive,
  fileId: string,
  emailAddress: string,
): Promise<string | undefined> {
  const requestBody = { type: "user", role: "writer", emailAddress }
  try {
    await drive.permissions.create({ fileId, sendNotificationEmail: false, requestBody, fields: "id" })
    return undefined
  } catch (error) {
    if (error instanceof Error && statusOf(error) === 400) return error.message
    // The sheet was made by another account's log-in: owning it since then adds nothing.
    if (reasonOf(error) === "appNotAuthorizedToFile")
      return `แชร์เองที่หน้าแชร์ของตาราง หรือสั่ง ${WIDE_LOGIN} แล้วสั่ง setup อีกครั้ง / share it by hand, or log in with that right and run setup again`
    throw error
  }
}

function editorsOf({ planner, director, bySlug }: Accounts): string[] {
  const mails = [...planner, ...director, ...[...bySlug.values()].flat()]
  return [...new Set(mails.map(accountKey))]
}

async function writersOf(drive: drive_v3.Drive, fileId: string): Promise<Set<string>> {
  const fields = "permissions(type,role,emailAddress)"
  const { data } = await drive.permissions.list({ fileId, fields, pageSize: 100 })
  const writers = (data.permissions ?? []).filter(({ role }) => role === "writer" || role === "owner")
  return new Set(writers.map(permission => (permission.emailAddress ?? "").toLowerCase()))
}
