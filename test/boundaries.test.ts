/** A line of code knows its room and its floor: what each folder may import, checked on the imports themselves. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const ROOT = resolve(import.meta.dirname, "..")

type Room = {
  readonly name: string
  /** Rooms it may import from, itself included. */
  readonly rooms: readonly string[]
  /** Packages it may import, by exact name or prefix ending in /. */
  readonly packages: readonly string[]
}

const ROOMS: readonly Room[] = [
  {
    name: "shared",
    rooms: ["shared"],
    packages: [
      "zod/mini",
      "@noble/hashes/",
      "@scure/base",
      "@stablelib/utf8",
      "canonicalize",
      "rrule",
      "hono/html",
    ],
  },
  { name: "apps-script", rooms: ["apps-script", "shared"], packages: ["zod/mini"] },
  {
    name: "worker",
    rooms: ["worker", "shared", "docs/guides/pictures"],
    packages: [
      "hono",
      "hono/",
      "zod",
      "zod/mini",
      "jose",
      "csv-stringify/",
      "nodemailer/",
      "node:buffer",
      "node:crypto",
      "node:net",
      "node:tls",
      "d3-scale",
      "d3-shape",
      "@noble/hashes/",
      "@fontsource/sarabun/",
    ],
  },
  { name: "local", rooms: ["local", "shared"], packages: ["*"] },
  { name: "cli", rooms: ["cli", "local", "shared", "apps-script"], packages: ["*"] },
]

/** Built by Node, not deployed: these see what their tools see. */
const TOOLS = new Set(["apps-script/build.ts", "worker/openapi/document.ts"])

/** The folders of `shared/`, from the ground up. `columns.ts` lies below them all. */
const FLOORS: readonly (readonly string[])[] = [
  ["date", "push"],
  ["row"],
  ["period", "record", "print"],
  ["rules", "due"],
  ["sheet", "view"],
  ["table", "mail"],
  ["scan"],
  ["import"],
]

describe.each(ROOMS)("$name", room => {
  const files = filesOf(room.name).filter(file => !TOOLS.has(file))

  it("has files", () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files)("%s imports only what its room may know", file => {
    const wrong = importsOf(file).filter(specifier => !isAllowed(room, file, specifier))
    expect(wrong).toEqual([])
  })
})

describe("the functional core", () => {
  it.each(filesOf("shared"))("%s reads no clock, no dice and no host", file => {
    const source = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    expect(source).not.toMatch(
      /Date\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bfetch\(|\bcrypto\.|\bIntl\./,
    )
  })
})

describe("the floors of shared", () => {
  it("hold every folder there is", () => {
    const folders = new Set(filesOf("shared").map(floorOf))
    folders.delete(GROUND)
    expect([...folders].sort()).toEqual(FLOORS.flat().sort())
  })

  it.each(FLOORS.flat())("%s imports only from floors below it", folder => {
    const upward = filesOf(`shared/${folder}`).flatMap(file =>
      targetsOf(file)
        .filter(target => floorOf(target) !== folder && heightOf(target) >= heightOf(file))
        .map(target => `${file} → ${target}`),
    )
    expect(upward).toEqual([])
  })
})

/** What lies in `shared/` itself. */
const GROUND = "."

function floorOf(file: string): string {
  return relative("shared", dirname(file)) || GROUND
}

function heightOf(file: string): number {
  return FLOORS.findIndex(floor => floor.includes(floorOf(file)))
}

function isAllowed(room: Room, file: string, specifier: string): boolean {
  if (specifier.startsWith(".")) {
    const target = targetOf(file, specifier)
    return room.rooms.some(name => target.startsWith(`${name}/`))
  }
  const isNode = specifier.startsWith("node:")
  return room.packages.some(each =>
    each === "*" ? true : each.endsWith("/") ? !isNode && specifier.startsWith(each) : specifier === each,
  )
}

/** The files of the project that a file imports, types included. */
function targetsOf(file: string): string[] {
  return importsOf(file)
    .filter(specifier => specifier.startsWith("."))
    .map(specifier => targetOf(file, specifier))
}

function targetOf(file: string, specifier: string): string {
  return relative(ROOT, resolve(ROOT, dirname(file), specifier))
}

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map(name => join(folder, name))
}

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), "utf8")
  return [
    ...source.matchAll(
      /^(?:import|export)\s[^"']*?from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']|import\(["']([^"']+)["']\)/gm,
    ),
  ].map(match => match[1] ?? match[2] ?? match[3] ?? "")
}
