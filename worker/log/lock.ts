/**
 * How far checkpoints have come, in one row that is not in the database: a Durable Object. Whoever puts the database back or
 * writes in it does not move this, and what does not go on from here is not signed. It answers one request after another, so
 * that two Workers cannot both be told yes.
 */
import { parseJson } from "../../shared/row/json.ts"
import { judgeLock, type LockReply, type LockState, lockReplySchema, lockRequestSchema } from "./lock-rule.ts"
import { NATIVE_SHA256 } from "./sha256.ts"

const ADDRESS = "http://lock/"

/** The class of the object, as the platform makes it. */
export class LogLock {
  readonly #storage: DurableObjectState["storage"]

  constructor({ storage }: DurableObjectState) {
    this.#storage = storage
    storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS lock (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT NOT NULL)",
    )
  }

  async fetch(request: Request): Promise<Response> {
    const asked = lockRequestSchema.parse(await request.json())
    return Response.json(
      this.#storage.transactionSync((): LockReply => {
        const reply = judgeLock(this.#read(), asked, NATIVE_SHA256)
        if (reply.isLocked)
          this.#storage.sql.exec(
            "INSERT INTO lock (one, state) VALUES (1, ?1) ON CONFLICT DO UPDATE SET state = ?1",
            JSON.stringify(reply.state),
          )
        return reply
      }),
    )
  }

  #read(): LockState {
    const [row] = this.#storage.sql.exec("SELECT state FROM lock").toArray()
    return row === undefined ? null : lockReplySchema.shape.state.parse(parseJson(String(Object(row).state)))
  }
}

/** Asks the one lock there is. */
export async function askLock(
  lock: LockNamespace,
  request: ReturnType<typeof lockRequestSchema.parse>,
): Promise<LockReply> {
  const answer = await lock.getByName("log").fetch(ADDRESS, { method: "POST", body: JSON.stringify(request) })
  return lockReplySchema.parse(await answer.json())
}
