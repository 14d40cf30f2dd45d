/** The deployment of a folder as a step finds it. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { type Deployment, readDeployment, saveDeployment } from "../cloudflare/deployment.ts"
import { officeConfig, writeOfficeConfig } from "../cloudflare/wrangler-config.ts"
import { SetupError } from "../command/setup-error.ts"
import { keyExpiry, openKeys } from "../office/keys.ts"
import type { DeployContext } from "./deploy-step.ts"
import { oldKeys } from "./old-keys.ts"

export async function deploymentOf(folder: string): Promise<Deployment> {
  const deployment = await readDeployment(folder)
  if (!deployment) throw new SetupError(`${folder}: ยังไม่ได้เริ่ม deploy / no deployment was begun here`)
  return deployment
}

export async function changeDeployment(folder: string, change: Partial<Deployment>): Promise<Deployment> {
  const changed = { ...(await deploymentOf(folder)), ...change }
  await saveDeployment(folder, changed)
  return changed
}

export type OfficeConfigFile = { readonly file: string; readonly text: string; readonly keyId: string }

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
    ...{ OFFICE_ID: deployment.office, ORIGIN: origin, PUSH_KEYS: JSON.stringify({ keys }) },
    ...{ MAIL_FROM: deployment.mailFrom, MAIL_TRANSPORT: deployment.mailTransport },
  })
  const file = await writeOfficeConfig(folder, config)
  return { file, text: JSON.stringify(config), keyId: publicJwk.kid }
}
