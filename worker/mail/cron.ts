/**
 * One scheduled run: plan what the day asks for, gather it into messages, send, mark. It may be late, missed, doubled or
 * killed anywhere: the next run goes on from the tables. At most 15 sends, and under 50 queries, a run.
 */
import { messageHash } from "../../shared/mail/message.ts"
import { configOf, type Env } from "../host/env.ts"
import { logFailure, newRequestId, writeLog } from "../host/log.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { recordHandover, type Transport } from "./handover.ts"
import { releaseMessages } from "./outbox.ts"
import { type Outgoing, type PrepareDeps, prepareDepsOf, prepareMail } from "./prepare.ts"
import { type CronRun, createTally, recordRun, type Tally } from "./run-log.ts"
import { transportOf } from "./transport.ts"

export type MailDeps = PrepareDeps & {
  /** None where the script fetches the mail: it is planned here and waits to be leased. */
  readonly transport: Transport | undefined
  /** Told of a run, and of the messages not taken, once its line is kept and before it throws for what went wrong. */
  readonly onRun?: (run: CronRun, failed: number) => void
}

const MAX_SENDS = 15

/**
 * A run with its line in the log.
 * @throws Error that names the line alone: the platform keeps what a run throws, and a message may quote a row
 */
export async function loggedCron(env: Env, scheduledTime: number): Promise<void> {
  const requestId = newRequestId()
  const startedAt = Date.now()
  try {
    await runCron(env, scheduledTime, ({ at, planned, sent, skipped }, failed) =>
      writeLog({
        event: "cron",
        requestId,
        slot: new Date(at).toISOString(),
        planned,
        sent,
        failed,
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

export async function runCron(env: Env, scheduledTime: number, onRun?: MailDeps["onRun"]): Promise<CronRun> {
  const deps = { ...(await prepareDepsOf(env)), transport: transportOf(env), ...(onRun && { onRun }) }
  const run = await runMail(deps, scheduledTime)
  await tellAlive(configOf(env).heartbeatUrl)
  return run
}

export async function runMail(deps: MailDeps, at: number): Promise<CronRun> {
  const tally = createTally(at)
  const { db, transport } = deps
  const defects = await prepareMail(
    deps,
    tally,
    transport && {
      room: () => MAX_SENDS - tally.attempted,
      deliver: outgoing => sendAll(db, transport, outgoing, tally),
    },
  )
  const run = await recordRun(db, tally)
  deps.onRun?.(run, tally.attempted - tally.sent)
  if (defects.length > 0) throw defects[0]
  return run
}

async function sendAll(
  db: D1Database,
  transport: Transport,
  outgoing: readonly Outgoing[],
  tally: Tally,
): Promise<void> {
  for (const [index, { leased, message }] of outgoing.entries()) {
    tally.attempted++
    const handover = await transport(message, leased.id)
    const handedOver = { leased, handover, contentHash: messageHash(message, NATIVE_CODEC) }
    if (await recordHandover(db, handedOver, tally)) continue
    const untried = outgoing.slice(index + 1).map(rest => rest.leased)
    await releaseMessages(db, untried)
    return
  }
}

const PATIENCE_MS = 5000

/** Never fails the run that is over and good: that nobody could be told is only logged. */
export async function tellAlive(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "manual" })
    if (answer.ok) return true
    console.warn(`the watch outside answered ${answer.status}`)
  } catch (error) {
    console.warn(`the watch outside did not answer: ${error instanceof Error ? error.name : "?"}`)
  }
  return false
}
