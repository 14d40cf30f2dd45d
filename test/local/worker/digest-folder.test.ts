/** `sujarit digest --data`: an open office is asked, a stopped one is read, and nothing of its folder changes. */
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { digestCommand } from "../../../cli/commands-here.ts"
import { startOffice } from "../../../cli/start/assemble.ts"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { ran } from "../../cli/ran.ts"
import { freePort } from "../../free-port.ts"

const root = mkdtempSync(join(tmpdir(), "sujarit-digest-test-"))
const folder = join(root, "office")

const run = (...args: string[]) => ran(digestCommand, args)

let port: number
let openMail: string

function fingerprint(): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()
  const hash = createHash("sha256")
  for (const name of files) {
    const file = join(folder, name)
    hash.update(name)
    if (statSync(file).isFile()) hash.update(readFileSync(file))
  }
  return hash.digest("hex")
}

beforeAll(async () => {
  port = await freePort()
  const office = await startOffice({
    port,
    sheetPort: await freePort(),
    folder,
    source: { kind: "sample" },
    log: () => {},
    today: parseIsoDate("2023-05-29"),
  })
  openMail = (await run("--on", "2023-06-12", "--data", folder)).out
  await office.close()
}, 60_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

it("an open office is asked at the port it has, which is not the usual one", () => {
  expect(openMail).toContain(`http://127.0.0.1:${port}/`)
})

describe("a stopped office", () => {
  it("shows the director's mail, and stays as it was", async () => {
    const before = fingerprint()
    const { code, out, err } = await run("--on", "2023-06-12", "--data", folder)
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toContain("เรียน  ผู้อำนวยการเขตบางสมมุติ")
    expect(out).not.toContain("@")
    expect(out).toBe(openMail)
    expect(fingerprint()).toBe(before)
  })
})

it("what is no office's folder is said so", async () => {
  const other = join(root, "other")
  mkdirSync(other)
  writeFileSync(join(other, "office.json"), "{")
  for (const path of [other, join(root, "nowhere")]) {
    const { code, err } = await run("--on", "2023-06-12", "--data", path)
    expect(code).toBe(2)
    expect(err).toContain("not an office's data folder")
  }
})
