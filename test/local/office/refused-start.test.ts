/** A start with something in its way: a clear sentence, and nothing changed. What ends the process with 2 is in test/browser/start.test.ts. */
import { mkdtempSync } from "node:fs"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, describe, expect, it } from "vitest"
import { faultText } from "../../../cli/command/fault.ts"
import { startOffice } from "../../../cli/start/assemble.ts"
import type { StartOptions } from "../../../cli/start/ground.ts"
import { layLived } from "../../../cli/start/lived.ts"
import type { OfficeSource } from "../../../cli/start/source.ts"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { freePort } from "../../free-port.ts"

const root = mkdtempSync(join(tmpdir(), "sujarit-refused-"))
const servers: Server[] = []

afterEach(() => servers.splice(0).forEach(server => void server.close()))
afterAll(() => rm(root, { recursive: true, force: true }))

/** The bundled sample with its plan alone, or with the months that it comes with. */
const sample = (isLived: boolean): OfficeSource => ({ kind: "sample", name: "district", isLived })

/** What a person reads; a start that goes on is closed again and fails the test. */
async function refusal(folder: string, options: Partial<StartOptions> = {}): Promise<string> {
  const defaults = { port: await freePort(), sheetPort: await freePort(), today: undefined, log: () => {} }
  const started = startOffice({ ...defaults, folder, source: sample(true), ...options })
  const fault = await started.then(
    async office => {
      await office.close()
      throw new Error("it was started")
    },
    (error: unknown) => faultText(error),
  )
  expect(fault, "a sentence, and no trace of our code").not.toContain("    at ")
  return fault
}

/** Somebody else's program on a port of its own. */
async function takenPort(): Promise<number> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>(ready => server.listen(0, "127.0.0.1", ready))
  return (server.address() as AddressInfo).port
}

describe("a start is refused", () => {
  it.each([
    ["port", "--port"],
    ["sheetPort", "--sheet-port"],
  ] as const)("where its %s is taken, and names the option %s", async (name, option) => {
    const port = await takenPort()
    const folder = join(root, "port")
    expect(await refusal(folder, { [name]: port })).toMatch(
      new RegExp(`พอร์ต ${port} .*port ${port} is in use.*${option}( |$)`),
    )
    expect(await readdir(root)).not.toContain("port")
  })

  it("where a part of its folder is damaged or gone, which stays as it is", async () => {
    const folder = join(root, "damaged")
    await layLived(folder)
    for (const name of ["office.json", "google.json", "keys.json"]) {
      const whole = await readFile(join(folder, name))
      const half = whole.subarray(0, whole.length / 2)
      await writeFile(join(folder, name), half)
      expect(await refusal(folder)).toContain(name)
      expect(await readFile(join(folder, name))).toEqual(half)
      await rm(join(folder, name))
      expect(await refusal(folder)).toContain(name)
      expect(await readdir(folder)).not.toContain(name)
      await writeFile(join(folder, name), whole)
    }
  })

  it("on a day before the one it stands at", async () => {
    const folder = join(root, "back")
    await layLived(folder)
    const today = parseIsoDate("2023-05-28")
    expect(await refusal(folder, { source: sample(false), today })).toMatch(/2023-05-29.*2023-05-28/)
  })

  it("in somebody else's folder, which is left alone", async () => {
    const folder = join(root, "theirs")
    await mkdir(folder)
    await writeFile(join(folder, "thesis.docx"), "mine")
    expect(await refusal(folder)).toContain("--data")
    expect(await readdir(folder)).toEqual(["thesis.docx"])
  })

  it("where its plan cannot be read, and leaves no folder", async () => {
    const source = { kind: "plan", file: join(root, "no-such-plan.txt"), sections: undefined } as const
    expect(await refusal(join(root, "noplan"), { source })).toContain("no-such-plan.txt")
    expect(await readdir(root)).not.toContain("noplan")
  })
})
