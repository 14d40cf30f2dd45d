/** Documentation is part of the product: it fails here when it drifts from the code. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const ROOT = resolve(import.meta.dirname, "../..")
const read = (file: string) => readFileSync(join(ROOT, file), "utf8")
const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter(name => name.endsWith(".md"))
    .map(name => join("docs", name)),
]

describe("README.md", () => {
  it.each(["README.md", "CONTRIBUTING.md"])("%s names only npm scripts that exist", file => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
    const named = [...read(file).matchAll(/npm (?:run (\w[\w:]*)|(start|test))/g)].map(
      match => match[1] ?? match[2] ?? "",
    )
    expect(named.filter(name => !(name in scripts))).toEqual([])
  })

  it("is what CI runs", () => {
    expect(read("README.md")).toContain("npm ci && npm test\n")
    expect(read(".ci/run")).toContain("npm ci && npm test\n")
  })
})

it.each(DOCUMENTS)("%s links only to files that exist", file => {
  const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1] ?? "")
  expect(links.filter(link => !existsSync(resolve(ROOT, dirname(file), link)))).toEqual([])
})

/** Decisions name the files of their day. */
it.each(DOCUMENTS.filter(file => !file.startsWith("docs/decisions/0")))(
  "%s names only files there are",
  file => {
    const named = read(file).matchAll(/`((?:apps-script|cli|docs|local|shared|test|worker)\/[\w./-]+)`/g)
    const paths = Array.from(named, match => match[1] ?? "")
    expect(paths.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  },
)

it("docs/sheet-safety.md names tests there are", () => {
  const tests = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
  const named = Array.from(
    read("docs/sheet-safety.md").matchAll(/`([\w/-]+\.test\.ts)`/g),
    match => match[1] ?? "",
  )
  expect(named.filter(name => !tests.some(test => `/${test}`.endsWith(`/${name}`)))).toEqual([])
})

describe("docs/security.md", () => {
  const text = read("docs/security.md")
  const promises = [...text.matchAll(/^\| (README|\/about) \| (.+?) \| `(test\/[^`]+\.test\.ts)` \|$/gm)]
  const places: Record<string, string> = {
    README: read("README.md"),
    "/about": read("worker/pages/about.tsx").replace(/\s+/g, " "),
  }

  it("lists promises of both places that make some", () => {
    expect(new Set(promises.map(([, place]) => place))).toEqual(new Set(Object.keys(places)))
  })

  it.each(promises.map(([, place, promise, test]) => [place, promise, test] as const))(
    "%s: “%s” is said there, and %s holds it",
    (place, promise, test) => {
      expect(places[place ?? ""]).toContain(promise)
      expect(existsSync(join(ROOT, test ?? ""))).toBe(true)
    },
  )

  it("says of everybody who holds something what he can do, what notices it and what remains", () => {
    const rows = (text.split("\n## ")[0] ?? "").split("\n").filter(line => line.startsWith("| **"))
    expect(rows.map(row => row.split(" | ").length)).toEqual(rows.map(() => 4))
    const without = rows.filter(row => !/test\/[\w./-]+/.test(row.split(" | ")[2] ?? ""))
    expect(without).toEqual([])
  })
})

it("CONTRIBUTING.md explains each word once", () => {
  const glossary = read("CONTRIBUTING.md").split("## Words")[1]?.split("\n## ")[0] ?? ""
  const words = [...glossary.matchAll(/^\| ([^|]+) \| [^|]*[ก-๛][^|]* \| [^|]+ \|$/gm)].flatMap(match =>
    (match[1] ?? "").split(", "),
  )
  expect(words.length).toBeGreaterThan(30)
  expect(new Set(words).size).toBe(words.length)
})

describe("the decisions", () => {
  const files = readdirSync(join(ROOT, "docs/decisions"))
    .filter(name => name !== "README.md")
    .sort()

  it("are numbered without gaps", () => {
    expect(files.map(name => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1))
  })

  it("stand in their index, each with what holds", () => {
    const index = read("docs/decisions/README.md")
    const listed = [...index.matchAll(/^\| \[(\d+)\]\(([^)]+)\) \| [^|]{10,} \|/gm)].map(match =>
      match.slice(1),
    )
    expect(listed).toEqual(files.map((name, at) => [`${at + 1}`, name]))
  })
})
