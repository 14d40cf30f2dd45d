/** The local office with the real plan: from the command to its first page, what it holds in memory, what an edit takes. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { createSoakOffice, type SoakOffice } from "../soak/office-process.ts"
import { median, medianMsOf } from "./measure.ts"
import { freePort } from "./peers.ts"
import type { Subject } from "./subject.ts"

const STARTS = 3
const EDITS = 7

export const office: Subject = {
  name: "office",
  title: "The local office with the real plan",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "sujarit-bench-office-"))
    const running = createSoakOffice(join(folder, "office"), await freePort(), "2023-05-29")
    try {
      const firstStart = await msOf(() => running.start())
      const pageBytes = await weigh(running)
      const editMs = await editing(running)
      const memory = running.memory()
      const laterStarts: number[] = []
      for (let round = 0; round < STARTS; round++) {
        await running.stop()
        laterStarts.push(await msOf(() => running.start()))
      }
      return {
        figures: [
          { what: "first start, sheet made and plan published", value: firstStart / 1000, unit: "s" },
          { what: "later starts", value: median(laterStarts) / 1000, unit: "s" },
          {
            what: "an edit answered: typed, scanned, signed, published, marked",
            value: editMs,
            unit: "ms",
          },
          { what: "memory of the office (Node)", value: memory.office / 1024, unit: "MB" },
          { what: "memory of the Worker's runtime", value: memory.runtime / 1024, unit: "MB" },
          {
            what: "year page with its style, compressed, fonts kept",
            value: pageBytes / 1024,
            unit: "KiB",
            aim: { atMost: 60 },
          },
        ],
      }
    } finally {
      await running.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function weigh({ publicUrl }: SoakOffice): Promise<number> {
  const page = await (await fetch(`${publicUrl}/2566`)).text()
  const styles = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(match => match[1] ?? "")
  if (styles.length === 0) throw new Error("the year page names no style")
  const texts = await Promise.all(styles.map(async path => (await fetch(`${publicUrl}${path}`)).text()))
  return [page, ...texts].reduce((sum, text) => sum + gzipSync(text).byteLength, 0)
}

/** The measures' third line, column by header, as the planner types it. */
async function editing({ sheetUrl }: SoakOffice): Promise<number> {
  const tab = "มาตรการ"
  const table = (await (await fetch(`${sheetUrl}/api/tabs/${encodeURIComponent(tab)}.json`)).json()) as {
    readonly keys: readonly string[]
  }
  const column = String.fromCharCode("A".charCodeAt(0) + table.keys.indexOf("monitoring"))
  let round = 0
  return medianMsOf(async () => {
    const value = `ติดตามทุกเดือน รอบที่ ${++round}`
    const response = await fetch(`${sheetUrl}/api/cells`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tab, cell: `${column}3`, value, as: "ฝ่ายปกครอง" }),
    })
    if (response.status !== 200) throw new Error(`an edit was answered ${response.status}`)
    await response.text()
  }, EDITS)
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
