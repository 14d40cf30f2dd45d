/**
 * The office of a data folder, opened to be read: its database is copied and the copy served by the real Worker on a
 * free port. The folder itself is never written, so that looking costs nothing whatever goes wrong here.
 */
import { cp, stat } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { startLocalWorker } from "../../local/worker/local-worker.ts"
import { bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"
import { findSavedOffice, folderOwner, type SavedOffice } from "../start/folder.ts"

/** @throws CommandError, DamagedDatabaseError */
export async function withSavedOffice<T>(
  path: string,
  on: IsoDate,
  ask: (office: string) => Promise<T>,
): Promise<T> {
  const { office, clock, publicUrl } = await readOffice(path)
  await assertStopped(path)
  return inTemporaryFolder("digest", async copy => {
    await cp(join(path, "worker"), join(copy, "worker"), { recursive: true })
    const worker = await startLocalWorker({
      dataDir: copy,
      port: await freePort(),
      officeId: office,
      simulated: clock.simulated,
      now: () => bangkokMidnight(on),
      origin: publicUrl ?? "http://127.0.0.1:8787",
      jwks: '{"keys":[]}',
      mailFrom: "sujarit@preview.invalid",
    })
    try {
      return await ask(worker.url)
    } finally {
      await worker.close()
    }
  })
}

async function readOffice(path: string): Promise<SavedOffice> {
  const office = await findSavedOffice(path)
  const hasDatabase = await stat(join(path, "worker")).catch(() => undefined)
  if (office && hasDatabase?.isDirectory()) return office
  throw new CommandError(
    `${path} ไม่ใช่โฟลเดอร์ข้อมูลของสำนักงานจำลอง หรือเสียหาย / not an office's data folder, or damaged: ${path}`,
  )
}

/** A database that is being written cannot be copied whole; a running office can be asked itself. */
async function assertStopped(path: string): Promise<void> {
  const owner = await folderOwner(path)
  if (owner === undefined) return
  throw new CommandError(
    `สำนักงานของ ${path} เปิดอยู่ (process ${owner}) ให้ถามจากที่อยู่ของมันด้วย --office แทน --data ` +
      `/ the office of ${path} is open (process ${owner}): ask it by its address with --office`,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
