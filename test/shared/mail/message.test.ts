import { expect, it } from "vitest"
import { type MailMessage, mailFaults } from "../../../shared/mail/message.ts"
import { parseAddress, parseAddresses } from "../../../shared/row/address.ts"

const GOOD: MailMessage = {
  from: { email: "sujarit@example.go.th", name: "สำนักงานเขต" },
  to: ["director@example.go.th"],
  subject: "เรื่อง",
  text: "ข้อความ",
  html: "<p>ข้อความ</p>",
  headers: { "Auto-Submitted": "auto-generated", References: "<a@b>", "X-Sujarit-Head": "2566/1/x" },
  attachments: [],
}

const FILE = {
  filename: "a.ics",
  type: "text/calendar; charset=utf-8",
  disposition: "attachment",
  content: "QQ==",
} as const

it("accepts what production accepts", () => expect(mailFaults(GOOD)).toEqual([]))

it.each([
  ["badSender", { from: { email: "sujarit", name: "ก" } }],
  ["badSender", { from: { email: "sujarit@example.go.th", name: 'ก" <x@y.z>' } }],
  ["badRecipient", { to: [] }],
  ["badAttachment", { attachments: [{ ...FILE, filename: 'a.ics"\r\nBcc: x@y.z' }] }],
  ["badAttachment", { attachments: [{ ...FILE, filename: "../../กำหนด.ics" }] }],
  ["badAttachment", { attachments: [{ ...FILE, content: "not base64\r\n" }] }],
  ["tooLarge", { attachments: [{ ...FILE, content: "A".repeat(6_000_000) }] }],
  ["badRecipient", { to: ["a@example.com, b@example.com"] }],
  ["tooManyRecipients", { to: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) }],
  ["badSubject", { subject: "เรื่อง\nBcc: x@example.com" }],
  ["badSubject", { subject: " " }],
  ["subjectTooLong", { subject: "ก".repeat(333) }],
  ["headerNotAllowed", { headers: { "Message-ID": "<a@b>" } }],
  ["headerNotAllowed", { headers: { Date: "now" } }],
  ["headerNotAllowed", { headers: { "X-A\r\nBcc": "x" } }],
  ["badHeader", { headers: { "X-A": "x\r\nBcc: y" } }],
  ["badHeader", { headers: { "X-A": "ไทย" } }],
  ["noBody", { text: "" }],
  ["tooLarge", { html: "ก".repeat(1_800_000) }],
] as const)("finds %s", (fault, changes) => expect(mailFaults({ ...GOOD, ...changes })).toContain(fault))

it.each(["a@example.go.th", "first.last+tag@sub.example.co", "o'brien@example.com"])(
  "%s is an address",
  text => {
    expect(parseAddress(text)).toBe(text)
  },
)

it.each([
  "",
  "a@localhost",
  "a b@example.com",
  "a@example.com\r\nBcc: b@example.com",
  "ชื่อ <a@example.com>",
  "a@@example.com",
  ".a@example.com",
  "a@-example.com",
  "a@example.com,b@example.com",
  `${"a".repeat(65)}@example.com`,
  "ก@example.com",
])("%j is none", text => expect(parseAddress(text)).toBeUndefined())

it("reads a typed list and keeps apart what is no address", () => {
  expect(parseAddresses(["a@example.com, b@Example.com;", "a@example.com", "nobody"])).toEqual({
    good: ["a@example.com", "b@example.com"],
    bad: ["nobody"],
  })
})
