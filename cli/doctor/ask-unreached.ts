/** Asks the Worker whom mail does not reach. */
import {
  UNREACHED_CONTENT_TYPE,
  UNREACHED_JWT_TYPE,
  UNREACHED_PATH,
  type Unreached,
  unreachedReplySchema,
} from "../../shared/mail/unreached.ts"
import { askSigned, type KeyHolder } from "../office/signed-request.ts"

/** Nobody, where the Worker does not say: that it does not answer, or does not know the key, is told by itself. */
export async function askUnreached(holder: KeyHolder): Promise<readonly Unreached[]> {
  const answer = await askSigned(holder, {
    ...{ path: UNREACHED_PATH, type: UNREACHED_JWT_TYPE, contentType: UNREACHED_CONTENT_TYPE },
    claims: { nonce: holder.now() },
  }).catch(() => undefined)
  const reply = unreachedReplySchema.safeParse(answer?.body)
  return reply.success ? reply.data.unreached : []
}
