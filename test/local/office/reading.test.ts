/** What the office reads: blocks of cells, a row's problems, mail on disk. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { DamagedMailError, openMailbox } from "../../../local/mailbox/mailbox.ts"
import { parseBlock, valueToBlock } from "../../../local/office/paste.ts"
import { parseProblems } from "../../../local/office/tab.ts"
import { exampleAt } from "../../../local/office/tour.ts"
import { problemsText } from "../../../shared/row/problem.ts"

test.each([
  ["ก\tข", [["ก", "ข"]]],
  [
    "ก\tข\nค\tง",
    [
      ["ก", "ข"],
      ["ค", "ง"],
    ],
  ],
  [
    "ก\tข\r\nค\tง\r\n",
    [
      ["ก", "ข"],
      ["ค", "ง"],
    ],
  ],
  ['"สอง\nบรรทัด"\tข', [["สอง\nบรรทัด", "ข"]]],
  ['"เขาว่า ""ดี"""\t', [['เขาว่า "ดี"', ""]]],
  ['3" นิ้ว\tข', [['3" นิ้ว', "ข"]]],
  [
    "\t\n\t",
    [
      ["", ""],
      ["", ""],
    ],
  ],
  ["", [[]]],
])("block %j", (text, rows) => {
  expect(parseBlock(text)).toEqual(rows)
})

test("a typed value without a tab is one cell, whatever its lines", () => {
  expect(valueToBlock("บรรทัดหนึ่ง\nบรรทัดสอง")).toEqual([["บรรทัดหนึ่ง\nบรรทัดสอง"]])
})

test("problems come back as the script wrote them, worst first, a value's line ends included", () => {
  const written = [
    { code: "cleaned", severity: "fix", column: "issue", value: "", message: "ตัดแล้ว" },
    { code: "notDate", severity: "error", column: "date", value: "", message: "“ก\nข” ไม่ใช่วันที่" },
    { code: "scoreDoubt", severity: "ask", column: "score", value: "", message: "ตรวจ" },
  ] as const
  expect(parseProblems(problemsText(written))).toEqual([
    { severity: "error", message: "“ก\nข” ไม่ใช่วันที่" },
    { severity: "ask", message: "ตรวจ" },
    { severity: "fix", message: "ตัดแล้ว" },
  ])
  expect(parseProblems("")).toEqual([])
})

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const MAIL = { to: "a@b.example", subject: "เรื่อง", text: "ก", html: "<p>ก", headers: {}, attachments: [] }

test("mail is on disk before it counts as sent, in order, and is found again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-mail-"))
  folders.push(folder)
  const mailbox = await openMailbox(folder)
  const at = Date.parse("2023-06-05T01:00:00Z")
  await Promise.all(["1", "2", "3"].map(subject => mailbox.keep({ ...MAIL, subject, at })))
  expect(await readdir(folder)).toEqual(["000001.json", "000002.json", "000003.json"])
  const again = await openMailbox(folder)
  expect(again.list().map(mail => mail.subject)).toEqual(["1", "2", "3"])
  expect(again.list()[0]?.at).toBe("2023-06-05T01:00:00.000Z")
  await again.keep({ ...MAIL, subject: "4", at })
  expect((await readdir(folder)).at(-1)).toBe("000004.json")
})

test("links of a mail sent at other ports lead to this start; its file and the name of the log stay", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-mail-"))
  folders.push(folder)
  const text =
    "http://127.0.0.1:8787/2566 http://127.0.0.1:8788#gid=3 http://127.0.0.1:8788/?year=2566#gid=3 127.0.0.1:8787/log 9"
  const html = '<a href="http://127.0.0.1:8787">'
  await (await openMailbox(folder)).keep({ ...MAIL, text, html, at: 0 })
  const file = join(folder, "000001.json")
  const before = await readFile(file, "utf8")
  const here = { publicUrl: "http://127.0.0.1:91", sheetUrl: "http://127.0.0.1:92" }
  const [mail] = (await openMailbox(folder, () => {}, here)).list()
  expect(mail?.text).toBe(
    "http://127.0.0.1:91/2566 http://127.0.0.1:92#gid=3 http://127.0.0.1:92/?year=2566#gid=3 127.0.0.1:8787/log 9",
  )
  expect(mail?.html).toBe('<a href="http://127.0.0.1:91">')
  expect(await readFile(file, "utf8")).toBe(before)
})

test("the tour tries on a measure that is public and led by another section than the planner", () => {
  const row = (id: string, lead: string, status = "") => ({ id, lead, status })
  const measures = [row("m-1", "ข"), row("m-2", "ก"), row("m-3", "ข", "ยกเลิก"), row("m-4", "ข")]
  expect(exampleAt(measures, new Set(["m-2", "m-3", "m-4"]), "ก")).toBe(3)
  expect(exampleAt(measures, new Set(["m-2", "m-3"]), "ก")).toBe(1)
  expect(exampleAt(measures, new Set(), "ก")).toBe(0)
  expect(exampleAt([], new Set(), "ก")).toBe(0)
})

test("a damaged mail is named and left as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-mail-"))
  folders.push(folder)
  await writeFile(join(folder, "000001.json"), '{"to":')
  await expect(openMailbox(folder)).rejects.toThrow(DamagedMailError)
})
