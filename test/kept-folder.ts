/** A folder's content at one moment, made once: each test goes on from a copy. */
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

export type KeptFolder = readonly { readonly name: string; readonly bytes: Buffer; readonly mode: number }[]

export async function keepFolder(folder: string): Promise<KeptFolder> {
  const names = await readdir(folder, { recursive: true })
  const entries = await Promise.all(
    names.map(async name => ({ name, stats: await stat(join(folder, name)) })),
  )
  return Promise.all(
    entries
      .filter(({ stats }) => stats.isFile())
      .map(async ({ name, stats }) => ({
        name,
        bytes: await readFile(join(folder, name)),
        mode: stats.mode & 0o777,
      })),
  )
}

export async function putFolder(kept: KeptFolder, folder: string): Promise<void> {
  for (const { name, bytes, mode } of kept) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes, { mode })
  }
}
