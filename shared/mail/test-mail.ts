/** A request for one test mail, a compact JWS under the office's key: an operator sees that mail goes out before it must. */
import * as z from "zod/mini"
import { type MailAddress, parseAddress } from "./address.ts"

export const TEST_MAIL_CONTENT_TYPE = "application/jose"
/** Not a push's type: a token signed for one is never taken for the other. */
export const TEST_MAIL_JWT_TYPE = "sujarit-mail-test+jwt"
export const TEST_MAIL_PATH = "/api/v1/mail-tests"
export const TEST_MAIL_BODY_LIMIT = 8_000

export const testMailRequestSchema = z.strictObject({
  /** As in a push. */
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  to: z.pipe(
    z.string().check(z.refine(text => parseAddress(text) !== undefined)),
    z.transform(text => parseAddress(text) as MailAddress),
  ),
})

/** What became of it; `code` says why it was not taken. */
export const testMailReplySchema = z.object({
  outcome: z.enum(["accepted", "refused", "failed"]),
  code: z.nullable(z.string()),
})
export type TestMailReply = z.infer<typeof testMailReplySchema>
