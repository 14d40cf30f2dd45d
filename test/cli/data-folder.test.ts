/** The data folder of a local office: its owner's alone, whole, and of one office. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openKeys } from "../../cli/office/keys.ts"
import { checkKeys, checkSheetFile, checkSource } from "../../cli/start/check-parts.ts"
import { openFolder, type SavedOffice } from "../../cli/start/folder.ts"
import { keepToOwner } from "../../cli/start/own.ts"
import { ClockError, createClock } from "../../local/clock.ts"
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { openMailbox } from "../../local/mailbox/mailbox.ts"

let folder: string
let umask: number
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "sujarit-folder-")), "office")
  umask = process.umask(0)
})
afterEach(() => void process.umask(umask))

const OFFICE = { source: "sample", office: "local", fiscalYear: 2566, clock: { simulated: false } } as const
const modeOf = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o777).toString(8)

/** As a finished start leaves it; no part is more than a name. */
async function finished(sheet = { spreadsheetId: "s", scriptId: "p" }): Promise<void> {
  const opened = await openFolder(folder)
  await opened.save({ ...OFFICE, sheet, sheetSaves: 3 })
  await opened.release()
  for (const made of ["d1", "do"]) mkdirSync(join(folder, "worker", made, "x"), { recursive: true })
  // The lock of the log is a database too, and not the record's.
  for (const part of ["google.json", "keys.json", "worker/d1/x/1.sqlite", "worker/do/x/2.sqlite"])
    writeFileSync(join(folder, part), part)
}

describe("what is in it", () => {
  it("is not left, nor a folder around it, where a start put nothing in; a person's own folder stays", async () => {
    const around = join(folder, "of", "offices")
    await (await openFolder(around)).release()
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    await (await openFolder(around)).release()
    await (await openFolder(folder)).release()
    expect(readdirSync(folder)).toEqual([])
  })

  it("is readable by its owner alone, whatever the umask allows", async () => {
    const opened = await openFolder(folder)
    await opened.save(OFFICE)
    await openKeys(folder)
    const mailbox = await openMailbox(join(folder, "mail"))
    await mailbox.keep({
      to: "a@b.example",
      subject: "",
      text: "",
      html: "",
      headers: {},
      attachments: [],
      at: 0,
    })
    expect([modeOf(), modeOf("mail")]).toEqual(["700", "700"])
    const files = ["office.json", "keys.json", "mail/000001.json"]
    expect(files.map(name => modeOf(name))).toEqual(["600", "600", "600"])
    await opened.release()
  })

  it("is taken back from others at a start where an earlier one, or a person, had let them", async () => {
    await finished()
    chmodSync(folder, 0o755)
    expect(modeOf("google.json")).toBe("666")
    expect(await keepToOwner(folder)).toBeUndefined()
    expect([modeOf(), modeOf("worker", "d1"), modeOf("google.json"), modeOf("worker/d1/x/1.sqlite")]).toEqual(
      ["700", "700", "600", "600"],
    )
  })

  it("has nothing left over of a write that was killed, and a first start that was is begun anew", async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, "office.json.3141592653"), "{")
    await (await openFolder(folder)).release()
    expect(readdirSync(folder)).toEqual([])
    await finished()
    mkdirSync(join(folder, "mail"))
    for (const name of ["google.json.271828", "keys.json.0a1b2c3d4e5f.part", "mail/000002.json.5"])
      writeFileSync(join(folder, name), "half")
    await (await openFolder(folder)).release()
    const names = readdirSync(folder, { recursive: true }).map(String)
    expect(names.filter(name => /\d{5}|part|\.5$/.test(name))).toEqual([])
    expect(readFileSync(join(folder, "google.json"), "utf8")).toBe("google.json")
  })
})

