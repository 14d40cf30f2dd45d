/** The one mail that tells nothing of the record: written here, and kept for the script where the script sends. */
import * as z from "zod/mini"
import type { LeasedMail, Receipt } from "../../shared/mail/lease.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import type { TestMailReply } from "../../shared/mail/requests.ts"
import type { MailAddress } from "../../shared/row/address.ts"
import type { Config } from "../host/env.ts"
import { readRows, storedAddress, write } from "../store/sql.ts"
import { leasedMail } from "./mime.ts"
import { senderOf } from "./prepare.ts"

type Sender = Pick<Config, "mailFrom" | "origin">

export function testMessage({ mailFrom, origin }: Sender, to: MailAddress): MailMessage {
  const text = `อีเมลนี้ส่งจากระบบติดตามมาตรการของสำนักงาน (${origin}) เพื่อทดสอบว่าอีเมลถึงผู้รับ โปรดอย่าตอบกลับอีเมลนี้\n\nA test of the office's mail. No answer is needed.\n`
  return {
    from: { email: senderOf(mailFrom), name: "ระบบติดตามมาตรการ" },
    to: [to],
    subject: "ทดสอบการส่งอีเมลของระบบติดตามมาตรการ",
    text,
    html: `<!doctype html><html lang="th"><meta charset="utf-8"><title>ทดสอบ</title>${text
      .trim()
      .split("\n\n")
      .map(part => `<p>${part}</p>`)
      .join("")}</html>`,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: [],
  }
}

/** Longer than the script may run. */
const LEASE_MS = 10 * 60_000

/** Waits for the script; one that waited before is forgotten. */
export async function keepTest(db: D1Database, id: string, to: MailAddress): Promise<TestMailReply> {
  await db.batch([
    db.prepare("DELETE FROM mail_test"),
    db.prepare("INSERT INTO mail_test (id, recipient, state) VALUES (?1, ?2, 'open')").bind(id, to),
  ])
  return { outcome: "waiting", code: null, id }
}

/** What became of one that was kept. */
export async function testReply(db: D1Database, id: string): Promise<TestMailReply> {
  const [found] = await readRows(db, stateSchema, "SELECT state, code FROM mail_test WHERE id = ?1", id)
  if (!found) return { outcome: "failed", code: "replaced", id }
  const { state, code } = found
  return { outcome: state === "accepted" || state === "refused" ? state : "waiting", code, id }
}

/** The test that waits, whole, for whoever sends now; the lease of one who never told has an end. */
export async function leaseTest(db: D1Database, sender: Sender, now: number): Promise<LeasedMail[]> {
  const sql = `
    UPDATE mail_test SET state = 'leased', lease_until = ?2
    WHERE state = 'open' OR (state = 'leased' AND lease_until <= ?1) RETURNING id, recipient`
  const leased: LeasedMail[] = []
  for (const { id, recipient } of await readRows(db, leasedSchema, sql, now, now + LEASE_MS)) {
    leased.push(await leasedMail(testMessage(sender, recipient), { id, leaseUntil: now + LEASE_MS }, now))
  }
  return leased
}

/** False when it is held under that lease no more. What failed waits for the script's next round. */
export async function settleTest(db: D1Database, receipt: Receipt): Promise<boolean> {
  const state = receipt.outcome === "failed" ? "open" : receipt.outcome
  const code = "code" in receipt ? receipt.code : null
  const sql =
    "UPDATE mail_test SET state = ?3, code = ?4 WHERE id = ?1 AND lease_until = ?2 AND state = 'leased'"
  return (await write(db, sql, receipt.id, receipt.leaseUntil, state, code)) > 0
}

const stateSchema = z.object({
  state: z.enum(["open", "leased", "accepted", "refused"]),
  code: z.nullable(z.string()),
})
const leasedSchema = z.object({ id: z.string(), recipient: storedAddress })
