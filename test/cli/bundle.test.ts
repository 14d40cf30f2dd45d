/** `sujarit bundle` as it is typed: one file of what a site serves, which others' programs read and which is verified alone. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { unzipSync, zipSync } from "fflate"
import { beforeEach, expect, it } from "vitest"
import { bundleCommand, verifyCommand } from "../../cli/commands-here.ts"
import { verifyRecord } from "../../shared/verify/verdict.ts"
import { browserDoor } from "../../worker/verify/browser-door.ts"
import { type Bundled, fetchBundled } from "../../worker/verify/bundled.ts"
import { reportOf } from "../../worker/verify/report.ts"
import type { Files } from "../shared/verify/site.ts"
import { withDisclosures } from "../shared/verify/with-disclosures.ts"
import { ran } from "./ran.ts"

const SITE = "https://record.example"
const FOLDER = "sujarit-2566/"
const PRINT = `<!doctype html><meta charset="utf-8"><link rel="preload" href="/assets/a.woff2"><link rel="stylesheet" href="/assets/style.css"><a href="/2566">ปี</a><script>x</script>`

let file: string
let files: Files

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "sujarit-bundle-")), "year.zip")
  files = withDisclosures()
    .set("/2566/print?page=1", PRINT)
    .set("/assets/style.css", '@font-face { src: url("/assets/a.woff2") format("woff2") }')
    .set("/assets/a.woff2", new Uint8Array([1, 2, 3]))
    .set("/notices.json?page=1", JSON.stringify({ pages: 2, notices: [] }))
    .set("/notices.json?page=2", JSON.stringify({ pages: 2, notices: [] }))
})

const fetch: typeof globalThis.fetch = async address => {
  const body = files.get(String(address).slice(SITE.length))
  return body === undefined ? new Response(null, { status: 404 }) : new Response(Buffer.from(body))
}

/** Made once for all who only read it. */
let whole: Buffer | undefined
async function kept(): Promise<void> {
  if (whole) return writeFileSync(file, whole)
  await made()
  whole = readFileSync(file)
}

const made = (...args: string[]) => ran(bundleCommand, [SITE, "--out", file, ...args], { fetch })
const verified = (...args: string[]) => ran(verifyCommand, [file, ...args])
const textIn = (name: string) => Buffer.from(unzipSync(readFileSync(file))[FOLDER + name] ?? []).toString()

/** The bundle with one of its files changed. */
function changeFile(name: string, change: (text: string) => string): void {
  const all = unzipSync(readFileSync(file))
  all[FOLDER + name] = new Uint8Array(Buffer.from(change(Buffer.from(all[FOLDER + name] ?? []).toString())))
  writeFileSync(file, zipSync(all))
}

it("is verified before it is written, in Thai and English, and says what one file cannot", async () => {
  const { code, out } = await made()
  expect([code, out.split("\n").slice(0, 2)]).toEqual([
    0,
    [
      file,
      "ตรวจแล้ว 3 ฉบับ ตรงกับลายมือชื่อของ สำนักงานเขตทดสอบ ทุกฉบับ / 3 revisions of สำนักงานเขตทดสอบ verified, all hold",
    ],
  ])
  expect(out).toContain("this file tells of the record up to its checkpoint")
  expect((await made()).err).toContain("name another with --out")
})

it("holds the tables, the form, the ledger, the record, and says of itself what is where", async () => {
  await kept()
  const names = Object.keys(unzipSync(readFileSync(file))).map(name => name.slice(FOLDER.length))
  expect(names.toSorted()).toEqual(
    [
      ...["README.txt", "verify.html", "verify.js", "data.js", "bundle.json"],
      ...["2566.json", "2566.sqlite", "measures.csv", "reports.csv", "calendar.ics", "A4/page-1.html"],
      ...["pages/page-1.html", "pages/print-1.json", "notices/page-1.json", "notices/page-2.json"],
      ...["record/log/checkpoint", "record/log/vkey", "record/log/tile/entries/000.p/4"],
      ...["record/log/tile/0/000.p/4", "record/log/disclosures/000.p/4", "record/well-known/jwks.json"],
      ...["record/pushes-2566.json", "record/years.json"],
    ].toSorted(),
  )
  expect(textIn("README.txt")).toContain("2566.sqlite")
  const paper = textIn("A4/page-1.html")
  expect(paper).toContain('<style>@font-face { src: url("data:font/woff2;base64,AQID")')
  expect(paper).toContain('<a href="https://record.example/2566">')
  expect(paper).not.toMatch(/<link|<script/)
})

