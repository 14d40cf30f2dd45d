/**
 * The notice ledger: every mail a transport accepted, in public. A message's id and its recipient are addresses and are
 * read only to keep order; what leaves here is the role, the obligations, the time and the hash. The isolate keeps its size
 * from one check of the heads to the next, and its pages while the size is the same.
 */

import * as z from "zod/mini"
import { ROWS_PER_PAGE } from "../../../shared/view/page-of.ts"
import { type FreshHeads, readable } from "../../store/reader.ts"
import { rowsOf, storedMailKind, storedRole } from "../../store/sql.ts"
import { storeOf } from "../../store/store.ts"

const messageSchema = z.object({
  id: z.string(),
  fiscalYear: z.int(),
  kind: storedMailKind,
  /** Epoch milliseconds of the run that sent it. */
  sentAt: z.int(),
  /** `messageHash` of `shared/mail/message.ts`. */
  hash: z.string(),
})

const noticeSchema = z.object({
  /** Of its message. */
  id: z.string(),
  role: storedRole,
  /** An obligation's id, `<duty>/<occurrence>` of a moved date, `held/<section>`, `answered/<section>`, `digest`, `asks`, or `alarm`. */
  about: z.string(),
  due: z.string(),
})

export type LedgerNotice = Readonly<Omit<z.infer<typeof noticeSchema>, "id">>
export type LedgerEntry = Readonly<Omit<z.infer<typeof messageSchema>, "id">> & {
  readonly notices: readonly LedgerNotice[]
}

export type LedgerSize = { readonly total: number; readonly newestAt: number }

type KeptLedger = {
  /** The reading of the heads it belongs to. */
  readonly reading: FreshHeads | undefined
  readonly size: LedgerSize
  readonly pages: Map<number, readonly LedgerEntry[]>
}

/** Strangers may turn every page; these are enough for those who read. */
const KEPT_PAGES = 20

const ledgers = new WeakMap<D1Database, KeptLedger>()

/** Of a copy, the ledger that was last read. @throws RecordUnreadableError */
export async function keptLedgerSize(db: D1Database, isCopy: boolean): Promise<LedgerSize> {
  const kept = ledgers.get(db)
  const reading = storeOf(db).freshHeads()
  if (kept && (isCopy || (reading && kept.reading === reading))) return kept.size
  const size = await readable(ledgerSize(db))
  const isSame = kept?.size.total === size.total && kept.size.newestAt === size.newestAt
  ledgers.set(db, { reading, size, pages: isSame ? kept.pages : new Map() })
  return size
}

/** @throws RecordUnreadableError */
export async function keptLedgerPage(db: D1Database, page: number): Promise<readonly LedgerEntry[]> {
  const pages = ledgers.get(db)?.pages
  const kept = pages?.get(page)
  if (kept) return kept
  const entries = await readable(readLedger(db, page))
  if (pages && pages.size < KEPT_PAGES) pages.set(page, entries)
  return entries
}

async function ledgerSize(db: D1Database): Promise<LedgerSize> {
  const row = await db
    .prepare(
      "SELECT COUNT(*) AS total, COALESCE(MAX(sent_at), 0) AS newestAt FROM message WHERE state = 'sent'",
    )
    .first()
  return z.object({ total: z.int(), newestAt: z.int() }).parse(row)
}

/** A page of the ledger, newest first; pages count from 1. */
async function readLedger(db: D1Database, page: number): Promise<LedgerEntry[]> {
  const [messages, notices] = await db.batch([
    db.prepare(PAGE_OF_MESSAGES).bind(ROWS_PER_PAGE, (page - 1) * ROWS_PER_PAGE),
    db
      .prepare(
        `SELECT notice.message AS id, role, about, due FROM notice
         WHERE notice.message IN (SELECT id FROM (${PAGE_OF_MESSAGES})) ORDER BY about, role`,
      )
      .bind(ROWS_PER_PAGE, (page - 1) * ROWS_PER_PAGE),
  ])
  const noticesById = new Map<string, LedgerNotice[]>()
  for (const { id, ...notice } of rowsOf(noticeSchema, notices)) {
    noticesById.set(id, [...(noticesById.get(id) ?? []), notice])
  }
  return rowsOf(messageSchema, messages).map(({ id, ...message }) => ({
    ...message,
    notices: noticesById.get(id) ?? [],
  }))
}

const PAGE_OF_MESSAGES = `
  SELECT id, fiscal_year AS fiscalYear, kind, sent_at AS sentAt, content_hash AS hash FROM message
  WHERE state = 'sent' ORDER BY sent_at DESC, id LIMIT ?1 OFFSET ?2`
