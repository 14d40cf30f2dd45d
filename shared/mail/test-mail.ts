/** A request for one test mail, a compact JWS under the office's key: an operator sees that mail goes out before it must. */
import * as z from "zod/mini"
import { claims } from "../push/signed-request.ts"
import { type MailAddress, parseAddress } from "../row/address.ts"

export const TEST_MAIL_CONTENT_TYPE = "application/jose"
/** Not a push's type: a token signed for one is never taken for the other. */
export const TEST_MAIL_JWT_TYPE = "sujarit-mail-test+jwt"
export const TEST_MAIL_PATH = "/api/v1/mail-tests"
export const TEST_MAIL_BODY_LIMIT = 8_000

/** Told from the outbox's ids by how it begins. */
export const TEST_MAIL_ID = /^test-[A-Za-z0-9-]{1,60}$/

export const testMailRequestSchema = z.strictObject({
  ...claims,
  to: z.pipe(
    z.string().check(z.refine(text => parseAddress(text) !== undefined)),
    z.transform(text => parseAddress(text) as MailAddress),
  ),
  /** Asks what became of this one, and sends nothing. */
  id: z.optional(z.string().check(z.regex(TEST_MAIL_ID))),
})

export type TestMailRequest = z.infer<typeof testMailRequestSchema>

/** What became of it; `code` says why it was not taken. One that waits for the script is asked after by its `id`. */
export const testMailReplySchema = z.object({
  outcome: z.enum(["accepted", "refused", "failed", "waiting"]),
  code: z.nullable(z.string()),
  id: z.optional(z.string()),
})
export type TestMailReply = z.infer<typeof testMailReplySchema>
