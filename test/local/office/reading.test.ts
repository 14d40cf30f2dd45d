/** What the office reads: blocks of cells, a row's problems, mail on disk. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { DamagedMailError, openMailbox } from "../../../local/mailbox/mailbox.ts"
import { parseBlock, valueToBlock } from "../../../local/office/paste.ts"
import { parseProblems } from "../../../local/office/tab.ts"
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

test("a damaged mail is named and left as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-mail-"))
  folders.push(folder)
  await writeFile(join(folder, "000001.json"), '{"to":')
  await expect(openMailbox(folder)).rejects.toThrow(DamagedMailError)
})
