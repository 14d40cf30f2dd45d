/** The deployed Worker in its runtime with a published year, without a sheet. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startLocalWorker } from "../../local/worker/local-worker.ts"
import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import type { SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { BENCH_OFFICE } from "./node-worker.ts"
import { freePort, newestRuntime } from "./peers.ts"
import { createPublisher } from "./publisher.ts"

export type PublishedOffice = {
  readonly url: string
  /** The Worker alone, without the simulator's proxy; another after each start. */
  directUrl(): string
  /** Of the runtime as it is now. */
  pid(): number
  publish(tabs: readonly SheetTab[]): Promise<void>
  /** Stops the runtime and starts it on the same database: no isolate is left. Answers milliseconds till it is ready. */
  restart(): Promise<number>
  close(): Promise<void>
}

const NOW = Date.UTC(2023, 4, 29, 3)

export async function startPublishedOffice(): Promise<PublishedOffice> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = mkdtempSync(join(tmpdir(), "sujarit-bench-"))
  const now = () => NOW
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: url, now })
  const start = () =>
    startLocalWorker({
      ...{ dataDir, port, now, officeId: BENCH_OFFICE, origin: url, jwks: publisher.jwks },
      mailFrom: "sujarit@office.example",
      direct: true,
    })
  let worker = await start()
  let pid = newestRuntime()
  return {
    url,
    directUrl: () => worker.directUrl ?? url,
    pid: () => pid,
    async publish(tabs) {
      for (const body of publisher.pushesOf(tabs)) {
        const headers = { "Content-Type": PUSH_CONTENT_TYPE }
        const { status } = await fetch(`${url}/api/v1/pushes`, { method: "POST", headers, body })
        if (status !== 201) throw new Error(`a push of the bench was answered ${status}`)
      }
    },
    async restart() {
      await worker.close()
      const begun = performance.now()
      worker = await start()
      pid = newestRuntime()
      return performance.now() - begun
    },
    async close() {
      await worker.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
