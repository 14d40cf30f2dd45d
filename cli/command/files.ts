/** What commands do with files again and again, done once. */
import { randomBytes } from "node:crypto"
import { link, mkdtemp, open, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** The system's own code of a fault, as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined
}

/** Undefined where there is no such file; any other fault is thrown. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8")
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined
    throw error
  }
}

/** A folder for this account alone, gone when it was used. */
export async function inTemporaryFolder<T>(name: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `sujarit-${name}-`))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The whole file or none of it, for this account alone, and never over another: a link to an existing name fails. False when
 * there is one already.
 */
export async function writeNew(file: string, text: string | Uint8Array): Promise<boolean> {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`
  try {
    const handle = await open(part, "wx", 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(part, file)
    return true
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false
    throw error
  } finally {
    await rm(part, { force: true })
  }
}
