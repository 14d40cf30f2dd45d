/**
 * The bundled sample some months into its year: the folder of a local office, made through its own doors by
 * `npm run generate -- --history`. Its keys are known to everybody, so what it publishes proves nothing; its clock is
 * simulated, and every page says so.
 */
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { unzipSync } from "fflate"

export const LIVED = new URL("../../local/sample/lived-2566.zip", import.meta.url)

/** Lays the lived-in office into a folder that is empty or not there; any other is left as it is. */
export async function layLived(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  if (names.length > 0) return
  const part = `${folder}.part`
  // What a start that was killed left of it.
  await rm(part, { recursive: true, force: true })
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(LIVED)))) {
    await mkdir(dirname(join(part, name)), { recursive: true, mode: 0o700 })
    await writeFile(join(part, name), bytes, { mode: 0o600 })
  }
  // In one step: no half of an office is ever one.
  await rmdir(folder).catch(() => undefined)
  await rename(part, folder)
}
