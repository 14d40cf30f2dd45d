/** Bundles the suite to one script, for the local Google and for pasting into a real Apps Script project. */
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

export async function buildConformance(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("cases.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "conformance",
    target: "es2020",
    charset: "utf8",
  })
  const stubs = ["runConformance", "conformanceHandler"].map(
    name => `function ${name}() { return conformance.${name}() }`,
  )
  return `${outputFiles[0]?.text}\n${stubs.join("\n")}\n`
}

if (import.meta.main) process.stdout.write(await buildConformance())
