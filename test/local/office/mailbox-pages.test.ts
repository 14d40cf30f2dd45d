import { expect, it } from "vitest"
import type { Mail } from "../../../local/mailbox/mailbox.ts"
import { mailboxPage } from "../../../local/office/mailbox-pages.ts"

const mail = (subject: string, to: string, text: string): Mail => ({
  subject,
  to,
  text,
  html: "",
  headers: {},
  attachments: [],
  at: "2023-06-12T01:00:00.000Z",
})
const MAILS = [
  mail("๑๒ มิ.ย. ๖๖ เกินกำหนด ๑", "director@example.go.th", "ยังไม่ได้รับรายงานจากฝ่ายโยธา"),
  mail("๑๓ มิ.ย. ๖๖ ครบกำหนดวันนี้", "Mail-3@example.go.th", "ส่ง สขร.๑"),
]
const links = (asked?: string) =>
  [...String(mailboxPage(MAILS, asked)).matchAll(/href="\/mailbox\/(\d+)"/g)].map(match => match[1])

it("lists every mail, newest first, when nothing is asked for", () => {
  expect(links()).toEqual(["2", "1"])
  expect(links("  ")).toEqual(["2", "1"])
})

it.each([
  ["a word of the subject", "ครบกำหนดวันนี้", ["2"]],
  ["an address, in any case", "mail-3@", ["2"]],
  ["words of the text, all of them", "รายงาน ฝ่ายโยธา", ["1"]],
  ["words that no mail has together", "สขร.๑ ฝ่ายโยธา", []],
])("finds by %s", (_, asked, found) => expect(links(asked)).toEqual(found))

it("shows what was asked without running it", () => {
  expect(String(mailboxPage(MAILS, '"><script>'))).not.toContain("<script>")
})
