/** Which Worker a deployment is of: what the folder remembers, and what was asked. */
import { parseAddress } from "../../shared/row/address.ts"
import {
  type Deployment,
  type MailTransport,
  readDeployment,
  saveDeployment,
} from "../cloudflare/deployment.ts"
import { SetupError } from "../command/setup-error.ts"
import { OFFICE_ID, ORIGIN, readInstallation } from "../office/installation.ts"

export type AskedDeployment = {
  readonly office: string | undefined
  readonly worker: string | undefined
  readonly mailFrom: string | undefined
  readonly transport: MailTransport | undefined
}

export type Identified = { readonly deployment: Deployment; readonly origin: string }

/** @throws SetupError when an answer is missing, ill-formed, or another than the folder's */
export async function identifyDeployment(folder: string, asked: AskedDeployment): Promise<Identified> {
  const [before, installation] = [await readDeployment(folder), await readInstallation(folder)]
  const office = asked.office ?? before?.office ?? installation?.office
  const origin = asked.worker?.replace(/\/$/, "") ?? before?.origin ?? installation?.worker
  const mailFrom = asked.mailFrom ?? before?.mailFrom
  if (office === undefined || origin === undefined || mailFrom === undefined)
    throw new SetupError(
      "ครั้งแรกต้องบอก --office รหัสหน่วยงาน, --worker ที่อยู่หน้าเว็บ และ --mail-from เมลผู้ส่ง / the first run needs --office, --worker and --mail-from",
    )
  if (!OFFICE_ID.test(office))
    throw new SetupError(`--office ใช้ a-z 0-9 จุดและขีด / --office takes a-z, 0-9, dots and hyphens: ${office}`)
  if (!ORIGIN.test(origin) || !origin.startsWith("https://"))
    throw new SetupError(
      `--worker ใช้ที่อยู่แบบ https://record.example / --worker takes an https origin: ${origin}`,
    )
  if (parseAddress(mailFrom) === undefined)
    throw new SetupError(`--mail-from ใช้ที่อยู่เมลหนึ่งที่อยู่ / --mail-from takes one mail address: ${mailFrom}`)
  if (before && before.office !== office)
    throw new SetupError(
      `โฟลเดอร์นี้เป็นของหน่วยงาน ${before.office} ให้ใช้ --data อื่นสำหรับ ${office} / this folder is of another office: choose another --data`,
    )
  const mailTransport = asked.transport ?? before?.mailTransport ?? installation?.mail ?? "send_email"
  const name = before?.name ?? workerName(office, origin)
  return { origin, deployment: { ...before, office, origin, name, mailFrom, mailTransport } }
}

/** @throws SetupError as above; remembers what was asked */
export async function beginDeployment(folder: string, asked: AskedDeployment): Promise<Identified> {
  const identified = await identifyDeployment(folder, asked)
  await saveDeployment(folder, identified.deployment)
  return identified
}

/** An address below workers.dev begins with the Worker's name. */
function workerName(office: string, origin: string): string {
  const { hostname } = new URL(origin)
  const name = hostname.endsWith(".workers.dev") ? (hostname.split(".")[0] ?? office) : office
  return name.replaceAll(/[^a-z0-9-]/g, "-").slice(0, 54)
}
