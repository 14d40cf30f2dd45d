/**
 * Mail that the office's script sends from the office's own account. It leases messages, sends them, and tells what
 * became of each; the same outbox, leases and marks as for a run of the Worker.
 */
import { isTestId, LEASE_LIMIT, type LeasedMail, type Receipt } from "../../shared/mail/lease.ts"
import { mailFaults, messageHash } from "../../shared/mail/message.ts"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { write } from "../store/sql.ts"
import { faultCode, recordHandover } from "./handover.ts"
import { leasedMail } from "./mime.ts"
import { findLeased, markDead, rememberHashes } from "./outbox.ts"
import { type Outgoing, type PrepareDeps, prepareMail } from "./prepare.ts"
import { countReason, createTally, recordRun, type Tally } from "./run-log.ts"
import { leaseTest, settleTest } from "./test-mail.ts"

const NONCE_TOLERANCE_MS = CLOCK_TOLERANCE * 1000

/**
 * False when a request as new or newer was answered: whoever caught one on its way learns nothing by repeating it. The
 * nonce is the time of asking, so that one from far ahead stops nobody: it is not taken, and where an earlier version
 * took it, it is forgotten.
 */
export async function isNewRequest(
  db: D1Database,
  asker: string,
  { nonce, now }: { readonly nonce: number; readonly now: number },
): Promise<boolean> {
  const ahead = now + NONCE_TOLERANCE_MS
  if (Math.abs(nonce - now) > NONCE_TOLERANCE_MS) return false
  const sql = `
    INSERT INTO mail_request (office, nonce) VALUES (?1, ?2)
    ON CONFLICT (office) DO UPDATE SET nonce = excluded.nonce
    WHERE excluded.nonce > mail_request.nonce OR mail_request.nonce > ?3`
  return (await write(db, sql, asker, nonce, ahead)) > 0
}

/** What may be sent now, written and held for the script; the day is planned first if no run has. */
export async function leaseMail(deps: PrepareDeps, limit: number): Promise<LeasedMail[]> {
  const at = await deps.now()
  const tally = createTally(at)
  // At any hour: somebody waits for it.
  const messages = limit < 1 ? [] : await leaseTest(deps.db, deps, at)
  const defects = await prepareMail(deps, tally, {
    room: () => Math.min(limit, LEASE_LIMIT) - messages.length,
    deliver: async outgoing => {
      const sound = await withoutFaults(deps.db, outgoing, tally)
      // Written down before the script has them: a receipt names what was sent, not what would be written now.
      await rememberHashes(
        deps.db,
        sound.map(({ leased, message }) => ({ ...leased, contentHash: messageHash(message, NATIVE_CODEC) })),
      )
      for (const { leased, message } of sound) messages.push(await leasedMail(message, leased, at))
    },
  })
  if (tally.planned > 0 || tally.reasons.size > 0) await recordRun(deps.db, tally)
  if (defects.length > 0) throw defects[0]
  return messages
}

/** Marks what became of leased messages; returns how many of them were still held. */
export async function takeReceipts(deps: PrepareDeps, receipts: readonly Receipt[]): Promise<number> {
  const tally = createTally(await deps.now())
  const found = await findLeased(deps.db, receipts)
  let settled = 0
  for (const receipt of receipts) {
    if (isTestId(receipt.id)) {
      if (await settleTest(deps.db, receipt)) settled++
      continue
    }
    const leased = found.get(receipt.id)
    if (!leased) continue
    await recordHandover(deps.db, { leased, handover: receipt, contentHash: leased.contentHash }, tally)
    settled++
  }
  await recordRun(deps.db, tally)
  return settled
}

async function withoutFaults(
  db: D1Database,
  outgoing: readonly Outgoing[],
  tally: Tally,
): Promise<Outgoing[]> {
  const sound: Outgoing[] = []
  for (const each of outgoing) {
    const [fault] = mailFaults(each.message)
    if (fault === undefined) {
      sound.push(each)
      continue
    }
    await markDead(db, each.leased, faultCode(fault))
    countReason(tally, faultCode(fault))
  }
  return sound
}
