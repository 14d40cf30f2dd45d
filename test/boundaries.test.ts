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
    packages: ["zod/mini", "@noble/hashes/", "@scure/base", "@stablelib/utf8", "canonicalize", "hono/html"],
  },
  { name: "apps-script", rooms: ["apps-script", "shared"], packages: ["zod/mini"] },
  {
    name: "worker",
    rooms: ["worker", "shared", "docs/guides/pictures", "dist/worker"],
    packages: [
      "hono",
      "hono/",
      "zod",
      "zod/mini",
      "jose",
      "csv-stringify/",
      "fflate",
      "nodemailer/",
      "node:buffer",
      "node:crypto",
      "node:net",
      "node:tls",
      "node:zlib",
      "d3-scale",
      "d3-shape",
      "@noble/hashes/",
      "@noble/post-quantum/",
      "@fontsource/sarabun/",
    ],
  },
  // What runs in a reader's browser: the Worker carries it, and shares no code with it.
  {
    name: "worker/verify",
    rooms: ["worker/verify", "shared"],
    packages: ["@noble/ed25519", "@noble/hashes/", "@scure/base", "d3-dsv"],
  },
  { name: "local", rooms: ["local", "shared"], packages: ["*"] },
  { name: "cli", rooms: ["cli", "local", "shared", "apps-script"], packages: ["*"] },
]

/** Built by Node, not deployed: these see what their tools see. */
const TOOLS = new Set(["apps-script/build.ts", "worker/openapi/document.ts"])

const SOURCES = [...new Set(ROOMS.flatMap(({ name }) => filesOf(name)))]

/** The folders of `shared/`, from the ground up. `columns.ts` lies below them all. */
const FLOORS: readonly (readonly string[])[] = [
  ["date", "push"],
  ["row", "log"],
  ["period", "record", "print"],
  ["rules", "due"],
  ["sheet", "view"],
  ["table", "mail", "verify"],
  ["scan", "answer", "bundle"],
  ["import"],
]

describe.each(ROOMS)("$name", room => {
  const inner = ROOMS.filter(({ name }) => name.startsWith(`${room.name}/`))
  const files = filesOf(room.name)
    .filter(file => !TOOLS.has(file))
    .filter(file => !inner.some(({ name }) => file.startsWith(`${name}/`)))

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
    const source = textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    expect(source).not.toMatch(
      /Date\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bfetch\(|\bcrypto\.|\bIntl\./,
    )
  })
})

describe("imports, types included, never lead back to where they began", () => {
  const files = new Set(SOURCES)
  /** Of sources alone: `openapi.json` and its like are data, made by whoever is described in them. */
  const imports = new Map(
    [...files].map(file => [file, new Set(targetsOf(file).filter(target => files.has(target)))]),
  )

  it("from file to file", () => {
    expect(cyclesOf(imports).map(cycle => cycle.join(" → "))).toEqual([])
  })

  it("from folder to folder", () => {
    const ties = folderTies(imports)
    const folders = new Map([...ties].map(([folder, reached]) => [folder, new Set(reached.keys())]))
    const told = cyclesOf(folders).map(cycle =>
      cycle.slice(1).map((folder, index) => ties.get(cycle[index] ?? "")?.get(folder)),
    )
    expect(told).toEqual([])
  })
})

describe("what is there is needed, and read in one go", () => {
  it("an export is imported by another file", () => {
    const imported = importedNames()
    const own = SOURCES.filter(file => !CALLED_FROM_OUTSIDE.has(file)).flatMap(file => {
      const names = imported.get(file) ?? new Set()
      return exportsOf(file)
        .filter(name => !names.has(name) && !names.has(EVERYTHING))
        .map(name => `${file}: ${name}`)
    })
    expect(own).toEqual([])
  })

  it("a file has 300 lines at most, but for those that are known", () => {
    const long = SOURCES.filter(file => !LONGER.has(file) && textOf(file).split("\n").length > 301)
    expect(long).toEqual([])
  })
})

/** By Google, for zod, by the runtimes, by the compiler. */
const CALLED_FROM_OUTSIDE = new Set([
  "apps-script/main.ts",
  "apps-script/schema.ts",
  "worker/main.ts",
  "worker/pages/jsx/jsx-runtime.ts",
  "local/worker/mailbox.ts",
  "local/google/script/inside.ts",
])

const LONGER = new Set(["shared/columns.ts", "worker/store/store.ts", "worker/store/told.ts"])

/** Of a file that is imported whole, or while the program runs. */
const EVERYTHING = "*"

function exportsOf(file: string): string[] {
  const named = textOf(file).matchAll(/^export (?:async )?(?:const|function|class|type|interface) (\w+)/gm)
  return [...named].map(([, name = ""]) => name)
}

/** By file, what other files import of it, tests included. */
function importedNames(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const note = (file: string, specifier: string, names: readonly string[]) => {
    const target = targetOf(file, specifier)
    found.set(target, new Set([...(found.get(target) ?? []), ...names]))
  }
  for (const file of [...SOURCES, ...filesOf("test"), ...filesOf("docs/generate")]) {
    const text = textOf(file)
    for (const [, names = "", specifier = ""] of text.matchAll(
      /^(?:import|export) (?:type )?(?:\w+, )?\{([^}]*)\} from "(\.[^"]+)"/gm,
    ))
      note(
        file,
        specifier,
        names.split(",").map(name =>
          name
            .trim()
            .replace(/^type /, "")
            .replace(/ as .*/, ""),
        ),
      )
    for (const [, whole, running] of text.matchAll(
      /^import \* as \w+ from "(\.[^"]+)"|import\("(\.[^"]+)"\)/gm,
    ))
      note(file, whole ?? running ?? "", [EVERYTHING])
  }
  return found
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** From each node the shortest way back to it, unless it lies on a way already found. */
function cyclesOf(graph: Graph): string[][] {
  const found: string[][] = []
  for (const start of graph.keys()) {
    const way = found.some(cycle => cycle.includes(start)) ? undefined : wayBack(graph, start)
    if (way) found.push(way)
  }
  return found
}

function wayBack(graph: Graph, start: string): string[] | undefined {
  const ways = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}

/** The folders that each folder imports from, each with a file that does. */
function folderTies(imports: Graph): Map<string, Map<string, string>> {
  const ties = new Map<string, Map<string, string>>()
  for (const [file, targets] of imports) {
    const reached = ties.get(folderOf(file)) ?? new Map()
    ties.set(folderOf(file), reached)
    for (const target of targets)
      if (folderOf(target) !== folderOf(file)) reached.set(folderOf(target), `${file} → ${target}`)
  }
  return ties
}

/** A file loose in a room, as `worker/app.ts` and `worker/app-env.ts`, is a folder of its own: one may be above all, another below. */
function folderOf(file: string): string {
  const folder = dirname(file)
  return ROOMS.some(({ name }) => name === folder) ? file : folder
}

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

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
}

function importsOf(file: string): string[] {
  return [
    ...textOf(file).matchAll(
      /^(?:import|export)\s[^"']*?from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']|import\(["']([^"']+)["']\)/gm,
    ),
  ].map(match => match[1] ?? match[2] ?? match[3] ?? "")
}
