/** A message whole, as the script hands it to Gmail: byte for byte what the standards ask, read by a parser of mail. */
import { simpleParser } from "mailparser"
import { expect, it } from "vitest"
import { leasedMail, mimeOf } from "../../../worker/mail/mime.ts"
import { TANGLED_CELL } from "../../naughty.ts"
import { memoCalendar, sampleReminder, sampleSummary } from "../../shared/mail/sample.ts"

const AT = Date.UTC(2023, 5, 12, 1)
const BARE = /(?<!\r)\n|\r(?!\n)/

it.each([
  ["a summary", sampleSummary(false)],
  ["a reminder with a calendar", { ...sampleReminder(), attachments: [memoCalendar()] }],
  ["a text that tangles", { ...sampleSummary(false), text: TANGLED_CELL, html: `<p>${TANGLED_CELL}</p>` }],
])("%s ends every line by CRLF, by either way out", async (_, message) => {
  expect(await mimeOf(message, "id", AT)).not.toMatch(BARE)
  const { raw } = await leasedMail(message, { id: "id", leaseUntil: 0 }, AT)
  expect(Buffer.from(raw, "base64url").toString()).not.toMatch(BARE)
})

it("says which list it is of, and in which letters its calendar is written", async () => {
  const message = { ...sampleReminder(), attachments: [memoCalendar()] }
  const raw = await mimeOf(message, "id", AT)
  expect(raw).toMatch(/^List-ID: <2566\.sujarit\.[a-z.]+>\r$/im)
  expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8;/im)
  const read = await simpleParser(raw)
  expect(read.attachments[0]?.content.toString()).toContain("BEGIN:VCALENDAR\r\n")
})
