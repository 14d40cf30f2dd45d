/** The Worker's module, bundled from the sources that are deployed. */
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"

const ENTRY = fileURLToPath(new URL("../../worker/main.ts", import.meta.url))

/** Synchronous, some 0.2 s: the bundler ends with the call, and no process of it stays for as long as the office is open. */
export function bundleWorker(entry = ENTRY): string {
  const bundled = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    // The order in which wrangler looks for a package's file.
    conditions: ["workerd", "worker", "browser"],
    loader: { ".woff2": "binary", ".webp": "binary" },
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  })
  const script = bundled.outputFiles[0]?.text
  if (script === undefined) throw new Error("the bundler made nothing of worker/main.ts")
  return script
}
