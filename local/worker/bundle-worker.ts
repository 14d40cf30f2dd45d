/** The Worker as one module, bundled from the sources that are deployed. */
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { keptBundle } from "./kept-bundle.ts"
import { writeVerifyScript } from "./verify-script.ts"

const ENTRY = fileURLToPath(new URL("../../worker/main.ts", import.meta.url))

let made: string | undefined

/** Bundled once a process: an office that is opened again runs what it ran. */
export function workerScript(): string {
  made ??= bundleWorker()
  return made
}

/** From the sources that are deployed. Synchronous, some 0.2 s: the bundler ends with the call, and no process of it stays for as long as the office is open. */
export function bundleWorker(entry = ENTRY): string {
  writeVerifyScript(join(dirname(entry), ".."))
  const bundled = keptBundle({
    entryPoints: [entry],
    format: "esm",
    target: "es2023",
    // The order in which wrangler looks for a package's file.
    conditions: ["workerd", "worker", "browser"],
    loader: { ".woff2": "binary", ".webp": "binary", ".script": "binary" },
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  })
  return bundled.toString()
}
