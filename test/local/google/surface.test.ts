import { execFile } from "node:child_process"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import {
  SURFACE,
  SURFACE_EVENTS,
  SURFACE_OBJECTS,
  SURFACE_SCHEMAS,
} from "../../../local/google/wire/surface.ts"

const HOUSE = fileURLToPath(new URL("../../../", import.meta.url))
const OFFICIAL = join(HOUSE, "node_modules/@types/google-apps-script")

/** The errors of the type check of one more file of the script's room, as `file(line,column): error …`. */
async function typeErrors(script: string, options: object = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "surface-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, "script.ts"), script)
  const config = {
    extends: join(HOUSE, "apps-script/tsconfig.json"),
    compilerOptions: { typeRoots: [join(HOUSE, "node_modules/@types")], noUnusedLocals: false, ...options },
    files: [join(folder, "script.ts")],
    include: [join(HOUSE, "apps-script/gas-surface.d.ts")],
  }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config))
  const compiler = join(HOUSE, "node_modules/typescript/bin/tsc")
  const output = await new Promise<string>(resolve =>
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], (_, stdout) => resolve(stdout)),
  )
  return output.split("\n").filter(line => line.includes("error"))
}

async function sourcesOf(folder: string): Promise<(readonly [name: string, text: string])[]> {
  const names = (await readdir(join(HOUSE, folder))).filter(name => /(?<!\.d)\.ts$/.test(name))
  return Promise.all(
    names.map(async name => [name, await readFile(join(HOUSE, folder, name), "utf8")] as const),
  )
}

test("a script inside the surface passes the type check", async () => {
  const script = `
    const { sheets } = Sheets.Spreadsheets.get("id", { fields: "sheets" })
    const bytes: number[] = Utilities.computeRsaSha256Signature("a", "b", Utilities.Charset.UTF_8)
    console.log(sheets?.[0]?.properties?.title, bytes, LockService.getScriptLock().tryLock(1))`
  expect(await typeErrors(script)).toEqual([])
})

test("a call outside the surface does not", async () => {
  const calls = [
    "SpreadsheetApp.openById('id')",
    "GmailApp.sendEmail",
    "Browser.msgBox('x')",
    "Utilities.formatDate",
    "Utilities.Charset.US_ASCII",
    "Sheets.Spreadsheets.Values",
    "LockService.getScriptLock().hasLock()",
    "ScriptApp.newTrigger('f').forSpreadsheet('id').onOpen()",
    "(event: Google.EditEvent) => event.range.setValue('x')",
    "UrlFetchApp.fetch('x', { headers: {} })",
    "Sheets.Spreadsheets.get('id', { fields: 'x' }).sheets?.[0]?.charts",
    "Sheets.Spreadsheets.batchUpdate({ requests: [{ addChart: {} }] }, 'id')",
    "setTimeout",
    "fetch",
    "process",
  ]
  const errors = await typeErrors(calls.join(";\n"))
  expect(errors.map(error => Number(/script\.ts\((\d+),/.exec(error)?.[1]))).toEqual(
    calls.map((_, line) => line + 1),
  )
})

test("no service of the official package is left as wide as it is there", async () => {
  const names = (await readdir(OFFICIAL, { recursive: true })).filter(name => name.endsWith(".d.ts"))
  const texts = await Promise.all(names.map(name => readFile(join(OFFICIAL, name), "utf8")))
  const globals = texts.flatMap(text => [...text.matchAll(/^declare var (\w+)/gm)].map(([, name]) => name))
  expect(globals).toContain("SpreadsheetApp")
  const own = await readFile(join(HOUSE, "apps-script/gas-surface.d.ts"), "utf8")
  const declared = new Set(own.match(/\w+(?=: )/g))
  expect(globals.filter(name => !declared.has(name ?? ""))).toEqual([])
})

test("the script names no type of the official package, which would be wider than the surface", async () => {
  const own = [...(await sourcesOf("apps-script")), ...(await sourcesOf("test/conformance"))]
  expect(own.filter(([, text]) => text.includes("GoogleAppsScript")).map(([name]) => name)).toEqual([])
})

test("the surface's signatures are the official ones", async () => {
  const errors = await typeErrors("", { skipLibCheck: false })
  expect(errors.filter(error => error.includes("gas-surface"))).toEqual([])
})

describe("the names in the types are those of the table", () => {
  const SAME = "type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false\n"
  const check = (type: string, keys: readonly string[]) =>
    `{ const same: Same<keyof ${type}, ${keys.map(key => JSON.stringify(key)).join(" | ")}> = true }`
  const types = [
    ...Object.entries(SURFACE).map(([name, keys]) => [`typeof ${name}`, keys] as const),
    ...Object.entries({ ...SURFACE_OBJECTS, ...SURFACE_EVENTS, ...SURFACE_SCHEMAS }).map(
      ([name, keys]) => [`Google.${name}`, keys] as const,
    ),
  ]

  test("every one, and no other", async () => {
    const checks = types.map(([type, keys]) => check(type, keys))
    expect(await typeErrors(SAME + checks.join("\n"))).toEqual([])
  })

  test.each([[["tryLock", "releaseLock", "hasLock"]], [["tryLock"]]])("%j of a lock is seen", async keys => {
    expect(await typeErrors(SAME + check("Google.Lock", keys))).toHaveLength(1)
  })
})
