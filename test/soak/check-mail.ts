/** Every mail the ledger says was sent lies in the mailbox, and nothing lies there that was sent for no reason. */
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import { json } from "./check-record.ts"
import type { SoakOffice } from "./office-process.ts"
import type { Violations } from "./violations.ts"

type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string }
type Ledger = { readonly pages: number; readonly notices: readonly { readonly hash: string }[] }

export type MailAccount = { readonly sent: number; readonly kept: number; readonly repeated: number }

/** A crash between sending and marking costs one repeat at most: there are no more of them than crashes. */
export async function checkMail(
  { publicUrl, sheetUrl }: SoakOffice,
  kills: number,
  violations: Violations,
): Promise<MailAccount> {
  const mails = await json<readonly Mail[]>(`${sheetUrl}/mailbox.json`)
  const sent = await ledgerHashes(publicUrl)
  const kept = mails.map(mail => sha256Text([mail.subject, mail.text, mail.html].join("\n")))
  const copies = new Map<string, number>()
  for (const hash of kept) copies.set(hash, (copies.get(hash) ?? 0) + 1)
  for (const hash of sent) {
    const left = copies.get(hash) ?? 0
    if (left === 0) violations.add("a mail was marked sent and never was", hash)
    copies.set(hash, left - 1)
  }
  const repeated = kept.length - sent.length
  if (repeated > kills)
    violations.add(
      "mail was repeated for no reason",
      `${kept.length} kept, ${sent.length} marked, ${kills} kills`,
    )
  return { sent: sent.length, kept: kept.length, repeated }
}

async function ledgerHashes(publicUrl: string): Promise<string[]> {
  const hashes: string[] = []
  for (let [page, pages] = [1, 1]; page <= pages; page++) {
    const ledger = await json<Ledger>(`${publicUrl}/notices.json?page=${page}`)
    pages = ledger.pages
    hashes.push(...ledger.notices.map(notice => notice.hash))
  }
  return hashes
}
