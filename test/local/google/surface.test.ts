import { execFile } from "node:child_process"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { surfaceTypes } from "../../../local/google/surface-types.ts"

const HOUSE = fileURLToPath(new URL("../../../", import.meta.url))
const SURFACE_FILE = join(HOUSE, "apps-script/gas-surface.d.ts")

/** The errors of the type check of one script against the surface. */
async function typeErrors(script: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "surface-"))
  await writeFile(join(folder, "script.ts"), script)
  const compilerOptions = { target: "es2023", lib: ["es2020"], types: [], strict: true, noEmit: true }
  const files = [join(folder, "script.ts"), SURFACE_FILE]
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }))
  const compiler = join(HOUSE, "node_modules/typescript/bin/tsc")
  const output = await new Promise<string>(resolve =>
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], (_, stdout) => resolve(stdout)),
  )
  return output.split("\n").filter(line => line.includes("error"))
}

test("the types in the house are those of the surface", async () => {
  expect(await readFile(SURFACE_FILE, "utf8")).toBe(surfaceTypes())
})

test("a script inside the surface passes the type check", async () => {
  const script = `
    const { sheets } = Sheets.Spreadsheets.get("id", { fields: "sheets" })
    const bytes: number[] = Utilities.computeRsaSha256Signature("a", "b", Utilities.Charset.UTF_8)
    console.log(sheets?.[0]?.properties?.title, bytes, SpreadsheetApp.openById("id").getName())`
  expect(await typeErrors(script)).toEqual([])
})

test("a call outside the surface does not", async () => {
  const calls = [
    "SpreadsheetApp.getUi()",
    "GmailApp.sendEmail",
    "Utilities.formatDate",
    "setTimeout",
    "fetch",
    "Browser",
    "process",
  ]
  const errors = await typeErrors(calls.join("\n"))
  expect(errors.map(error => /script\.ts\((\d+),/.exec(error)?.[1])).toEqual(
    calls.map((_, line) => String(line + 1)),
  )
})

test("nor does a request that the local Google does not carry out", async () => {
  const [error] = await typeErrors(`Sheets.Spreadsheets.batchUpdate({ requests: [{ addChart: {} }] }, "id")`)
  expect(error).toContain("addChart")
})
