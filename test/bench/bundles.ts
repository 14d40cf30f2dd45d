/** What is deployed, in bytes: the script as Google stores it, the Worker as Cloudflare loads it. */
import { createContext, runInContext } from "node:vm"
import { gzipSync } from "node:zlib"
import { buildScript, bytesByFile } from "../../apps-script/build.ts"
import { bundleWorker } from "../../local/worker/bundle-worker.ts"
import type { Subject } from "./subject.ts"

const KIB = 1024

export const bundles: Subject = {
  name: "bundles",
  title: "Bundles",
  async run() {
    const script = await buildScript()
    const worker = bundleWorker()
    return {
      figures: [
        {
          what: "Code.js, minified",
          value: Buffer.byteLength(script) / KIB,
          unit: "KiB",
          aim: { atMost: 300 },
        },
        {
          what: "Code.js loaded, which each trigger pays",
          value: processorMsOfLoading(script),
          unit: "ms of processor",
        },
        ...(await largestParts()),
        { what: "Worker with fonts, not minified", value: Buffer.byteLength(worker) / KIB, unit: "KiB" },
        {
          what: "Worker with fonts, gzipped",
          value: gzipSync(worker).byteLength / KIB,
          unit: "KiB",
          // Workers Free takes 3 MB.
          aim: { atMost: 3000 },
        },
      ],
    }
  },
}

/** Folders of more than twenty kilobytes: what a next cut would have to come from. */
async function largestParts() {
  const bytes = new Map<string, number>()
  for (const [file, count] of await bytesByFile()) {
    const folder = file.slice(0, file.lastIndexOf("/"))
    bytes.set(folder, (bytes.get(folder) ?? 0) + count)
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .filter(([, count]) => count > 20 * KIB)
    .map(([folder, count]) => ({ what: `of it ${folder}`, value: count / KIB, unit: "KiB" }))
}

const LOADS = 21

/** The median of loads in a context of its own: nothing of the one before is kept, as nothing is between two triggers. */
function processorMsOfLoading(script: string): number {
  const spent = Array.from({ length: LOADS }, () => {
    const context = createContext({})
    const before = process.cpuUsage()
    runInContext(script, context)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return spent.sort((a, b) => a - b)[Math.floor(LOADS / 2)] ?? 0
}
