/**
 * The Worker's side of one real office, beside `installation.json`: its names at Cloudflare and what was done there. It
 * holds no secret. Every field is written when its step is done: a deployment killed anywhere is continued from here.
 */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { TRANSPORTS } from "../command/office-options.ts"

const schema = z.strictObject({
  format: z.literal("sujarit-deployment"),
  version: z.literal(1),
  /** The `iss` of every push, the Worker's OFFICE_ID. */
  office: z.string(),
  /** The Worker's public origin, where it is or will be. */
  origin: z.string().optional(),
  /** The Worker's name at Cloudflare, and its database's. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,53}$/),
  /** Absent until the database was made. */
  databaseId: z.string().optional(),
  mailFrom: z.string(),
  mailTransport: z.enum(TRANSPORTS),
  /** What was last deployed: the hash of the Worker's bundle and its variables. */
  deployed: z.string().optional(),
  /** The address a test mail was accepted for. */
  testedMail: z.string().optional(),
})
export type Deployment = Omit<z.infer<typeof schema>, "format" | "version">

const FILE = "deployment.json"

/** Undefined when nothing was deployed from this folder. @throws CommandError when the file is damaged */
export async function readDeployment(folder: string): Promise<Deployment | undefined> {
  const file = join(folder, FILE)
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success)
    throw new CommandError(
      `${file} เสียหาย ไม่ได้แก้อะไร ให้นำกลับจากสำเนา หรือย้ายไฟล์นี้ออกแล้วสั่ง deploy ใหม่ ระบบจะหาฐานข้อมูลเดิมจากชื่อ / damaged; nothing was changed. Restore it, or move it away and deploy again: the database is found by its name`,
    )
  const { format: _format, version: _version, ...deployment } = parsed.data
  return deployment
}

/** All of it or nothing. */
export async function saveDeployment(folder: string, deployment: Deployment): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const whole = { format: "sujarit-deployment", version: 1, ...deployment }
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(whole, undefined, 2)}\n`, { mode: 0o600 })
}

/** The deployment that was begun in a folder. @throws CommandError where none was */
export async function deploymentOf(folder: string): Promise<Deployment> {
  const deployment = await readDeployment(folder)
  if (!deployment) throw new CommandError(`${folder}: ยังไม่ได้เริ่ม deploy / no deployment was begun here`)
  return deployment
}

export async function changeDeployment(folder: string, change: Partial<Deployment>): Promise<Deployment> {
  const changed = { ...(await deploymentOf(folder)), ...change }
  await saveDeployment(folder, changed)
  return changed
}
