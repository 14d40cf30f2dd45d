/** Which office a setup is for: what the data folder remembers, what was asked, whose account this is. */
import type { MailTransport } from "../cloudflare/deployment.ts"
import { SetupError } from "../command/setup-error.ts"
import type { GoogleClients } from "./google.ts"
import { type Installation, OFFICE_ID, ORIGIN } from "./installation.ts"

export type AskedOffice = {
  readonly office: string | undefined
  readonly name: string | undefined
  readonly worker: string | undefined
  readonly mail?: MailTransport | undefined
}

/** @throws SetupError when an answer is missing, ill-formed, or another than the folder's */
export async function identify(
  { drive }: Pick<GoogleClients, "drive">,
  before: Installation | undefined,
  asked: AskedOffice,
): Promise<Installation> {
  const office = asked.office ?? before?.office
  const worker = asked.worker?.replace(/\/$/, "") ?? before?.worker
  if (office === undefined || worker === undefined)
    throw new SetupError(
      "ครั้งแรกต้องบอก --office (รหัสหน่วยงาน เช่น phasicharoen) และ --worker (ที่อยู่หน้าเว็บ เช่น https://record.example) " +
        "/ the first run needs --office and --worker",
    )
  if (!OFFICE_ID.test(office))
    throw new SetupError(`--office ใช้ a-z 0-9 จุดและขีด / --office takes a-z, 0-9, dots and hyphens: ${office}`)
  if (!ORIGIN.test(worker))
    throw new SetupError(`--worker ใช้ที่อยู่แบบ https://record.example / --worker takes an origin: ${worker}`)
  if (before && before.office !== office)
    throw new SetupError(
      `โฟลเดอร์นี้เป็นของหน่วยงาน ${before.office} ให้ใช้ --data อื่นสำหรับ ${office} / this folder is of another office: choose another --data`,
    )
  const owner = await accountOf(drive)
  if (before && before.owner !== owner)
    throw new SetupError(
      `ตารางนี้เป็นของบัญชี ${before.owner} แต่ตอนนี้เข้าสู่ระบบด้วย ${owner} ให้เข้าสู่ระบบด้วยบัญชีเดิม ` +
        "/ the sheets belong to another account than the one logged in: log in with the first",
    )
  const name = asked.name ?? before?.name ?? ""
  const mail = asked.mail ?? before?.mail
  return { keyId: "", years: [], ...before, office, worker, name, owner, ...(mail && { mail }) }
}

async function accountOf(drive: GoogleClients["drive"]): Promise<string> {
  const { data } = await drive.about.get({ fields: "user(emailAddress)" })
  const owner = data.user?.emailAddress
  if (owner) return owner.toLowerCase()
  throw new SetupError("Google ไม่บอกว่าเป็นบัญชีใด / Google did not say whose account this is")
}
