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
  const { outputFiles } = await bundle(module, globalName)
  return outputFiles[0]?.text ?? ""
}

/** How many bytes of Code.js come from each file. */
export async function bytesByFile(): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await bundle(`${HERE}main.ts`, "sujarit")
  const inputs = Object.values(metafile.outputs).flatMap(each => Object.entries(each.inputs))
  return new Map(inputs.map(([file, { bytesInOutput }]) => [file, bytesInOutput]))
}

function bundle(module: string, globalName: string) {
  return build({
    entryPoints: [module],
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    minify: true,
    format: "iife",
    globalName,
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    plugins: [withoutHelp, withOwnSchemas, withOlderLanguage],
    // A part of zod that the script began to call, and `schema.ts` has not.
    logOverride: { "import-is-undefined": "error" },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  })
}

/**
 * What a column or a setting is for is a note beside it, and how wide a column is, is set by provisioning: the script
 * does neither, and they are 12 KB.
 */
const withoutHelp: Plugin = {
  name: "without-help",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/]columns\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/\b(?:help: "[^"\n]*"|width: \d+),?/g, ""),
      loader: "ts",
    }))
    onLoad({ filter: /[\\/]shared[\\/]row[\\/]setting\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        /(\bsetting\(\s*"\w+",\s*"[^"\n]*",\s*)(?:"[^"\n]*"|`[^`]*`)/g,
        '$1""',
      ),
      loader: "ts",
    }))
  },
}

/** Sources are checked with zod; of it the script carries what it calls. */
const withOwnSchemas: Plugin = {
  name: "with-own-schemas",
  setup({ onResolve }) {
    onResolve({ filter: /^zod\/mini$/ }, () => ({ path: `${HERE}schema.ts` }))
  },
}

/**
 * Google's editor takes no class with fields, and written out as definitions they cost more than the hashing of a short
 * text: each row makes four hashes of a dozen fields. Read as TypeScript, the fields of the hashes are assigned. And two
 * libraries call what came to the language after ES2020, each in one spelling: here they say it the older way.
 * `bundle.test.ts` finds what else they begin to call.
 */
const withOlderLanguage: Plugin = {
  name: "with-older-language",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@noble[\\/]hashes[\\/]\w+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(
        "Object.hasOwn(",
        "Object.prototype.hasOwnProperty.call(",
      ),
      loader: "ts",
    }))
    // With `u`, half of a surrogate pair is found only where the other half is missing.
    onLoad({ filter: /[\\/]canonicalize[\\/]lib[\\/]canonicalize\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        "!value.isWellFormed()",
        "/[\\ud800-\\udfff]/u.test(value)",
      ),
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
