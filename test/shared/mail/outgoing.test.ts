/** What leaves from the office's own account, whatever the Worker asks for. */
import { describe, expect, it } from "vitest"
import { contactsOf, outgoingFault } from "../../../shared/mail/outgoing.ts"
import { type MailAddress, parseAddress } from "../../../shared/row/address.ts"
import { mimeOf } from "../../../worker/mail/mime.ts"
import { tabFrom } from "../table/office-fixture.ts"

const READER = parseAddress("director@office.example") as MailAddress
const CONTACTS = new Set([READER])
const HEAD = [
  "From: =?UTF-8?B?4Liq?= <sujarit@office.example>",
  "To: director@office.example",
  "Subject: =?UTF-8?B?4Liq?=",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
]

const raw = (lines: readonly string[]) =>
  Buffer.from(`${lines.join("\r\n")}\r\n\r\nเนื้อความ\r\n`).toString("base64url")
const fault = (...lines: readonly string[]) => outgoingFault(raw(lines), CONTACTS)
const withTo = (to: string) => fault(...HEAD.map(line => (line.startsWith("To:") ? `To: ${to}` : line)))

it("lets a mail of ours out, whole", async () => {
  const message = {
    ...{ from: { email: "sujarit@office.example", name: "สำนักงานเขตภาษีเจริญ" }, to: [READER] },
    ...{ subject: "เรื่องยาว".repeat(40), text: "ก", html: "<p>ก</p>" },
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Id": "<2566.sujarit.office.example>",
      References: "<sujarit.2566.x@office.example>",
      "In-Reply-To": "<sujarit.2566.x@office.example>",
      "List-Unsubscribe": `<https://record.example/mail/${"a".repeat(300)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "X-Sujarit-Head": `2566/3/${"h".repeat(43)}`,
    },
    attachments: [
      {
        ...{ filename: "a.ics", type: "text/calendar; charset=utf-8", disposition: "attachment" },
        content: "QQ==",
      },
    ],
  } satisfies Parameters<typeof mimeOf>[0]
  const written = Buffer.from(await mimeOf(message, "2566/digest", 0)).toString("base64url")
  expect(outgoingFault(written, CONTACTS)).toBeUndefined()
})

describe("a reader whom the sheet does not name is sent nothing", () => {
  it.each([
    "stranger@elsewhere.example",
    "director@office.example, stranger@elsewhere.example",
    "director@office.example <stranger@elsewhere.example>",
    "stranger@elsewhere.example (director@office.example)",
    "",
  ])("%s", to => expect(withTo(to)).toBe("NOT_IN_SHEET"))

  it("nor is anybody, where the mail names no reader", () => {
    expect(fault(...HEAD.filter(line => !line.startsWith("To:")))).toBe("NOT_IN_SHEET")
  })

  it("while letters that differ in case alone lead to the same box", () => {
    expect(withTo("Director@Office.example")).toBeUndefined()
  })
})

describe("a header that is not of the list, or that is read in two ways, lets nothing out", () => {
  const stranger = "stranger@elsewhere.example"
  it.each([
    ["a copy", [...HEAD, `Cc: ${stranger}`]],
    ["a blind copy", [...HEAD, `bCC: ${stranger}`]],
    ["an answer elsewhere", [...HEAD, `Reply-To: ${stranger}`]],
    ["one of its own", [...HEAD, "X-Priority: 1"]],
    ["a second reader", [...HEAD, `To: ${stranger}`]],
    ["a name before the colon that some programs trim", [...HEAD, `Bcc : ${stranger}`]],
    ["a line that ends in a line feed alone", [...HEAD, `List-Id: <a>\nBcc: ${stranger}`]],
    ["a line that ends in a carriage return alone", [...HEAD, `List-Id: <a>\rBcc: ${stranger}`]],
    ["a blank line that is folded", [...HEAD, "List-Id: <a>", " ", `Bcc: ${stranger}`]],
    ["letters that are no ASCII", [...HEAD, "List-Id: <ก>"]],
    ["a zero byte", [...HEAD, "List-Id: <\0>"]],
    ["a line without a name", [...HEAD, "no header"]],
  ])("%s", (_, lines) => expect(fault(...lines)).toBe("HEADER_NOT_ALLOWED"))

  it.each(["", "a.b", "====", Buffer.from("To: director@office.example").toString("base64url")])(
    "nor does what is no message: %j",
    text => expect(outgoingFault(text, CONTACTS)).toBe("HEADER_NOT_ALLOWED"),
  )
})

it("the contacts are those of every cell that says who is told, and of no other", () => {
  const tabs = [
    tabFrom("section", [
      {
        ...{
          slug: "1",
          addresses: "A@office.example, b@office.example",
          headAddresses: "head@office.example",
        },
        ...{ deputy: "x", accounts: "editor@office.example" },
      },
    ]),
    tabFrom("setting", [
      { key: "directorMail", value: "director@office.example" },
      { key: "operatorMail", value: "operator@office.example" },
      { key: "contact", value: "public@office.example" },
    ]),
  ]
  expect(contactsOf(tabs)).toEqual([
    "a@office.example",
    "b@office.example",
    "head@office.example",
    "director@office.example",
    "operator@office.example",
  ])
})
