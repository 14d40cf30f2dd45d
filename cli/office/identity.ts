/** Which office a setup is for: what the data folder remembers, what was asked, whose account this is. */
import { CommandError } from "../command/fault.ts"
import type { MailTransport } from "../command/office-options.ts"
import type { GoogleClients } from "./google.ts"
import type { Installation } from "./installation.ts"

/** What was asked, each well-formed. */
export type AskedOffice = {
  readonly office: string | undefined
  readonly name: string | undefined
  /** The Worker's public origin. */
  readonly worker: string | undefined
  readonly mail?: MailTransport | undefined
}

/** @throws CommandError when an answer is missing, or another than the folder's */
export async function identify(
  clients: Pick<GoogleClients, "drive">,
  before: Installation | undefined,
  asked: AskedOffice,
): Promise<Installation> {
  const office = asked.office ?? before?.office
  const worker = asked.worker ?? before?.worker
  if (office === undefined || worker === undefined)
    throw new CommandError(
      "ครั้งแรกต้องบอก --office (รหัสหน่วยงาน เช่น phasicharoen) และ --worker (ที่อยู่หน้าเว็บ เช่น https://record.example) " +
        "/ the first run needs --office and --worker",
    )
  if (before && before.office !== office)
    throw new CommandError(
      `โฟลเดอร์นี้เป็นของหน่วยงาน ${before.office} ให้ใช้ --data อื่นสำหรับ ${office} / this folder is of another office: choose another --data`,
    )
  const owner = await accountOf(clients)
  if (before && before.owner !== owner)
    throw new CommandError(
      `ตารางนี้เป็นของบัญชี ${before.owner} แต่ตอนนี้เข้าสู่ระบบด้วย ${owner} ให้เข้าสู่ระบบด้วยบัญชีเดิม ` +
        "/ the sheets belong to another account than the one logged in: log in with the first",
    )
  const name = asked.name ?? before?.name ?? ""
  const mail = asked.mail ?? before?.mail
  return { keyId: "", years: [], ...before, office, worker, name, owner, ...(mail && { mail }) }
}

/** The account that is logged in. @throws CommandError when Google does not say */
export async function accountOf({ drive }: Pick<GoogleClients, "drive">): Promise<string> {
  const { data } = await drive.about.get({ fields: "user(emailAddress)" })
  const owner = data.user?.emailAddress
  if (owner) return owner.toLowerCase()
  throw new CommandError("Google ไม่บอกว่าเป็นบัญชีใด / Google did not say whose account this is")
}
