/** The deployment of a folder as a step finds it. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import * as z from "zod"
import { parseJson } from "../../shared/json.ts"
import { type Deployment, readDeployment, saveDeployment } from "../cloudflare/deployment.ts"
import { officeConfig, writeOfficeConfig } from "../cloudflare/wrangler-config.ts"
import { openKeys, publicJwkSchema } from "../keys.ts"
import { SetupError } from "../setup/setup-error.ts"

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
export async function configFileOf(folder: string, origin: string): Promise<OfficeConfigFile> {
  const deployment = await deploymentOf(folder)
  const { publicJwk } = await openKeys(folder)
  const keys = [publicJwk, ...(await oldKeys(folder))]
  const config = officeConfig(deployment, {
    ...{ OFFICE_ID: deployment.office, ORIGIN: origin, PUSH_KEYS: JSON.stringify({ keys }) },
    ...{ MAIL_FROM: deployment.mailFrom, MAIL_TRANSPORT: deployment.mailTransport },
  })
  const file = await writeOfficeConfig(folder, config)
  return { file, text: JSON.stringify(config), keyId: publicJwk.kid }
}

const jwksSchema = z.object({ keys: z.array(publicJwkSchema) })

/** While a key is changed the Worker takes the old one too; its public half lies beside the new keys for so long. */
async function oldKeys(folder: string): Promise<z.infer<typeof jwksSchema>["keys"]> {
  const file = join(folder, "jwks-old.json")
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"keys":[]}'
    throw error
  })
  const parsed = jwksSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data.keys
  throw new SetupError(
    `${file} ไม่ใช่กุญแจสาธารณะที่ใช้ได้ ให้นำ jwks.json เดิมมาวาง หรือลบไฟล์นี้ถ้าเลิกใช้กุญแจเก่าแล้ว / not a set of public keys: put the old jwks.json there, or delete it`,
  )
}