it("is read by zip programs of others, byte for byte", async () => {
  await kept()
  const csv = String(files.get("/2566/measures.csv"))
  expect(textIn("measures.csv")).toBe(csv)
  for (const [program, ...args] of [
    ["unzip", "-p", file, `${FOLDER}measures.csv`],
    ["python3", "-c", READ_BY_PYTHON, file, `${FOLDER}measures.csv`],
  ] as const)
    if (spawnSync(program, ["--help"]).error === undefined)
      expect(execFileSync(program, args).toString(), program).toBe(csv)
})

/** Tests every checksum too. */
const READ_BY_PYTHON =
  "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; sys.stdout.buffer.write(z.read(sys.argv[2]))"

it("has the rows as SQLite, a table for each list", async () => {
  await kept()
  const database = `${file}.sqlite`
  writeFileSync(database, unzipSync(readFileSync(file))[`${FOLDER}2566.sqlite`] ?? "")
  const read = new DatabaseSync(database, { readOnly: true })
  const rows = read.prepare("SELECT id, due, withdrawn FROM measures ORDER BY id").all()
  expect(rows.map(row => ({ ...row }))).toMatchObject([
    { id: "m-aaaaaaaa", withdrawn: 0 },
    { id: "m-bbbbbbbb", due: '["2023-06-10"]' },
  ])
  expect({ ...read.prepare("SELECT COUNT(*) AS pushes FROM pushes").get() }).toEqual({ pushes: 3 })
  read.close()
})

it("verifies by itself, against a key, and against what was kept of another history", async () => {
  await kept()
  expect((await verified("--key", String(files.get("/log/vkey")))).code).toBe(0)
  expect(await verified("--since", `ค่าตรวจสอบ ${"A".repeat(43)}`)).toMatchObject({ code: 1 })
})

it.each([
  ["measures.csv", "/2566/measures.csv", (text: string) => text.replace("อบรม", "อบอม")],
  [
    "record/log/disclosures/000.p/4",
    "/api/v1/pushes/2566/1",
    (text: string) => text.replace(/^~[^~]+~/m, "~"),
  ],
  ["record/log/checkpoint", "/log/checkpoint", (text: string) => text.replace("\n4\n", "\n3\n")],
])(
  "with %s changed does not hold, names that file first, and of what follows from it what stands nearest",
  async (name, place, change) => {
    await kept()
    changeFile(name, change)
    const { code, out } = await verified("--json")
    const { faults } = JSON.parse(out) as { faults: { code: string; place: string }[] }
    expect([code, faults[0]]).toMatchObject([1, { code: "fileOther", place: name }])
    expect(faults.length).toBeGreaterThan(1)
    expect(faults.slice(1).filter(fault => !fault.place.startsWith(place))).toEqual([])
  },
)

