/**
 * `docs/dependencies.md`: a row for each package of `package.json`, with its licence from the lock file. Why a package is
 * here, when it was released and what it weighs stay as somebody wrote them; in a new row each waits as `…`.
 */
import { readFileSync } from "node:fs"

type Kind = "dependencies" | "optionalDependencies" | "devDependencies"

const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"))

const NAMED = readJson("package.json") as Readonly<Record<Kind, Readonly<Record<string, string>>>>
const LOCKED = readJson("package-lock.json") as {
  readonly packages: Readonly<Record<string, { readonly license?: string }>>
}

export function dependenciesMarkdown(review: string): string {
  const used = withTable(review, "## Used by what runs", "dependencies")
  const platforms = withTable(used, "## One of each, by platform", "optionalDependencies")
  return withTable(platforms, "## Used by tests and benches", "devDependencies")
}

/** The review with the table below this heading written anew. */
function withTable(review: string, heading: string, kind: Kind): string {
  const written = writtenRows(review)
  const rows = Object.keys(NAMED[kind]).map(name => {
    const [why, licence, released, megabytes] = written.get(name) ?? ["…", "…", "…", "…"]
    // Where the maker declares no licence a person has read it from the licence file.
    const declared = LOCKED.packages[`node_modules/${name}`]?.license ?? licence
    return `| \`${name}\` | ${why} | ${declared} | ${released} | ${megabytes} |\n`
  })
  const [before = "", after = ""] = review.split(`${heading}\n`)
  const table = /(\| package .*\n\|[-|]+\|\n)(?:\|.*\n)*/
  return `${before}${heading}\n${after.replace(table, (_, head) => head + rows.join(""))}`
}

/** What stands beside each package's name. */
function writtenRows(review: string): ReadonlyMap<string, readonly string[]> {
  const rows = review.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)
  return new Map(Array.from(rows, ([, name = "", ...cells]) => [name, cells]))
}
