/** Where the runtime keeps a local office's database. */
import { readdir } from "node:fs/promises"
import { join } from "node:path"

/** Of the folder `d1` of the runtime's; undefined where there is none, or more than one. */
export async function databaseFile(folder: string): Promise<string | undefined> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => [])
  const own = names.filter(name => name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite"))
  return own.length === 1 && own[0] !== undefined ? join(folder, own[0]) : undefined
}
