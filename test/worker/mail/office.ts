/** An office whose record is in memory and whose outbox is in D1: what a run reads of the log is written beside it. */
import { env } from "cloudflare:workers"
import type { MailMessage } from "../../../shared/mail/message.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import type { WholeRecord } from "../../../shared/record/record.ts"
import { rowId } from "../../../shared/row/name.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import { type MailDeps, runMail } from "../../../worker/mail/cron.ts"
import type { Handover } from "../../../worker/mail/handover.ts"
import type { CronRun } from "../../../worker/mail/run-log.ts"
import { type Change, privateRows, recordOf } from "../../shared/due/fixture.ts"

export type TestOffice = {
  /** Everything a transport accepted, in order. */
  readonly sent: MailMessage[]
  /** What the next messages meet; accepted when empty. */
  readonly fates: (Handover | Error)[]
  readonly push: (change: Change) => Promise<void>
  readonly depsAt: (at: number) => MailDeps
  readonly run: (at: number, changes?: Partial<MailDeps>) => Promise<CronRun>
  readonly setPrivateRows: (rows: readonly PrivateRow[]) => Promise<void>
}

const ACCEPTED: Handover = { outcome: "accepted", providerId: null }

export async function createOffice(...changes: readonly Change[]): Promise<TestOffice> {
  const db = env.DB
  const log: Change[] = []
  let record: WholeRecord | undefined
  const office: TestOffice = {
    sent: [],
    fates: [],
    async push(change) {
      log.push(change)
      record = undefined
      await insertLeaf(db, log.length, change.at)
    },
    depsAt: at => ({ ...deps, now: async () => at }),
    run: (at, own) => runMail({ ...office.depsAt(at), ...own }, at),
    async setPrivateRows(rows) {
      await db.batch([
        db.prepare("DELETE FROM private_row"),
        ...rows.map(row =>
          db
            .prepare("INSERT INTO private_row (fiscal_year, name, digest, json) VALUES (2566, ?1, '', ?2)")
            .bind(`${row.kind}/${rowId(row)}`, JSON.stringify(row)),
        ),
      ])
    },
  }
  const deps: Omit<MailDeps, "now"> = {
    db,
    pushKeys: { keys: [] },
    transport: async message => {
      const fate = office.fates.shift() ?? ACCEPTED
      if (fate instanceof Error) throw fate
      if (fate.outcome === "accepted") office.sent.push(message)
      return fate
    },
    loadRecord: async () => {
      record ??= recordOf(...log)
      return record
    },
    mailFrom: "sujarit@example.go.th",
    origin: "https://sujarit.example.go.th",
    simulated: false,
    officeId: "office.example",
  }
  for (const change of changes) await office.push(change)
  await office.setPrivateRows(privateRows())
  return office
}

async function insertLeaf(db: D1Database, sequence: number, acceptedAt: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO leaf (idx, office, fiscal_year, sequence, base, head, held, signed, leaf_hash, accepted_at)
       VALUES (?1 - 1, 'test', 2566, ?1, ?2, ?3, '[]', '', '', ?4)`,
    )
    .bind(sequence, `base ${sequence}`, sha256Text(`head ${sequence}`), acceptedAt)
    .run()
}
