/** The table of assumptions names files that are there, and leaves no cell of a line empty. */
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it } from "vitest"

const ROOT = resolve(import.meta.dirname, "../..")
const PAGE = readFileSync(resolve(ROOT, "docs/platform.md"), "utf8")

it("every file it names is there", () => {
  const files = [...PAGE.matchAll(/`((?:local|test|shared|worker|apps-script|cli)\/[\w./-]+)`/g)].map(
    ([, file = ""]) => file,
  )
  expect(files.length).toBeGreaterThan(30)
  expect(files.filter(file => !existsSync(resolve(ROOT, file)))).toEqual([])
})

it("each line says what is rested on, who says so, where it is imitated, and what happens if it is otherwise", () => {
  const lines = [...PAGE.matchAll(/^\| (?!what we rest on).*$/gm)].map(([line]) => line)
  expect(lines.length).toBeGreaterThan(50)
  for (const line of lines) {
    const cells = line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim())
    expect(cells, line).toHaveLength(4)
    expect(
      cells.every(cell => cell !== ""),
      line,
    ).toBe(true)
  }
})
