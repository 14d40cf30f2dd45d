/** The Worker as one module, bundled from the sources that are deployed. */
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
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
  const bundled = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    // The order in which wrangler looks for a package's file.
    conditions: ["workerd", "worker", "browser"],
    loader: { ".woff2": "binary", ".webp": "binary", ".script": "binary" },
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  })
  const script = bundled.outputFiles[0]?.text
  if (script === undefined) throw new Error("the bundler made nothing of worker/main.ts")
  return script
}
