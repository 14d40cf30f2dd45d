/** A bundle that is kept is the one that would be made now. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { keptBundle } from "../../../local/worker/kept-bundle.ts"

const KEPT = resolve(import.meta.dirname, "../../../node_modules/.cache/bundles")

test("it is taken again while its sources are as they were, and made anew when one of them or itself has changed", () => {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-bundle-"))
  const [entry, imported] = [join(folder, "main.ts"), join(folder, "word.ts")]
  writeFileSync(entry, 'import { WORD } from "./word.ts"\nconsole.log(WORD)\n')
  writeFileSync(imported, 'export const WORD = "หนึ่ง"\n')
  const bundled = () => keptBundle({ entryPoints: [entry], format: "esm", charset: "utf8" }).toString()
  const first = bundled()
  expect(first).toContain("หนึ่ง")
  const file = readdirSync(KEPT)
    .filter(name => /^[0-9a-f]+$/.test(name))
    .map(name => join(KEPT, name))
    .find(name => readFileSync(name, "utf8").includes(entry))
  if (file === undefined) throw new Error("nothing was kept")
  const { ino } = statSync(file)
  expect(bundled()).toBe(first)
  expect(statSync(file).ino).toBe(ino)
  writeFileSync(file, readFileSync(file, "utf8").replace("หนึ่ง", "เปล่า"))
  expect(bundled()).toBe(first)
  writeFileSync(imported, 'export const WORD = "สอง"\n')
  expect(bundled()).toContain("สอง")
  rmSync(file)
  rmSync(folder, { recursive: true })
})
