/**
 * One scheduled run: plan what the day asks for, gather it into messages, send, mark. It may be late, missed, doubled or
 * killed anywhere: the next run goes on from the tables. At most 15 sends, and under 50 queries, a run.
 */
import { messageHash } from "../../shared/mail/message.ts"
import { configOf, type Env } from "../host/env.ts"
import { tellAlive } from "./heartbeat.ts"
import { releaseMessages } from "./outbox.ts"
import { type Outgoing, type PrepareDeps, prepareDepsOf, prepareMail } from "./prepare.ts"
import { type CronRun, createTally, recordRun, type Tally } from "./run-log.ts"
import { settle } from "./settle.ts"
import type { Transport } from "./transport.ts"
import { transportOf } from "./transports.ts"

export type { CronRun } from "./run-log.ts"

export type MailDeps = PrepareDeps & {
  /** None where the script fetches the mail: it is planned here and waits to be leased. */
  readonly transport: Transport | undefined
  /** Told of a run, and of the messages not taken, once its line is kept and before it throws for what went wrong. */
  readonly onRun?: (run: CronRun, failed: number) => void
}

const MAX_SENDS = 15

export async function runCron(env: Env, scheduledTime: number, onRun?: MailDeps["onRun"]): Promise<CronRun> {
  const run = await runMail(
    { ...(await prepareDepsOf(env)), transport: transportOf(env), ...(onRun && { onRun }) },
    scheduledTime,
  )
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
    if (await settle(db, leased, handover, messageHash(message), tally)) continue
    const untried = outgoing.slice(index + 1).map(rest => rest.leased)
    await releaseMessages(db, untried)
    return
  }
}
