/** Cuts the script's ambient types out of @types/google-apps-script, so that signatures stay the official ones. */
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { SURFACE, SURFACE_GLOBALS, SURFACE_SCHEMAS } from "./wire/surface.ts"

interface Declaration {
  readonly kind: "interface" | "type" | "enum"
  /** `interface Blob extends BlobSource` */
  readonly head: string
  readonly members: readonly { readonly name: string; readonly text: string }[]
}

const HEADER = `/**
 * What the script may call, and nothing else: a call outside this surface fails the type check.
 * Generated from @types/google-apps-script by \`node local/google/surface-types.ts\`; a test keeps it so. The official
 * package cannot be imported and narrowed: loading it declares every global of Apps Script.
 */
// biome-ignore-all format: generated
// biome-ignore-all lint: the official signatures, as they are
`

/** The whole text of `apps-script/gas-surface.d.ts`. */
export function surfaceTypes(): string {
  const official = readOfficial()
  const picked = withSchemas(official)
  const spaces = new Map<string, string[]>()
  for (const [path, members] of [...picked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [space, name] = splitPath(path)
    const declaration = official.get(path)
    if (!declaration) throw new Error(`@types/google-apps-script has no ${path}`)
    spaces.set(space, [...(spaces.get(space) ?? []), printed(name, declaration, members, picked)])
  }
  const blocks = [...spaces].map(([space, texts]) =>
    space === "global"
      ? texts.join("\n")
      : `declare namespace ${space} {\n${texts.map(indent).join("\n")}\n}`,
  )
  const globals = Object.entries(SURFACE_GLOBALS).map(
    ([name, path]) => `declare const ${name}: ${path === "Console" ? path : `GoogleAppsScript.${path}`}`,
  )
  return `${HEADER}\n${blocks.join("\n\n")}\n\n${globals.join("\n")}\n`
}

/** The surface, and every schema of an API that it mentions. */
function withSchemas(official: ReadonlyMap<string, Declaration>): Map<string, readonly string[] | "*"> {
  const picked = new Map(Object.entries(SURFACE))
  const open = [...picked.keys()]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const members = picked.get(path) ?? "*"
    for (const { text } of pick(path, official.get(path), members))
      for (const [, name = ""] of text.matchAll(/\bSchema\.(\w+)/g)) {
        const schema = `${path.startsWith("Gmail.") ? "Gmail" : "Sheets"}.Schema.${name}`
        if (picked.has(schema)) continue
        picked.set(schema, SURFACE_SCHEMAS[name] ?? "*")
        open.push(schema)
      }
  }
  return picked
}

function pick(path: string, declaration: Declaration | undefined, members: readonly string[] | "*") {
  if (!declaration) throw new Error(`@types/google-apps-script has no ${path}`)
  if (members === "*") return declaration.members
  const missing = members.filter(name => !declaration.members.some(member => member.name === name))
  if (missing.length > 0) throw new Error(`${path} has no ${missing.join(", ")}`)
  return declaration.members.filter(member => members.includes(member.name))
}

function printed(
  name: string,
  declaration: Declaration,
  members: readonly string[] | "*",
  picked: ReadonlyMap<string, unknown>,
): string {
  const texts = pick(name, declaration, members).map(member => member.text)
  if (declaration.kind === "type") return `type ${texts[0]}`
  const base = /extends (\w+)/.exec(declaration.head)?.[1]
  const extended =
    base && [...picked.keys()].some(path => path.endsWith(`.${base}`)) ? ` extends ${base}` : ""
  const separator = declaration.kind === "enum" ? "," : ""
  return `${declaration.kind} ${name}${extended} {\n${texts.map(text => `  ${text}${separator}`).join("\n")}\n}`
}

function splitPath(path: string): [space: string, name: string] {
  if (path === "Console") return ["global", path]
  const at = path.lastIndexOf(".")
  return [`GoogleAppsScript${at < 0 ? "" : `.${path.slice(0, at)}`}`, path.slice(at + 1)]
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ")
}

const APIS = ["apis/gmail_v1.d.ts", "apis/sheets_v4.d.ts"]

/** Every declaration of the package, by its path below `GoogleAppsScript`. */
function readOfficial(): Map<string, Declaration> {
  const folder = dirname(createRequire(import.meta.url).resolve("@types/google-apps-script/package.json"))
  const files = [...readdirSync(folder).filter(name => name.endsWith(".d.ts")), ...APIS]
  const declarations = new Map<string, Declaration>()
  for (const file of files)
    collect(withoutComments(readFileSync(join(folder, file), "utf8")), "", declarations)
  return declarations
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "")
}

const OPENING =
  /(?:declare )?(namespace|interface|enum) ([\w.]+)([^{;]*)\{|(?:declare )?type (\w+) =([^;]*);/g

function collect(text: string, space: string, declarations: Map<string, Declaration>): void {
  const opening = new RegExp(OPENING)
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const [head, kind, name = "", , alias, aliased = ""] = found
    if (alias !== undefined) {
      const members = [{ name: alias, text: `${alias} = ${oneLine(aliased)}` }]
      declarations.set(space + alias, { kind: "type", head: alias, members })
      continue
    }
    const end = closing(text, opening.lastIndex)
    const body = text.slice(opening.lastIndex, end)
    opening.lastIndex = end
    if (kind === "namespace")
      collect(body, name === "GoogleAppsScript" ? "" : `${space}${name}.`, declarations)
    else
      declarations.set(space + name, { kind: kind as "interface" | "enum", head, members: membersOf(body) })
  }
}

function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++
    else if (text[at] === "}" && --depth === 0) return at
  }
  throw new Error("a declaration of @types/google-apps-script does not end")
}

function membersOf(body: string): { name: string; text: string }[] {
  const texts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= body.length; at++) {
    const char = body[at]
    if (char === "{" || char === "(") depth++
    if (char === "}" || char === ")") depth--
    if ((depth === 0 && (char === ";" || char === ",")) || at === body.length) {
      texts.push(oneLine(body.slice(from, at)))
      from = at + 1
    }
  }
  return texts
    .filter(text => text !== "")
    .map(text => ({ name: /^"?([\w-]+)/.exec(text)?.[1] ?? text, text }))
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/,? \)/g, ")")
    .replace(/\( /g, "(")
    .replace(/^\| |= \| /, "")
    .trim()
}

if (import.meta.main) process.stdout.write(surfaceTypes())
