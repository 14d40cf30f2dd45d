/** Bundles the script to the one `Code.js` that Google runs, and that the local Google runs too. */
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"

const HERE = fileURLToPath(new URL(".", import.meta.url))

/** Functions Google calls by name: a bundle has none at its top level, so stubs are written for them. */
export const ENTRY_POINTS = ["install", "onEdited", "onChanged", "onClock"] as const

/** The text of Code.js: an ES2020 script that needs no global Apps Script lacks. */
export async function buildScript(): Promise<string> {
  const result = await build({
    entryPoints: [`${HERE}main.ts`],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName: "sujarit",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    plugins: [withoutEnglishRules],
  })
  const stubs = ENTRY_POINTS.map(name => `function ${name}(event) { return sujarit.${name}(event) }`)
  return `${result.outputFiles[0]?.text ?? ""}\n${stubs.join("\n")}\n`
}

/** rrule carries a writer and a parser of English phrases that nothing here calls: 12 KB that every run would load. */
const withoutEnglishRules: Plugin = {
  name: "without-english-rules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/nlp\/index$/ }, ({ importer }) =>
      importer.includes("rrule") ? { path: "rrule-nlp", namespace: "empty" } : undefined,
    )
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({
      contents: "export let fromText, parseText, toText, isFullyConvertible",
    }))
  },
}

/** The manifest beside it. */
export function readManifest(): Promise<string> {
  return readFile(`${HERE}appsscript.json`, "utf8")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = `${HERE}../dist/apps-script`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/Code.js`, await buildScript())
  await writeFile(`${folder}/appsscript.json`, await readManifest())
}
