/** The verifier of another hand, which knows `docs/format.md` and the public addresses alone, where there is a Python. */
import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { instantOf } from "../../../shared/log/entry.ts"
import type { Hash } from "../../../shared/push/sd-jwt.ts"
import { hasProgram } from "../../has-program.ts"
import { type Files, FROM, newSite, noteOf, serve, signedPushes } from "./site.ts"

const PROGRAM = fileURLToPath(new URL("../../vectors/verify.py", import.meta.url))
type Said = { holds: boolean; entries: number; rows: number; redacted: number; faults: { what: string }[] }

// A new machine need have no Python: what this program found stands in docs/format.md.
describe.skipIf(!hasProgram("python3"))("a verifier in Python", () => {
  let server: Server
  let folder: string
  let files: Files

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sujarit-python-"))
    server = createServer(({ url = "" }, answer) => {
      const body = files.get(url)
      answer.writeHead(body === undefined ? 404 : 200).end(body)
    })
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  })
  afterAll(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })

  function said(...more: string[]): Promise<Said> {
    const { port } = server.address() as AddressInfo
    return new Promise((resolve, reject) => {
      execFile("python3", [PROGRAM, `http://127.0.0.1:${port}`, ...more], (_, out, trouble) =>
        out === "" ? reject(new Error(trouble)) : resolve(JSON.parse(out)),
      )
    })
  }

  it("agrees about a record in which a text was redacted, and that it goes on from what was kept", async () => {
    const site = newSite()
    await writeFile(join(folder, "kept"), noteOf(site))
    const digest = [...(site.pushes[1]?.shown.keys() ?? [])][0] as Hash
    const name = "report/m-bbbbbbbb/2/2566"
    const at = instantOf(FROM + 17 * 86_400_000)
    site.entries.push({ type: "redaction", at, digest, name, reason: "personal" })
    files = serve(site)
    expect(await said("--since", join(folder, "kept"))).toMatchObject({
      ...{ holds: true, entries: 5, redacted: 1, faults: [] },
    })
  })

  it("agrees about what does not hold", async () => {
    const other = (path: string, from: RegExp | string, to: string) => {
      const served = serve(newSite())
      return served.set(path, String(served.get(path)).replace(from, to))
    }
    files = other("/2566.json", '"state":"late"', '"state":"done"')
    expect((await said()).faults[0]?.what).toBe("state: done for late")
    files = other("/2566/reports.csv", ",late,", ",done,")
    expect((await said()).faults[0]?.what).toContain("'done' for 'late'")
    files = other("/api/v1/pushes/2566/2", /~[^~]+~/, "~")
    expect((await said()).faults[0]?.what).toContain("is lost")
    await writeFile(join(folder, "kept"), noteOf(newSite()))
    files = serve(newSite(signedPushes().slice(0, 2)))
    expect((await said("--since", join(folder, "kept"))).faults).toHaveLength(1)
  })
})
