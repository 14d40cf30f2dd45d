/** The choices of recipients in D1: made by whoever holds the token in a mail of the recipient's. */
import * as z from "zod/mini"
import { CHOICE_PATH } from "../../shared/due/recipient.ts"
import type { MailAddress } from "../../shared/row/address.ts"
import { storedAddress } from "../store/stored.ts"

export type Choice = { readonly fewer: boolean }

/** Those who chose less. */
export async function readFewer(db: D1Database): Promise<ReadonlySet<MailAddress>> {
  const { results } = await db.prepare("SELECT recipient FROM mail_choice WHERE fewer = 1").all()
  return new Set(
    z
      .array(z.object({ recipient: storedAddress }))
      .parse(results)
      .map(each => each.recipient),
  )
}

/** Where each recipient chooses; a new one is given a token, which then stays. */
export async function choiceLinks(
  db: D1Database,
  origin: string,
  recipients: readonly MailAddress[],
): Promise<ReadonlyMap<MailAddress, string>> {
  if (recipients.length === 0) return new Map()
  const wanted = JSON.stringify(recipients)
  const [, found] = await db.batch([
    db
      .prepare(
        `INSERT OR IGNORE INTO mail_choice (recipient, token, fewer)
         SELECT value, lower(hex(randomblob(16))), 0 FROM json_each(?1)`,
      )
      .bind(wanted),
    db
      .prepare(
        "SELECT recipient, token FROM mail_choice WHERE recipient IN (SELECT value FROM json_each(?1))",
      )
      .bind(wanted),
  ])
  const rows = z.array(z.object({ recipient: storedAddress, token: z.string() })).parse(found?.results)
  return new Map(rows.map(({ recipient, token }) => [recipient, `${origin}${CHOICE_PATH}/${token}`]))
}

/** Undefined for a token that was never given. */
export async function findChoice(db: D1Database, token: string): Promise<Choice | undefined> {
  const row = await db.prepare("SELECT fewer FROM mail_choice WHERE token = ?1").bind(token).first()
  return row === null ? undefined : { fewer: z.object({ fewer: z.int() }).parse(row).fewer === 1 }
}

/** False for a token that was never given. The same choice again changes nothing. */
export async function saveChoice(db: D1Database, token: string, { fewer }: Choice): Promise<boolean> {
  const { meta } = await db
    .prepare("UPDATE mail_choice SET fewer = ?2 WHERE token = ?1")
    .bind(token, fewer ? 1 : 0)
    .run()
  return meta.changes > 0
}
