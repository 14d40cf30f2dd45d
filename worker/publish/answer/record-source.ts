/** Whether an answer is made from the database or, while that is silent, from the last good copy, which is marked. */
import type { Context } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { logFailure } from "../../host/log.ts"
import { type RecordSource, RecordUnreadableError, storeOf } from "../../store/store.ts"

/** Answers from the record as it stands; when that cannot be read, from what this isolate still holds of it. */
export async function answerFromRecord<T>(
  c: Context<AppEnv>,
  answer: (source: RecordSource) => Promise<T>,
): Promise<T> {
  const store = storeOf(c.env.DB)
  try {
    return await answer(store)
  } catch (error) {
    const copy = store.copy()
    if (!(error instanceof RecordUnreadableError) || !copy) throw error
    logFailure(c.get("requestId"), "a copy is served", error)
    c.set("copiedAt", copy.readAt)
    // RFC 9211: fresh until so many seconds ago.
    const age = Math.max(1, Math.round((Date.now() - copy.readAt) / 1000))
    c.header("Cache-Status", `Sujarit; hit; ttl=-${age}; detail="the database does not answer"`)
    return answer(copy)
  }
}
