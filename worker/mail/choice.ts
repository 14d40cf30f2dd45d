/** The choices of recipients in D1: made by whoever holds the token in a mail of the recipient's. */
import * as z from "zod/mini"
import { CHOICE_PATH } from "../../shared/due/recipient.ts"
import { type MailAddress, mailboxOf } from "../../shared/row/address.ts"
import { readRows, rowsOf, storedAddress, write } from "../store/sql.ts"

export type Choice = { readonly fewer: boolean }

/** The boxes of those who chose less. */
export async function readFewer(db: D1Database): Promise<ReadonlySet<MailAddress>> {
  const row = z.object({ recipient: storedAddress })
  const found = await readRows(db, row, "SELECT recipient FROM mail_choice WHERE fewer = 1")
  return new Set(found.map(each => each.recipient))
}

/** Where each recipient chooses; a new one is given a token, which then stays. */
export async function choiceLinks(
  db: D1Database,
  origin: string,
  recipients: readonly MailAddress[],
): Promise<ReadonlyMap<MailAddress, string>> {
  if (recipients.length === 0) return new Map()
  const wanted = JSON.stringify(recipients.map(mailboxOf))
  const [, found] = await db.batch([GIVE_TOKENS, READ_TOKENS].map(sql => db.prepare(sql).bind(wanted)))
  const rows = rowsOf(z.object({ recipient: storedAddress, token: z.string() }), found)
  const links = new Map(rows.map(({ recipient, token }) => [recipient, `${origin}${CHOICE_PATH}/${token}`]))
  return new Map(
    recipients.flatMap(each => {
      const link = links.get(mailboxOf(each))
      return link ? [[each, link] as const] : []
    }),
  )
}

const GIVE_TOKENS = `
  INSERT OR IGNORE INTO mail_choice (recipient, token, fewer)
  SELECT value, lower(hex(randomblob(16))), 0 FROM json_each(?1)`
const READ_TOKENS =
  "SELECT recipient, token FROM mail_choice WHERE recipient IN (SELECT value FROM json_each(?1))"

/** Undefined for a token that was never given. */
export async function findChoice(db: D1Database, token: string): Promise<Choice | undefined> {
  const row = z.object({ fewer: z.int() })
  const [found] = await readRows(db, row, "SELECT fewer FROM mail_choice WHERE token = ?1", token)
  return found && { fewer: found.fewer === 1 }
}

/** False for a token that was never given. The same choice again changes nothing. */
export async function saveChoice(db: D1Database, token: string, { fewer }: Choice): Promise<boolean> {
  const sql = "UPDATE mail_choice SET fewer = ?2 WHERE token = ?1"
  return (await write(db, sql, token, fewer ? 1 : 0)) > 0
}
