/** A cron run with its line in the log. */
import type { Env } from "../host/env.ts"
import { logFailure, newRequestId, writeLog } from "../host/log.ts"
import { runCron } from "./cron.ts"

/** @throws Error that names the line alone: the platform keeps what a run throws, and a message may quote a row */
export async function loggedCron(env: Env, scheduledTime: number): Promise<void> {
  const requestId = newRequestId()
  const startedAt = Date.now()
  try {
    await runCron(env, scheduledTime, ({ at, planned, sent, skipped }, failed) =>
      writeLog({
        ...{ event: "cron", requestId, slot: new Date(at).toISOString(), planned, sent, failed },
        // Kept among the skipped, told apart here: a failure is somebody's to mend.
        skipped: skipped - failed,
        ms: Date.now() - startedAt,
      }),
    )
  } catch (error) {
    logFailure(requestId, "cron", error)
    throw new Error(`the cron run failed: its line in the log is ${requestId}`)
  }
}
