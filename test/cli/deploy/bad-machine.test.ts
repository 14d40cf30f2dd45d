/** What a machine can lack: the message says what to do, nothing half made is left, and running again goes on. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, it } from "vitest"
import { saveDeployment } from "../../../cli/cloudflare/deployment.ts"
import { faultText } from "../../../cli/command/fault.ts"
import { openKeys } from "../../../cli/office/keys.ts"
import { backup, newFolder } from "../backup/office.ts"
import { FIRST_RUN, openDeployer } from "./operator.ts"

async function deployedFolder(): Promise<string> {
  const folder = newFolder()
  await saveDeployment(folder, {
    ...{ office: "test-office", name: "test-office", databaseId: "11111111-2222-3333-4444-555555555555" },
    ...{ mailFrom: "a@office.example", mailTransport: "send_email" },
  })
  return folder
}

it("a full disk: a backup says so, and leaves no half of a file", async () => {
  const folder = await deployedFolder()
  await openKeys(folder)
  const out = join(folder, "x.backup")
  const refused = await backup(["--data", folder, "--out", out], async () => {
    // A device that is always full: the error is the system's own.
    await writeFile("/dev/full", "rows")
    return { exitCode: 0, stdout: "", stderr: "" }
  })
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("the disk is full: make room") })
  expect(readdirSync(folder).sort()).toEqual(["database.json", "deployment.json", "keys.json"])
})

it("a full disk while the state is saved: the next run goes on", async () => {
  const operator = await openDeployer()
  const wrangler = async () => {
    await writeFile("/dev/full", "state")
    return { exitCode: 0, stdout: "", stderr: "" }
  }
  const full = await operator.run([...FIRST_RUN, "--until", "worker"], { wrangler })
  expect(full).toMatchObject({ code: 2, err: expect.stringContaining("the disk is full") })
  expect((await operator.run(["--until", "worker"])).code).toBe(0)
})

it.each(["EACCES", "EPERM", "EROFS", "EDQUOT", "ENOENT"])(
  "%s is told in Thai and English, with what to do",
  code => {
    const text = faultText(Object.assign(new Error(`${code}: open '/x'`), { code }))
    expect(text).toMatch(/[ก-๛].* \/ [a-z]/)
    expect(text).toContain("/x")
  },
)

it("a folder that may not be written is said to be so", async context => {
  if (process.getuid?.() === 0) return context.skip("root may write everywhere")
  const folder = join(newFolder(), "closed")
  mkdirSync(folder)
  chmodSync(folder, 0o500)
  const operator = await openDeployer()
  const refused = await operator.run(["--data", folder, ...FIRST_RUN])
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("no permission") })
})

it("a file where the folder should be is no reason for a stack of lines", async () => {
  const file = join(newFolder(), "office")
  writeFileSync(file, "")
  const operator = await openDeployer()
  const refused = await operator.run(["--data", file, ...FIRST_RUN])
  expect(refused.code).toBe(2)
  expect(refused.err).not.toMatch(/^ {4}at /m)
  expect(existsSync(file)).toBe(true)
})
