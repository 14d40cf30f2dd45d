/**
 * The bundled sample some months into its year: the folder of a local office, made through its own doors by
 * `npm run generate -- --history`. Its keys are known to everybody, so what it publishes proves nothing; its clock is
 * simulated, and every page says so.
 */
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { unzipSync, type Zippable, zipSync } from "fflate"
import { openFolder, type SavedOffice } from "./folder.ts"

const LIVED = new URL("../../local/sample/lived-2566.zip", import.meta.url)
/** What a start makes anew. */
const PASSING = /^(?:lock|worker\/cache\/.*|.*-(?:shm|wal))$/

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

/** Keeps a folder whose office is closed as the bundled one; `began` is what its sheet holds already of the tour. */
export async function packLived(folder: string, began: SavedOffice["began"]): Promise<void> {
  const { path, before, save, release } = await openFolder(folder)
  if (before) await save({ ...before, seen: [], began })
  await release()

  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files: Zippable = {}
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    const name = file.slice(path.length + 1).replaceAll("\\", "/")
    if (!entry.isFile() || PASSING.test(name)) continue
    if (name.endsWith(".sqlite")) foldIn(file)
    files[name] = await readFile(file)
  }
  await writeFile(LIVED, zipSync(files, { level: 9, mtime: "2023-05-29" }))
}

/** Brings what stands in the write-ahead log into the database's file. */
function foldIn(file: string): void {
  const database = new DatabaseSync(file)
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
  database.close()
}
