/** The same through wrangler itself, as for a real office: exports read, rows put back by files of SQL. Its own local database stands for the one at Cloudflare. */
import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { parseBackup } from "../../../cli/backup/backup-file.ts"
import { contentHash } from "../../../cli/cloudflare/database.ts"
import { saveDeployment } from "../../../cli/cloudflare/deployment.ts"
import { createWrangler, type Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { findKeys } from "../../../cli/office/keys.ts"
import { applyMigrationsStep } from "../deploy/parts.ts"
import { backup, type FilledOffice, filledOffice, newFolder, opened, restore } from "./office.ts"

let office: FilledOffice
let file: string

beforeAll(async () => {
  office = await filledOffice()
  file = office.file
})
afterAll(() => office?.close())

/** Wrangler keeps its local databases beside the configuration. */
async function deployedFolder(): Promise<string> {
  const folder = newFolder()
  await saveDeployment(folder, {
    ...{ office: "test-office", name: "test-office", databaseId: "11111111-2222-3333-4444-555555555555" },
    ...{ mailFrom: "a@office.example", mailTransport: "send_email" },
  })
  return folder
}

it("an empty database takes the record, is interrupted, goes on, and gives the same backup again; no secret goes along", async () => {
  const folder = await deployedFolder()
  // Restored from a backup of this office: its own key is there, and who knows it may know it.
  copyFileSync(join(office.dataDir, "keys.json"), join(folder, "keys.json"))
  const { publicJwk } = (await findKeys(folder)) ?? {}
  writeFileSync(join(folder, "jwks.json"), JSON.stringify({ keys: [publicJwk] }))
  const args: string[] = []
  const real = createWrangler()
  const wrangler: Wrangler = call => {
    args.push(...call.args)
    return real(call)
  }
  // After the first rows: they stand there, and nobody has read them back.
  let isCut = false
  const interrupted: Wrangler = call => {
    if (isCut) return Promise.resolve({ exitCode: 1, stdout: "", stderr: "fetch failed" })
    isCut = call.args[1] === "execute"
    return wrangler(call)
  }
  const first = await restore([file, "--data", folder, "--remote"], interrupted)
  expect(first).toMatchObject({ code: 2, err: expect.stringContaining("Cloudflare cannot be reached") })
  const again = await restore([file, "--data", folder, "--remote"], wrangler)
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("continued to its end") })
  const expected = parseBackup(file, await opened(file)).database
  const taken = join(newFolder(), "again.backup")
  expect(await backup(["--data", folder, "--out", taken], wrangler)).toMatchObject({ code: 0 })
  const { database, kind, files } = parseBackup(taken, await opened(taken))
  expect(kind).toBe("deployed")
  expect(contentHash(database)).toBe(contentHash(expected))
  expect(files.map(each => each.file)).toEqual(["deployment.json", "jwks.json"])
  // What a restore noted of its migrations is what wrangler reads: the next deployment has none to apply.
  const applied = await applyMigrationsStep(folder, { where: "--local", wrangler })
  expect(applied).toMatchObject({ outcome: "already" })
  expect(await opened(taken), "the private key is in no backup").not.toContain("PRIVATE KEY")
  expect(args.length).toBeGreaterThan(0)
  expect(args.join(" "), "wrangler is told no secret").not.toMatch(/PRIVATE|zq-private/)
}, 300_000)

it("a folder from which nothing was deployed has no database to speak of", async () => {
  const folder = newFolder()
  expect(await restore([file, "--data", folder, "--remote"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("run deploy first"),
  })
  writeFileSync(join(folder, "deployment.json"), "{")
  copyFileSync(join(office.dataDir, "keys.json"), join(folder, "keys.json"))
  expect(await backup(["--data", folder])).toMatchObject({
    code: 2,
    err: expect.stringContaining("damaged; nothing was changed"),
  })
})
