/** Which Worker a deployment is of, by what the folder remembers and what was asked, and how it is configured. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { type Deployment, deploymentOf, readDeployment, saveDeployment } from "../cloudflare/deployment.ts"
import { officeConfig, writeOfficeConfig } from "../cloudflare/wrangler-config.ts"
import { CommandError } from "../command/fault.ts"
import type { MailTransport } from "../command/office-options.ts"
import { readInstallation } from "../office/installation.ts"
import { keyExpiry, oldKeys, openKeys } from "../office/keys.ts"
import type { DeployContext } from "./deploy-step.ts"

/** What was asked, each well-formed. */
export type AskedDeployment = {
  readonly office: string | undefined
  readonly worker: string | undefined
  readonly mailFrom: string | undefined
  readonly mail: MailTransport | undefined
}

type Identified = { readonly deployment: Deployment; readonly origin: string }

/** @throws CommandError when an answer is missing, or another than the folder's */
export async function identifyDeployment(folder: string, asked: AskedDeployment): Promise<Identified> {
  const [before, installation] = [await readDeployment(folder), await readInstallation(folder)]
  const office = asked.office ?? before?.office ?? installation?.office
  const origin = asked.worker ?? before?.origin ?? installation?.worker
  const mailFrom = asked.mailFrom ?? before?.mailFrom
  if (office === undefined || origin === undefined || mailFrom === undefined)
    throw new CommandError(
      "ครั้งแรกต้องบอก --office รหัสหน่วยงาน, --worker ที่อยู่หน้าเว็บ และ --mail-from อีเมลผู้ส่ง / the first run needs --office, --worker and --mail-from",
    )
  if (before && before.office !== office)
    throw new CommandError(
      `โฟลเดอร์นี้เป็นของหน่วยงาน ${before.office} ให้ใช้ --data อื่นสำหรับ ${office} / this folder is of another office: choose another --data`,
    )
  const mailTransport = asked.mail ?? before?.mailTransport ?? installation?.mail ?? "send_email"
  const name = before?.name ?? workerName(office, origin)
  return { origin, deployment: { ...before, office, origin, name, mailFrom, mailTransport } }
}

/** @throws CommandError as above; remembers what was asked */
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

type OfficeConfigFile = { readonly file: string; readonly text: string; readonly keyId: string }

/** Written anew by every step: it follows from the state and the keys, and is never edited. */
export async function configFileOf({
  folder,
  origin,
  now,
}: Pick<DeployContext, "folder" | "origin" | "now">): Promise<OfficeConfigFile> {
  const deployment = await deploymentOf(folder)
  const { publicJwk } = await openKeys(folder, keyExpiry(bangkokDate(now())))
  const keys = [publicJwk, ...(await oldKeys(folder))]
  const config = officeConfig(deployment, {
    OFFICE_ID: deployment.office,
    ORIGIN: origin,
    PUSH_KEYS: JSON.stringify({ keys }),
    MAIL_FROM: deployment.mailFrom,
    MAIL_TRANSPORT: deployment.mailTransport,
  })
  const file = await writeOfficeConfig(folder, config)
  return { file, text: JSON.stringify(config), keyId: publicJwk.kid }
}