describe("a folder that is not whole is named and left as it is", () => {
  it.each(["google.json", "keys.json", "worker/d1/x/1.sqlite"])("without %s", async part => {
    await finished()
    rmSync(join(folder, part))
    const before = readdirSync(folder, { recursive: true })
    await expect(openFolder(folder)).rejects.toThrow(/restore a backup/)
    expect(readdirSync(folder, { recursive: true })).toEqual(before)
  })

  it("with a damaged office.json", async () => {
    await finished()
    writeFileSync(join(folder, "office.json"), '{"format":"sujarit-loc')
    await expect(openFolder(folder)).rejects.toThrow(/office\.json.*restore a backup/)
  })
})

describe("parts that do not belong together are refused before anything is written", () => {
  const savedWith = (sheet: NonNullable<SavedOffice["sheet"]>, sheetSaves: number) => ({
    path: folder,
    before: { format: "sujarit-local-office", version: 1, ...OFFICE, sheet, sheetSaves } as SavedOffice,
  })

  async function sheets() {
    mkdirSync(folder, { recursive: true })
    const file = join(folder, "google.json")
    const google = await openLocalGoogle({ file, now: Date.now, owner: "o@office.example" })
    const sheet = {
      spreadsheetId: google.model.addSpreadsheet("ตาราง").spreadsheetId,
      scriptId: google.model.addProject("x").scriptId,
    }
    await google.flush()
    return { google, sheet }
  }

  it("the sheet's file of another office, and one that is older than the office knows", async () => {
    const { google, sheet } = await sheets()
    expect(google.saves()).toBe(1)
    expect(() => checkSheetFile(savedWith(sheet, 1), google)).not.toThrow()
    expect(() => checkSheetFile(savedWith(sheet, 2), google)).toThrow(/older than this office last saved/)
    const foreign = { ...sheet, spreadsheetId: "another" }
    expect(() => checkSheetFile(savedWith(foreign, 1), google)).toThrow(/of another office/)
  })

  it("keeps its count over a restart, and a file of before has none", async () => {
    const { google } = await sheets()
    google.model.addSpreadsheet("อีก")
    await google.close()
    const options = { file: join(folder, "google.json"), now: Date.now, owner: "o@office.example" }
    expect((await openLocalGoogle(options)).saves()).toBe(2)
    writeFileSync(options.file, readFileSync(options.file, "utf8").replace('"saves":2,', ""))
    expect((await openLocalGoogle(options)).saves()).toBe(0)
  })

  it.each([
    ["/plans/แผน 2566.xlsx", "sample", 'npm start -- --plan "/plans/แผน 2566.xlsx" --data '],
    ["empty", "sample", "npm start -- --empty --data "],
    ["sample", "/plans/x.csv", "npm start -- --data "],
  ])("what was begun from %s and is opened as %s, with the words that open it", (source, as, words) => {
    const before = { format: "sujarit-local-office", version: 1, ...OFFICE, source } as SavedOffice
    expect(() => checkSource({ path: folder, before }, source)).not.toThrow()
    expect(() => checkSource({ path: folder, before }, as)).toThrow(words + folder)
  })

  it("keys of another office than the script was given", async () => {
    const { google, sheet } = await sheets()
    const keys = await openKeys(folder)
    const project = google.model.project(sheet.scriptId)
    expect(() => checkKeys(savedWith(sheet, 1), google, keys)).not.toThrow()
    project.properties.CONFIG = JSON.stringify({ kid: keys.publicJwk.kid })
    expect(() => checkKeys(savedWith(sheet, 1), google, keys)).not.toThrow()
    project.properties.CONFIG = JSON.stringify({ kid: "another" })
    expect(() => checkKeys(savedWith(sheet, 1), google, keys)).toThrow(/another office's/)
  })
})

it("a machine whose clock was set back a year opens no office that was seen since", () => {
  const now = Date.parse("2026-11-30T00:00:00Z")
  const open = (at: number | undefined) =>
    createClock({ saved: { simulated: false, at }, realNow: () => now })
  expect(() => open(now + 365 * 86_400_000)).toThrow(ClockError)
  expect(() => open(now + 365 * 86_400_000)).toThrow(/last open at 2027-11-30/)
  for (const at of [undefined, now - 1, now + 60_000]) expect(open(at).simulated).toBe(false)
})
