/** An office given from one account to another at the local Google: publishing goes on, and the old account ends with nothing. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { doctorCommand, handoverCommand, setupCommand } from "../../../cli/commands-office.ts"
import type { FindingCode } from "../../../cli/doctor/finding.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import { openLocalGoogle } from "../../../local/google/api/google.ts"
import { NOON } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { HEARD, hostOf, playedSurroundings, playWorker } from "../setup/office.ts"

const OLD = "old@office.example"
const NEW = "new@office.example"
const WORKER = "https://record.example"

/** One Google that is left and entered as this account or that, and a folder that both use. */
async function openOffice() {
  const root = mkdtempSync(join(tmpdir(), "sujarit-handover-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const [folder, file] = [join(root, "office"), join(root, "google.json")]
  const played = playWorker()
  const { worker } = played
  const deps = playedSurroundings(played.fetch)
  const as = async <T>(owner: string, act: (office: Acting) => Promise<T>): Promise<T> => {
    const google = await openLocalGoogle({ file, now: () => NOON, owner })
    const { rootUrl, close } = await google.listen()
    try {
      return await act({ google, rootUrl })
    } finally {
      await close()
      await google.close()
    }
  }
  type Acting = { google: Awaited<ReturnType<typeof openLocalGoogle>>; rootUrl: string }
  const setup = (owner: string) =>
    as(owner, async ({ rootUrl }) => {
      const place = ["--data", folder, "--google", rootUrl]
      const args = [...place, "--office", "phasicharoen", "--worker", WORKER, "--name", "สำนักงานเขต"]
      const { out } = await ran(setupCommand, [...args, "--steps", "--json"], deps)
      return JSON.parse(out) as {
        steps: { value?: string }[]
        installation: { scriptId: string; keyId: string }
      }
    })
  const call = (owner: string, scriptId: string, name: string, config?: string) =>
    as(owner, async ({ google }) => {
      const project = google.model.project(scriptId)
      if (config !== undefined) project.properties = { CONFIG: config }
      const host = hostOf(google, { scriptId, owner })
      await host.run(name)
      await host.close()
      google.model.changed()
    })
  return {
    ...{ folder, worker, as, setup, call },
    handover: (owner: string, to = NEW) =>
      as(owner, ({ rootUrl }) =>
        ran(handoverCommand, ["--to", to, "--data", folder, "--google", rootUrl], deps),
      ),
    doctor: (owner: string) =>
      as(owner, async ({ rootUrl }) => {
        const args = ["--data", folder, "--google", rootUrl, "--json"]
        const { out } = await ran(doctorCommand, args, deps)
        const { findings } = JSON.parse(out) as { findings: { code: FindingCode }[] }
        return findings.map(({ code }) => code)
      }),
  }
}

it("is done in steps by both accounts; each run says what is left, and doctor finds nothing of the old one", async () => {
  const office = await openOffice()
  const { folder, worker, setup, call, handover, doctor } = office
  const first = await setup(OLD)
  const oldScript = first.installation.scriptId
  await call(OLD, oldScript, "install", first.steps.find(step => step.value)?.value)
  worker.keyIds = [first.installation.keyId]

  expect(await handover(OLD)).toMatchObject({ code: 1, out: expect.stringContaining("uninstall") })
  expect(await handover(OLD)).toMatchObject({ code: 1, out: expect.not.stringContaining("โอนตาราง") })
  await call(OLD, oldScript, "uninstall")
  await office.as(OLD, async ({ google }) => {
    const file = google.model.state.files.get(oldScript)
    if (file) file.trashed = true
    google.model.changed()
  })
  expect(await handover(NEW)).toMatchObject({ code: 1, out: expect.stringContaining("npx sujarit deploy") })
  expect(await readInstallation(folder)).toMatchObject({ owner: NEW })
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["keys-old.json", "jwks-old.json"]))
  expect(await handover(NEW)).toMatchObject({ code: 1, out: expect.stringContaining("install was not run") })

  const second = await setup(NEW)
  expect(second.installation.keyId).not.toBe(first.installation.keyId)
  expect(second.installation.scriptId).not.toBe(oldScript)
  await call(NEW, second.installation.scriptId, "install", second.steps.find(step => step.value)?.value)
  worker.keyIds = [second.installation.keyId]
  worker.years = [HEARD]
  expect(await handover(NEW)).toMatchObject({ code: 0, out: expect.stringContaining("done") })
  // Only the public half of the old key stays, past its day: pushes it signed before still find it.
  expect(readdirSync(folder).sort()).toEqual(["installation.json", "jwks-old.json", "jwks.json", "keys.json"])
  const old = JSON.parse(await readFile(join(folder, "jwks-old.json"), "utf8"))
  expect(old.keys).toMatchObject([{ kid: first.installation.keyId, exp: NOON / 1000 }])
  expect(await doctor(NEW)).toEqual([])
  const { years = [] } = (await readInstallation(folder)) ?? {}
  await office.as(NEW, async ({ google }) => {
    const permissions = google.model.state.files.get(years[0]?.spreadsheetId ?? "")?.permissions ?? []
    expect(permissions.map(({ role, emailAddress }) => [role, emailAddress])).toEqual([["owner", NEW]])
  })
})

it("is not taken over before the sheets are given, and by nobody else", async () => {
  const office = await openOffice()
  await office.setup(OLD)
  await office.handover(OLD)
  const other = await office.handover("stranger@office.example")
  expect(other).toMatchObject({ code: 2, err: expect.stringContaining("log in as one of these two") })
  const another = await office.handover(OLD, "third@office.example")
  expect(another).toMatchObject({ code: 2, err: expect.stringContaining("finish that one") })
  const keys = await readFile(join(office.folder, "keys.json"), "utf8")
  expect(keys).toContain("PRIVATE KEY")
})

it("to a new account that does not own the sheets yet waits, and changes nothing here", async () => {
  const office = await openOffice()
  await office.setup(OLD)
  const early = await office.handover(NEW)
  expect(early).toMatchObject({ code: 1, out: expect.stringContaining("not every sheet") })
  expect(await readInstallation(office.folder)).toMatchObject({ owner: OLD })
  expect(readdirSync(office.folder)).not.toContain("keys-old.json")
})

it.each([[[]], [["--to", "nobody"]]])("%j is refused with what is meant", async args => {
  const { code, err } = await ran(handoverCommand, args)
  expect([code, err]).toEqual([2, expect.stringContaining("--to takes one account")])
})
