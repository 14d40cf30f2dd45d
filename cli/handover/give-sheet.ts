/** Gives a sheet to another account. Drive answers many things by 403 and tells them apart by a reason: each is met here. */
import { setTimeout as sleep } from "node:timers/promises"
import { WIDE_LOGIN } from "../command/fault.ts"
import { type GoogleClients, reasonOf, statusOf } from "../office/google-login.ts"
import { sheetAddress } from "../office/installation.ts"

type Drive = Pick<GoogleClients, "drive">
type Giving = { readonly fileId: string; readonly to: string; readonly pollMs: number }

/** The file's owner is the other account, or what is left for a person. */
type Given = { readonly kind: "given" } | { readonly kind: "left"; readonly text: string }

/** As the owner of now. Between accounts of one organisation it is done at once; elsewhere the new account must accept. */
export async function giveSheet(clients: Drive, giving: Giving): Promise<Given> {
  const { fileId, to } = giving
  const refused = await tryOwner(clients, giving)
  if (refused === undefined) return { kind: "given" }
  if (!needsConsent(refused)) return { kind: "left", text: refusalText(refused, giving) }
  // Google asks that who is to own it can write already.
  for (const pendingOwner of [false, true]) {
    const requestBody = {
      type: "user",
      role: "writer",
      emailAddress: to,
      ...(pendingOwner && { pendingOwner }),
    }
    const again = await refusalOf(giving.pollMs, () =>
      clients.drive.permissions.create({ fileId, requestBody }),
    )
    if (again !== undefined) return { kind: "left", text: refusalText(again, giving) }
  }
  return {
    kind: "left",
    text: `${to} เปิดอีเมลจาก Google Drive แล้วกดยอมรับเป็นเจ้าของ ${sheetAddress(fileId)} / the new account accepts in the mail from Google Drive`,
  }
}

/** As the account that is to own it, where the owner of before offered it. */
export async function acceptSheet(clients: Drive, giving: Giving): Promise<Given> {
  const refused = await tryOwner(clients, giving)
  return refused === undefined ? { kind: "given" } : { kind: "left", text: refusalText(refused, giving) }
}

/** Undefined once that account can open the file no longer, else what is left for a person. */
export async function removeAccess(
  { drive }: Drive,
  { fileId, from, pollMs }: { readonly fileId: string; readonly from: string; readonly pollMs: number },
): Promise<string | undefined> {
  const { data } = await drive.permissions.list({ fileId, fields: "permissions(id,emailAddress)" })
  for (const { id, emailAddress } of data.permissions ?? []) {
    if (!id || emailAddress?.toLowerCase() !== from) continue
    const reason = await refusalOf(pollMs, () => drive.permissions.delete({ fileId, permissionId: id }))
    if (reason !== undefined)
      return `${from} ยังเปิดแก้ ${sheetAddress(fileId)} ได้ (${reason}): ให้ ${from} เข้าสู่ระบบแล้วสั่งคำสั่งนี้อีกครั้งเพื่อถอนตนเอง หรือบัญชีใหม่สั่ง ${WIDE_LOGIN} แล้วสั่งอีกครั้ง / the old account runs this once more and removes itself, or the new one logs in with that right`
  }
  return undefined
}

/** Undefined for a file that this account cannot see. */
export async function ownerOf({ drive }: Drive, fileId: string): Promise<string | undefined> {
  try {
    const { data } = await drive.files.get({ fileId, fields: "owners(emailAddress)" })
    return (data.owners?.[0]?.emailAddress ?? "").toLowerCase()
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

function tryOwner({ drive }: Drive, { fileId, to, pollMs }: Giving): Promise<string | undefined> {
  const requestBody = { type: "user", role: "owner", emailAddress: to }
  return refusalOf(pollMs, () => drive.permissions.create({ fileId, transferOwnership: true, requestBody }))
}

const PASSING = /^(?:userR|r|sharingR)ateLimitExceeded$/
/** Times the pause between two looks: 5 s, 20 s, a minute. */
const WAITS = [1, 4, 12]

/** The reason of Drive's refusal once what passes was waited out; undefined when the work was done. */
async function refusalOf(pollMs: number, work: () => Promise<unknown>): Promise<string | undefined> {
  for (const wait of [...WAITS, undefined]) {
    try {
      await work()
      return undefined
    } catch (error) {
      const status = statusOf(error)
      if (status !== 400 && status !== 403 && status !== 404) throw error
      const reason = reasonOf(error) ?? String(status)
      if (wait === undefined || !PASSING.test(reason)) return reason
      await sleep(pollMs * wait)
    }
  }
  return undefined
}

function needsConsent(reason: string): boolean {
  return reason === "consentRequiredForOwnershipTransfer"
}

function refusalText(reason: string, { fileId, to }: Giving): string {
  const [, text] = REFUSALS.find(([pattern]) => pattern.test(reason)) ?? []
  const sheet = sheetAddress(fileId)
  return text
    ? `${sheet} (${reason}): ${text}`
    : `เปิด ${sheet} กดแชร์ เลือก ${to} แล้วโอนความเป็นเจ้าของ ผู้รับกดยอมรับ (${reason}) / Google lets only a person transfer this sheet: share, transfer ownership, accept`
}

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    PASSING,
    "Google จำกัดการแชร์ของบัญชีนี้อยู่ ลองซ้ำแล้วยังไม่รับ รอหนึ่งวันแล้วสั่งอีกครั้ง / a limit of Google's on sharing: run it again tomorrow",
  ],
  [
    /AcrossDomain|crossDomain/i,
    "Google ไม่ให้โอนออกนอกองค์กร บัญชีใหม่เปิดตาราง กด ไฟล์ > ทำสำเนา แล้วสั่งคำสั่งนี้อีกครั้งด้วย --copies ปี=ที่อยู่ของสำเนา / ownership never leaves an organisation: the new account makes a copy and names it by --copies",
  ],
  [
    /domainPolicy|sharingNotAllowed|cannotShare|publishOutNotPermitted/i,
    "นโยบายของ Google Workspace ไม่ยอม คำสั่งนี้ทำแทนไม่ได้ ให้ผู้ดูแลโดเมนอนุญาตการแชร์และโอนในคอนโซลผู้ดูแลระบบ แล้วสั่งอีกครั้ง / refused by the organisation's policy: its administrator must allow it, then run this again",
  ],
  [
    /appNotAuthorizedToFile|fileAccess|insufficientFilePermissions|insufficientPermissions|notFound|^404$/,
    `บัญชีนี้ยังไม่มีสิทธิ์กับไฟล์นี้ผ่านโปรแกรม กดยอมรับในอีเมลจาก Google Drive หรือสั่ง ${WIDE_LOGIN} แล้วสั่งอีกครั้ง / this log-in may not act on the file: accept in the mail from Google Drive, or log in with that right and run it again`,
  ],
]
