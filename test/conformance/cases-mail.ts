/** Mail from the account that owns the script. Run at Google, the one message of these cases goes to that account. */
import { encode as utf8Encode } from "@stablelib/utf8"
import { base64url } from "../../shared/push/sd-jwt.ts"
import { type Case, SEEN } from "./case.ts"
import { equal, refuses } from "./expect.ts"

const REFERENCE = "developers.google.com/apps-script/reference/mail/mail-app"
const GMAIL = "developers.google.com/gmail/api/reference/rest/v1/users.messages/send"

const raw = (lines: readonly string[]) => base64url(utf8Encode(lines.join("\r\n")))

export const MAIL_CASES: readonly Case[] = [
  {
    name: "the quota that is left is a whole number",
    tag: "documented",
    source: REFERENCE,
    run() {
      const quota = MailApp.getRemainingDailyQuota()
      equal(typeof quota === "number" && quota >= 0 && quota % 1 === 0, true)
    },
  },
  {
    name: "a message sent whole, in base64url without padding, is answered with an id",
    tag: "community",
    source: SEEN,
    run() {
      const to = Session.getEffectiveUser().getEmail()
      const { id = "" } = Gmail.Users.Messages.send(
        {
          raw: raw([`To: ${to}`, "Subject: conformance", "References: <conformance@example.org>", "", "ok"]),
        },
        "me",
      )
      equal(/^[0-9a-f]+$/.test(id), true)
    },
  },
  {
    name: "a message to nobody is refused by code",
    tag: "unverified",
    source: GMAIL,
    run() {
      refuses(() => Gmail.Users.Messages.send({ raw: raw(["Subject: x", "", "ok"]) }, "me"), 400)
    },
  },
]
