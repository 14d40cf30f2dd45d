/** The ledger as the isolate keeps it: its size is read once a head check, a page of it once a size. */
import { type FreshHeads, readable, storeOf } from "../../store/store.ts"
import { type LedgerEntry, type LedgerSize, ledgerSize, readLedger } from "./ledger.ts"

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
