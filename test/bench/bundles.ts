/** What is deployed, in bytes: the script as Google stores it, the Worker as Cloudflare loads it. */
import { gzipSync } from "node:zlib"
import { buildScript } from "../../apps-script/build.ts"
import { bundleWorker } from "../../local/worker/local-worker.ts"
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
          aim: { atMost: 150 },
        },
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