it("with a file and the page's copy of it changed tells what does not hold, and that its page reads something else", async () => {
  await kept()
  changeFile("measures.csv", text => text.replace("อบรม", "อบอม"))
  changeFile("data.js", text => text.replace(/("\/2566\/reports\.csv":").{40}/, `$1${"A".repeat(40)}`))
  const { faults } = JSON.parse((await verified("--json")).out) as {
    faults: { code: string; place: string }[]
  }
  expect(faults[0]?.place).toMatch(/^\/2566\/measures\.csv#m-bbbbbbbb\//)
  expect(faults[faults.length - 1]).toMatchObject({ code: "dataOther", place: "data.js" })
})

it("with a file changed where no rule is broken names that file, and not its copy", async () => {
  await kept()
  changeFile("pages/page-1.html", text => `${text}<p>ได้รับครบแล้ว</p>`)
  const { faults } = JSON.parse((await verified("--json")).out) as { faults: object[] }
  expect(faults).toMatchObject([{ code: "fileApart", place: "pages/page-1.html" }])
})

it("that says it is of another year than its page does not hold", async () => {
  await kept()
  changeFile("bundle.json", text => text.replace('"fiscalYear": 2566', '"fiscalYear": 2567'))
  expect((await verified()).code).toBe(1)
})

it("with the page's data changed alone says so", async () => {
  await kept()
  changeFile("data.js", text => text.replace('"fiscalYear":2566', '"fiscalYear": 2566'))
  expect((await verified()).code).toBe(0)
  changeFile("data.js", text => `${text}globalThis.sujaritBundle.data = {}\n`)
  expect((await verified()).out).toContain("data.js")
})

it("its page's data is a script that gives the verifier of the page the same record", async () => {
  await kept()
  const shared: { sujaritBundle?: Bundled } = {}
  new Function("globalThis", textIn("data.js"))(shared)
  const bundled = shared.sujaritBundle
  if (!bundled) throw new Error("the script sets nothing")
  const host = {
    fetch: fetchBundled(bundled),
    subtle: globalThis.crypto.subtle,
    wait: async () => {},
  }
  const verdict = await verifyRecord(
    browserDoor(host, () => {}),
    { onlyYear: bundled.fiscalYear },
  )
  const report = reportOf(verdict, "th")
  expect([report?.holds, report?.faults]).toEqual([true, []])
  expect(report?.unproved.join("\n")).toContain("กุญแจของบันทึกมากับชุดนี้")
})

it("is written also of a record that does not hold, as proof of it, and ends with 1", async () => {
  files.set("/2566.json", String(files.get("/2566.json")).replace('"state":"late"', '"state":"done"'))
  expect(await made()).toMatchObject({ code: 1, out: expect.stringContaining("/2566.json#") })
  expect(statSync(file).size).toBeGreaterThan(0)
  expect((await verified()).code).toBe(1)
})

it("of a site that does not know bundles of texts holds each push", async () => {
  files.delete("/log/disclosures/000.p/4")
  expect((await made()).code).toBe(0)
  expect(textIn("record/pushes-2566/3.sd-jwt")).toBe(files.get("/api/v1/pushes/2566/3"))
})

it("is not made of a record that grows all the while, nor of a year that is not there", async () => {
  let size = 0
  const growing: typeof fetch = async (address, init) =>
    String(address).endsWith("/log/checkpoint")
      ? new Response(`${++size}\n${files.get("/log/checkpoint")}`)
      : fetch(address, init)
  expect((await ran(bundleCommand, [SITE, "--out", file], { fetch: growing })).code).toBe(2)
  expect(await made("--year", "2560")).toMatchObject({
    code: 2,
    err: expect.stringContaining("no record of"),
  })
  expect((await ran(verifyCommand, [join(tmpdir(), "no-such.zip")])).code).toBe(2)
  writeFileSync(file, "PK no zip")
  expect(await verified()).toMatchObject({ code: 2, err: expect.stringContaining("is no bundle") })
})

it("of the same day is the same file", async () => {
  await kept()
  const first = readFileSync(file)
  await ran(bundleCommand, [SITE, "--out", `${file}.again.zip`], { fetch })
  expect(readFileSync(`${file}.again.zip`).equals(first)).toBe(true)
})

it("is verified unpacked too, and a file in it that was changed is named", async () => {
  await kept()
  const folder = mkdtempSync(join(tmpdir(), "sujarit-unpacked-"))
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(file)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  const unpacked = join(folder, FOLDER)
  expect((await ran(verifyCommand, [unpacked])).code).toBe(0)
  const csv = join(unpacked, "measures.csv")
  writeFileSync(csv, readFileSync(csv, "utf8").replace("ภายใน", "หลัง"))
  const { code, out } = await ran(verifyCommand, [unpacked])
  expect([code, out]).toEqual([1, expect.stringContaining("measures.csv")])
})

it("says that what is there for people to read was not judged", async () => {
  await kept()
  const { out } = await verified()
  expect(out).toContain("แบบพิมพ์ A4 ตาราง Excel")
  expect(out).toContain("the A4 form, the workbook")
  expect(textIn("verify.html")).toContain("หน้านี้ไม่ได้ตรวจไฟล์เหล่านี้")
})
