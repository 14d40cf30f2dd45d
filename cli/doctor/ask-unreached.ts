/** Asks the Worker whom mail does not reach. */
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import {
  UNREACHED_JWT_TYPE,
  UNREACHED_PATH,
  type Unreached,
  unreachedReplySchema,
} from "../../shared/mail/requests.ts"
import { askSigned, type KeyHolder } from "../office/signed-request.ts"

/** Nobody, where the Worker does not say: that it does not answer, or does not know the key, is told by itself. */
export async function askUnreached(holder: KeyHolder): Promise<readonly Unreached[]> {
  const answer = await askSigned(holder, {
    ...{ path: UNREACHED_PATH, type: UNREACHED_JWT_TYPE, contentType: JOSE_CONTENT_TYPE },
    claims: { nonce: holder.now() },
  }).catch(() => undefined)
  const reply = unreachedReplySchema.safeParse(answer?.body)
  return reply.success ? reply.data.unreached : []
}
