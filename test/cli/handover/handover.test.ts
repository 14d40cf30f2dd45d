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
import { type KeptFolder, keepFolder, putFolder } from "../../kept-folder.ts"
import { deleteBlankRows } from "../../local/google/people.ts"
import { NOON } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { eachFaultOnce, openFaultyGoogle } from "../setup/faulty-google.ts"
import { HEARD, hostOf, playedSurroundings, playWorker } from "../setup/office.ts"

const OLD = "old@office.example"
const NEW = "new@office.example"
const WORKER = "https://record.example"

/** One Google that is left and entered as this account or that, and a folder that both use. */
async function openOffice(wide: readonly string[] = []) {
  const root = mkdtempSync(join(tmpdir(), "sujarit-handover-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const [folder, file] = [join(root, "office"), join(root, "google.json")]
  const played = playWorker()
  const { worker } = played
  const deps = playedSurroundings(played.fetch)
  const as = async <T>(owner: string, act: (office: Acting) => Promise<T>): Promise<T> => {
    const isWide = wide.includes(owner)
    const google = await openLocalGoogle({ file, now: () => NOON, owner, isWide })
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
  const bin = (owner: string, scriptId: string) =>
    as(owner, async ({ google }) => {
      const file = google.model.state.files.get(scriptId)
      if (file) file.trashed = true
      google.model.changed()
    })
  return {
    ...{ root, folder, worker, as, setup, call, bin },
    /** At a Google that fails so. */
    mortal: (owner: string, faultOf: Parameters<typeof openFaultyGoogle>[1]) =>
      as(owner, async ({ rootUrl }) => {
        const faulty = await openFaultyGoogle(rootUrl, faultOf)
        const args = ["--to", NEW, "--data", folder, "--google", faulty.rootUrl]
        return ran(handoverCommand, args, deps)
      }),
    handover: (owner: string, to = NEW, more: { args?: string[]; refusals?: readonly string[] } = {}) =>
      as(owner, ({ google, rootUrl }) => {
        google.model.driveRefusals.push(...(more.refusals ?? []))
        const args = ["--to", to, "--data", folder, "--google", rootUrl, ...(more.args ?? [])]
        return ran(handoverCommand, args, deps)
      }),
    doctor: (owner: string) =>
      as(owner, async ({ rootUrl }) => {
        const args = ["--data", folder, "--google", rootUrl, "--json"]
        const { out } = await ran(doctorCommand, args, deps)
        const { findings } = JSON.parse(out) as { findings: { code: FindingCode }[] }
        return findings.map(({ code }) => code)
      }),
  }
}

type Office = Awaited<ReturnType<typeof openOffice>>

type First = Awaited<ReturnType<Office["setup"]>>

/** By account, an office that it has just installed: made once. */
const installedBy = new Map<string, Promise<{ readonly first: First; readonly files: KeptFolder }>>()

async function installNew(account: string) {
  const { root, setup, call, as } = await openOffice()
  const first = await setup(account)
  await as(account, async ({ google }) => deleteBlankRows(google))
  await call(account, first.installation.scriptId, "install", first.steps.find(step => step.value)?.value)
  return { first, files: await keepFolder(root) }
}

/** The office of an account that set it up and installed. */
async function startedBy({ root, worker }: Office, account: string): Promise<First> {
  const made = installedBy.get(account) ?? installNew(account)
  installedBy.set(account, made)
  const { first, files } = await made
  await putFolder(files, root)
  worker.keyIds = [first.installation.keyId]
  return first
}

/** The old account installed, gave what it could, uninstalled and binned its project. */
async function begun(office: Office, from: string, to: string) {
  const { call, handover, bin } = office
  const first = await startedBy(office, from)
  const scriptId = first.installation.scriptId
  const given = await handover(from, to)
  expect(given).toMatchObject({ code: 1, out: expect.stringContaining("uninstall") })
  await call(from, scriptId, "uninstall")
  await bin(from, scriptId)
  return { first, given }
}

/** The new account has the folder: it deploys and installs. */
async function installed({ setup, call, worker }: Office, to: string) {
  const second = await setup(to)
  await call(to, second.installation.scriptId, "install", second.steps.find(step => step.value)?.value)
  worker.keyIds = [second.installation.keyId]
  worker.years = [HEARD]
  return second
}

async function sheetOf({ folder, as }: Office, account: string) {
  const { years = [] } = (await readInstallation(folder)) ?? {}
  const fileId = years[0]?.spreadsheetId ?? ""
  return as(account, async ({ google }) => {
    const permissions = google.model.state.files.get(fileId)?.permissions ?? []
    return { fileId, roles: permissions.map(({ role, emailAddress }) => [role, emailAddress]) }
  })
}

it("within an organisation: transferred at once, and the old account takes itself out", async () => {
  const office = await openOffice()
  const { folder, handover } = office
  const { first } = await begun(office, OLD, NEW)
  expect(await handover(OLD)).toMatchObject({ code: 1, out: expect.not.stringContaining("โอนตาราง") })
  expect(await handover(NEW)).toMatchObject({ code: 1, out: expect.stringContaining("npx sujarit deploy") })
  expect(await readInstallation(folder)).toMatchObject({ owner: NEW })
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["keys-old.json", "jwks-old.json"]))
  expect(await handover(NEW)).toMatchObject({ code: 1, out: expect.stringContaining("install was not run") })
  const second = await installed(office, NEW)
  expect(second.installation.keyId).not.toBe(first.installation.keyId)
  expect(second.installation.scriptId).not.toBe(first.installation.scriptId)
  // By its own log-in the new account may not act on a file that the old one's made.
  expect(await handover(NEW)).toMatchObject({ code: 1, out: expect.stringContaining("removes itself") })
  expect(await handover(OLD)).toMatchObject({ code: 0, out: expect.stringContaining("done") })
  // Only the public half of the old key stays, past its day: pushes it signed before still find it.
  expect(readdirSync(folder).sort()).toEqual(["installation.json", "jwks-old.json", "jwks.json", "keys.json"])
  const old = JSON.parse(await readFile(join(folder, "jwks-old.json"), "utf8"))
  expect(old.keys).toMatchObject([{ kid: first.installation.keyId, exp: NOON / 1000 }])
  expect(await office.doctor(NEW)).toEqual([])
  expect((await sheetOf(office, NEW)).roles).toEqual([["owner", NEW]])
})

it("between consumers: offered, accepted by the right to all of Drive, and the new account removes the old", async () => {
  const [from, to] = ["old.office@gmail.com", "new.office@gmail.com"]
  const wide: string[] = []
  const office = await openOffice(wide)
  const { given } = await begun(office, from, to)
  expect(given.out).toContain("accepts in the mail from Google Drive")
  expect(await office.handover(to, to)).toMatchObject({ code: 1, out: expect.stringContaining("auth/drive") })
  wide.push(to)
  expect(await office.handover(to, to)).toMatchObject({ code: 1, out: expect.stringContaining("run deploy") })
  await installed(office, to)
  expect(await office.handover(to, to)).toMatchObject({ code: 0 })
  expect((await sheetOf(office, to)).roles).toEqual([["owner", to]])
  expect(await office.doctor(to)).toEqual([])
})

it("across organisations: never transferred, so the new account goes on with a copy of its own", async () => {
  const to = "plan@elsewhere.example"
  const office = await openOffice()
  const { given } = await begun(office, OLD, to)
  expect(given.out).toMatch(/ownershipChangeAcrossDomainNotPermitted.*--copies/)
  const { fileId } = await sheetOf(office, OLD)
  const copy = await office.as(to, async ({ google }) => {
    const { spreadsheetId } = google.model.addSpreadsheet("สำเนา")
    const copied = { ...structuredClone(google.model.spreadsheet(fileId)), spreadsheetId }
    // Nobody says what a person's copy keeps: here it keeps the cells alone.
    google.model.state.spreadsheets.set(spreadsheetId, { ...copied, metadata: [] })
    google.model.changed()
    return spreadsheetId
  })
  const args = ["--copies", `2566=https://docs.google.com/spreadsheets/d/${copy}/edit#gid=0`]
  expect(await office.handover(to, to, { args })).toMatchObject({
    code: 1,
    out: expect.stringContaining("run deploy"),
  })
  await installed(office, to)
  expect(await office.handover(to, to)).toMatchObject({ code: 0 })
  expect(await sheetOf(office, to)).toEqual({ fileId: copy, roles: [["owner", to]] })
  expect(await office.doctor(to)).toEqual([])
})

it.each([
  ["rateLimitExceeded", 1, "uninstall"],
  ["sharingRateLimitExceeded", 4, "tomorrow"],
  ["userRateLimitExceeded", 4, "tomorrow"],
  ["domainPolicy", 1, "refused by the organisation's policy"],
  ["appNotAuthorizedToFile", 1, "log in with that right"],
  ["insufficientFilePermissions", 1, "log in with that right"],
  ["aReasonOfTomorrow", 1, "(aReasonOfTomorrow)"],
])("%s, told %i times, ends in: %s", async (reason, times, told) => {
  const office = await openOffice()
  await startedBy(office, OLD)
  const refusals = Array.from({ length: times }, () => reason)
  const { code, out } = await office.handover(OLD, NEW, { refusals })
  expect([code, out]).toEqual([1, expect.stringContaining(told)])
  // Run again it goes on.
  expect((await office.handover(OLD)).code).toBe(1)
  expect((await sheetOf(office, NEW)).roles).toContainEqual(["owner", NEW])
})

it("is not taken over before the sheets are given, and by nobody else", async () => {
  const office = await openOffice()
  await startedBy(office, OLD)
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
  await startedBy(office, OLD)
  const early = await office.handover(NEW)
  expect(early).toMatchObject({ code: 1, out: expect.stringContaining("not every sheet") })
  expect(await readInstallation(office.folder)).toMatchObject({ owner: OLD })
  expect(readdirSync(office.folder)).not.toContain("keys-old.json")
})

it.each([[[]], [["--to", "nobody"]]])("%j is refused with what is meant", async args => {
  const { code, err } = await ran(handoverCommand, args)
  expect([code, err]).toEqual([2, expect.stringContaining("--to takes one account")])
})

it("dies at any call to Google and goes on in the next run, by both accounts, to the same end", async () => {
  const office = await openOffice()
  const { call } = office
  const died = { [OLD]: eachFaultOnce(), [NEW]: eachFaultOnce() }
  const first = await startedBy(office, OLD)
  /** Until a run meets no fault that none has met before. */
  const handOver = async (account: typeof OLD | typeof NEW) => {
    const { faults, ofGoogle } = died[account]
    for (;;) {
      const before = faults.size
      const { code, out, err } = await office.mortal(account, ofGoogle)
      if (faults.size === before) return { code, out }
      expect(out + err, [...faults].at(-1)).toMatch(/[ก-๛]/)
    }
  }
  expect(await handOver(OLD)).toMatchObject({ code: 1, out: expect.stringContaining("uninstall") })
  await call(OLD, first.installation.scriptId, "uninstall")
  await office.bin(OLD, first.installation.scriptId)
  await handOver(NEW)
  await installed(office, NEW)
  await handOver(NEW)
  expect(await handOver(OLD)).toMatchObject({ code: 0 })
  expect(Object.values(died).map(({ faults }) => faults.size > 4)).toEqual([true, true])
  expect((await sheetOf(office, NEW)).roles).toEqual([["owner", NEW]])
  expect(await office.doctor(NEW)).toEqual([])
})
