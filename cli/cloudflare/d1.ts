/** The office's database at Cloudflare, or wrangler's own copy of one on this machine, which the tests speak to. */
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"
import { type Found, readDump } from "./database.ts"
import { readDeployment } from "./deployment.ts"
import { type CloudflareDoor, wranglerOutput } from "./wrangler.ts"
import { officeConfig, writeOfficeConfig } from "./wrangler-config.ts"

type D1 = CloudflareDoor & {
  /** The office's own wrangler configuration. */
  readonly configFile: string
  readonly database: string
}

/** What only the Worker is told: the database is the same whatever stands here. */
const NO_VARIABLES = {
  OFFICE_ID: "",
  ORIGIN: "https://sujarit.workers.dev",
  PUSH_KEYS: '{"keys":[]}',
  MAIL_FROM: "",
  MAIL_TRANSPORT: "send_email",
}

/** The database of the office in a folder. @throws CommandError when nothing was deployed from it */
export async function officeD1(folder: string, { wrangler, where }: CloudflareDoor): Promise<D1> {
  const deployment = await readDeployment(folder)
  if (deployment?.databaseId === undefined)
    throw new CommandError(
      `${folder} ยังไม่มีฐานข้อมูลที่ Cloudflare ให้สั่ง sujarit deploy ก่อน / no database was made from this folder yet: run deploy first`,
    )
  const configFile = await writeOfficeConfig(folder, officeConfig(deployment, NO_VARIABLES), "database.json")
  return { wrangler, configFile, database: deployment.name, where }
}

/** The whole database at one moment. The export lies on this machine only while it is read, for this account alone. */
export async function exportD1({ wrangler, configFile, database, where }: D1): Promise<Found> {
  return inTemporaryFolder("d1", async folder => {
    const file = join(folder, "export.sql")
    const args = ["d1", "export", database, where, "--output", file, "--config", configFile]
    await wranglerOutput(wrangler, { args: [...args, "--skip-confirmation"] })
    const sql = await readFile(file, "utf8")
    try {
      return readDump(sql)
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause)
      throw new CommandError(
        `อ่านข้อมูลที่ส่งออกจาก Cloudflare ไม่ได้ สั่งอีกครั้ง ถ้ายังไม่ได้ ให้ใช้ Time Travel ตามคู่มือผู้ดูแล / the export cannot be read: run it again, or see Time Travel in the operator's guide: ${detail}`,
      )
    }
  })
}

/** All of the statements or none: a file that fails is rolled back whole. */
export async function executeD1(d1: D1, statements: readonly string[]): Promise<void> {
  const { wrangler, configFile, database, where } = d1
  await inTemporaryFolder("d1", async folder => {
    const file = join(folder, "rows.sql")
    await writeFile(file, statements.map(statement => `${statement.replace(/;\s*$/, "")};\n`).join(""), {
      mode: 0o600,
    })
    const args = ["d1", "execute", database, where, "--file", file, "--yes", "--config", configFile]
    await wranglerOutput(wrangler, { args })
  })
}
