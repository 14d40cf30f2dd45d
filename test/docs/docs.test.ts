/** Documentation is part of the product: it fails here when it drifts from the code. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { columnsMarkdown } from "./columns-table.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const read = (file: string) => readFileSync(join(ROOT, file), "utf8")
const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
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

it("docs/columns.md is what the columns are", () => {
  if (process.env.UPDATE_DOCS) writeFileSync(join(ROOT, "docs/columns.md"), columnsMarkdown())
  expect(read("docs/columns.md")).toBe(columnsMarkdown())
})

it("the decisions are numbered without gaps", () => {
  const numbers = readdirSync(join(ROOT, "docs/decisions"))
    .map(name => Number(name.slice(0, 4)))
    .sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})
