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
const RECIPIENTS = [
  { address: "director@example.go.th", role: "ผู้อำนวยการเขต", link: "/?as=director" },
  { address: "mail-3@example.go.th", role: "ฝ่ายโยธา", link: "/?as=3" },
  { address: "head-3@example.go.th", role: "หัวหน้าฝ่ายโยธา", link: "/?as=3" },
]
const page = (asked: Parameters<typeof mailboxPage>[0]["asked"]) =>
  String(mailboxPage({ mails: MAILS, recipients: RECIPIENTS, asked }))
const links = (q?: string, more = {}) =>
  [...page({ ...(q !== undefined && { q }), ...more }).matchAll(/href="\/mailbox\/(\d+)"/g)].map(
    match => match[1],
  )

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
  expect(page({ q: '"><script>' })).not.toContain("<script>")
})

it("finds by whom it went to, however that is spelled, and by the day", () => {
  expect(links("", { to: "mail-3@EXAMPLE.go.th" })).toEqual(["2"])
  expect(links("", { on: "2023-06-12" })).toEqual(["2", "1"])
  expect(links("", { on: "2023-06-13" })).toEqual([])
})

it("says whose each address is, also of those who were not written to yet", () => {
  const text = page({}).replace(/<[^>]+>/g, "")
  expect(text).toContain("ถึง ฝ่ายโยธา (Mail-3@example.go.th)")
  expect(text).toMatch(/หัวหน้าฝ่ายโยธาhead-3@example\.go\.thยังไม่มี/)
  expect(page({})).toContain('href="/mailbox?to=mail-3%40example.go.th"')
})
