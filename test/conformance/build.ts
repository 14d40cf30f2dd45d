/**
 * Bundles the suite to one script, for the local Google and for a real Apps Script project:
 * `node test/conformance/build.ts` writes `dist/conformance`, which `clasp push` or a paste brings there.
 */
import { generateKeyPairSync, sign } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { readManifest } from "../../apps-script/build.ts"

const FOLDER = fileURLToPath(new URL("../../dist/conformance", import.meta.url))

export async function buildConformance(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("cases.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "suite",
    target: "es2020",
    charset: "utf8",
    define: testKey(),
  })
  const stubs = ["conformance", "conformanceHandler"].map(
    name => `function ${name}() { return suite.${name}() }`,
  )
  return `${outputFiles[0]?.text}\n${stubs.join("\n")}\n`
}

/** For the one case that signs; no office's. */
function testKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const pem = privateKey.export({ type: "pkcs8", format: "pem" })
  const signature = sign("RSA-SHA256", Buffer.from("สุจริต"), privateKey).toString("hex")
  return { TEST_KEY: JSON.stringify(pem), TEST_SIGNATURE: JSON.stringify(signature) }
}

if (import.meta.main) {
  await mkdir(FOLDER, { recursive: true })
  await writeFile(`${FOLDER}/Code.js`, await buildConformance())
  await writeFile(`${FOLDER}/appsscript.json`, withoutWhitelist(await readManifest()))
  console.log(`${FOLDER}: bring both files to a new Apps Script project and run the function conformance`)
}

/** The cases fetch from httpbin.org, or from what the property CONFORMANCE_URL says. */
function withoutWhitelist(manifest: string): string {
  const { urlFetchWhitelist: _, ...rest } = JSON.parse(manifest) as Record<string, unknown>
  return `${JSON.stringify(rest, undefined, 2)}\n`
}
