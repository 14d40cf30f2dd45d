/** The office's database at Cloudflare, or wrangler's own copy of one on this machine, which the tests speak to. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SetupError } from "../command/setup-error.ts"
import { type Found, readDump } from "./read-sqlite.ts"
import { type Wrangler, wranglerOutput } from "./wrangler.ts"

export type D1 = {
  readonly wrangler: Wrangler
  /** The office's own wrangler configuration. */
  readonly configFile: string
  readonly database: string
  readonly where: "--remote" | "--local"
}

/** The whole database at one moment. The export lies on this machine only while it is read, for this account alone. */
export async function exportD1({ wrangler, configFile, database, where }: D1): Promise<Found> {
  return inPrivateFolder(async folder => {
    const file = join(folder, "export.sql")
    const args = ["d1", "export", database, where, "--output", file, "--config", configFile]
    await wranglerOutput(wrangler, { args: [...args, "--skip-confirmation"] })
    const sql = await readFile(file, "utf8")
    try {
      return readDump(sql)
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause)
      throw new SetupError(
        `อ่านข้อมูลที่ส่งออกจาก Cloudflare ไม่ได้ สั่งอีกครั้ง ถ้ายังไม่ได้ ให้ใช้ Time Travel ตามคู่มือผู้ดูแล / the export cannot be read: run it again, or see Time Travel in the operator's guide: ${detail}`,
      )
    }
  })
}

/** All of the statements or none: a file that fails is rolled back whole. */
export async function executeD1(d1: D1, statements: readonly string[]): Promise<void> {
  const { wrangler, configFile, database, where } = d1
  await inPrivateFolder(async folder => {
    const file = join(folder, "rows.sql")
    await writeFile(file, statements.map(statement => `${statement.replace(/;\s*$/, "")};\n`).join(""), {
      mode: 0o600,
    })
    const args = ["d1", "execute", database, where, "--file", file, "--yes", "--config", configFile]
    await wranglerOutput(wrangler, { args })
  })
}

async function inPrivateFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-d1-"))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
