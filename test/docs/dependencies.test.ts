/** `docs/dependencies.md` is the review of each dependency; nothing comes in without one. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")
const review = read("docs/dependencies.md")
const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>
const { packages } = JSON.parse(read("package-lock.json")) as {
  packages: Record<string, { license?: string }>
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

it.each(Object.keys({ ...dependencies, ...devDependencies }))("says why %s is here", name => {
  const row = `^\\| \`${name}\` \\| [^|…]+ \\| [^|…]+ \\| 20\\d\\d-\\d\\d \\| [\\d.]+ \\|$`
  expect(review).toMatch(new RegExp(row, "m"))
})

it("finds a permissive licence, or an exception with its reason, for everything in the lock file", () => {
  const others = Object.entries(packages)
    .filter(([path, { license }]) => path !== "" && !PERMISSIVE.test(license ?? ""))
    .map(([path]) => path.replace(/.*node_modules\//, ""))
  expect(others.filter(name => !isExcepted(name))).toEqual([])
})
