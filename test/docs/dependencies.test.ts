/** `docs/dependencies.md` is the review of each dependency; nothing comes in without one. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")
const review = read("docs/dependencies.md")
const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
  "dependencies" | "optionalDependencies" | "devDependencies",
  Record<string, string>
>
const { packages } = JSON.parse(read("package-lock.json")) as {
  packages: Record<string, Locked>
}

type Locked = {
  readonly license?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly bin?: Readonly<Record<string, string>>
}

const PERMISSIVE =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|OFL-1\.1|PSF-2\.0)( OR .+)?\)?$/

/** Names in the first column of the last table; `*` ends a family of packages. */
const EXCEPTIONS = [...(review.split("## Licences further down")[1] ?? "").matchAll(/`([^`]+)`/g)].map(
  match => match[1] ?? "",
)

function isExcepted(name: string): boolean {
  return EXCEPTIONS.some(each => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each))
}

it.each(Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }))(
  "says why %s is here",
  name => {
    const row = `^\\| \`${name}\` \\| [^|…]+ \\| [^|…]+ \\| 20\\d\\d-\\d\\d \\| [\\d.]+ \\|$`
    expect(review).toMatch(new RegExp(row, "m"))
  },
)

it("finds a permissive licence, or an exception with its reason, for everything in the lock file", () => {
  const others = Object.entries(packages)
    .filter(([path, { license }]) => path !== "" && !PERMISSIVE.test(license ?? ""))
    .map(([path]) => path.replace(/.*node_modules\//, ""))
  expect(others.filter(name => !isExcepted(name))).toEqual([])
})

it("locks every package by the hash of its bytes", () => {
  const unlocked = Object.entries(packages).filter(([path, { integrity }]) => path !== "" && !integrity)
  expect(unlocked.map(([path]) => path)).toEqual([])
})

it("takes the Node that runs the office from the lock file, with nothing fetched by an install script", () => {
  const nodes = Object.keys(optionalDependencies).map(name => packages[`node_modules/${name}`])
  expect(nodes.map(node => Object.keys(node?.bin ?? {}))).toEqual(nodes.map(() => ["node"]))
  expect(nodes.filter(node => node?.hasInstallScript)).toEqual([])
  expect(packages["node_modules/node"]).toBeUndefined()
})

it("names every action of the workflows by its commit", () => {
  const uses = [...read(".github/workflows/check.yml").matchAll(/uses: (.+)/g)].map(([, action]) => action)
  expect(uses.length).toBeGreaterThan(0)
  for (const action of uses) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/)
})
