/** Bundles the script to the one `Code.js` that Google runs, and that the local Google runs too. */
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"

const HERE = fileURLToPath(new URL(".", import.meta.url))

/** Functions Google calls by name: a bundle has none at its top level, so stubs are written for them. */
export const ENTRY_POINTS = ["install", "uninstall", "onEdited", "onChanged", "onClock"] as const

let made: Promise<string> | undefined

/**
 * The text of Code.js: an ES2020 script that needs no global Apps Script lacks. Built once a process: a command compares
 * and pushes the same build, whatever happens to the sources meanwhile.
 */
export function buildScript(): Promise<string> {
  made ??= buildCode()
  return made
}

async function buildCode(): Promise<string> {
  const bundle = await bundleScript(`${HERE}main.ts`, "sujarit")
  const stubs = ENTRY_POINTS.map(name => `function ${name}(event) { return sujarit.${name}(event) }`)
  return `${bundle}\n${stubs.join("\n")}\n`
}

/** One module with all it imports, as a script that sets one global. */
export async function bundleScript(module: string, globalName: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [module],
    // From wherever the command was called: `alias` is looked up from here.
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName,
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    alias: { rrule: "rrule/dist/esm/rrule.js" },
    plugins: [withoutUncalledRrule, withAssignedFields],
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  })
  return outputFiles[0]?.text ?? ""
}

/**
 * Of rrule the script expands rules and nothing else, but the package keeps all its parts alive: sets of rules, parsers,
 * writers, a cache. So its `RRule` is bundled without its index (`alias`), and the modules of what `series.ts` never
 * calls are left empty, 24 KB in all. `bundle.test.ts` compiles the whole corpus with what is left.
 */
const UNCALLED: Readonly<Record<string, string>> = {
  "nlp/index": "export let fromText, parseText, toText, isFullyConvertible",
  parsestring: "export let parseString",
  optionstostring: "export let optionsToString",
  cache: "export let Cache",
  callbackiterresult: "export default undefined",
  "iterinfo/easter": "export let easter",
  // Civil dates have no zone to be carried into.
  datewithzone: "export let DateWithZone = function (date) { this.rezonedDate = () => date }",
}

const withoutUncalledRrule: Plugin = {
  name: "without-uncalled-rrule",
  setup({ onLoad }) {
    const modules = /[\\/]rrule[\\/]dist[\\/]esm[\\/](.+)\.js$/
    onLoad({ filter: modules }, ({ path }) => {
      const contents = UNCALLED[modules.exec(path)?.[1]?.replaceAll("\\", "/") ?? ""]
      return contents === undefined ? undefined : { contents }
    })
  },
}

/**
 * Google's editor takes no class with fields, and written out as definitions they cost more than the hashing of a short
 * text: each row makes four hashes of a dozen fields. Read as TypeScript, the fields of the hashes are assigned.
 */
const withAssignedFields: Plugin = {
  name: "with-assigned-fields",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@noble[\\/]hashes[\\/]\w+\.js$/ }, async ({ path }) => ({
      contents: await readFile(path, "utf8"),
      loader: "ts",
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
