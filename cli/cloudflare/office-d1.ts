/** The database of the office in a folder. */
import { SetupError } from "../command/setup-error.ts"
import type { D1 } from "./d1.ts"
import { readDeployment } from "./deployment.ts"
import type { Wrangler } from "./wrangler.ts"
import { officeConfig, writeOfficeConfig } from "./wrangler-config.ts"

/** What only the Worker is told: the database is the same whatever stands here. */
const NO_VARIABLES = {
  ...{ OFFICE_ID: "", ORIGIN: "https://sujarit.workers.dev", PUSH_KEYS: '{"keys":[]}' },
  ...{ MAIL_FROM: "", MAIL_TRANSPORT: "send_email" },
}

/** @throws SetupError when nothing was deployed from this folder */
export async function officeD1(
  folder: string,
  { wrangler, where }: { readonly wrangler: Wrangler; readonly where: D1["where"] },
): Promise<D1> {
  const deployment = await readDeployment(folder)
  if (deployment?.databaseId === undefined)
    throw new SetupError(
      `${folder} ยังไม่มีฐานข้อมูลที่ Cloudflare ให้สั่ง sujarit deploy ก่อน / no database was made from this folder yet: run deploy first`,
    )
  const configFile = await writeOfficeConfig(folder, officeConfig(deployment, NO_VARIABLES), "database.json")
  return { wrangler, configFile, database: deployment.name, where }
}
