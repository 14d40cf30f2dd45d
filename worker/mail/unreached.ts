/** Addresses whose mail was given up, with nothing that reached them since. */
import * as z from "zod/mini"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { UNREACHED_LIMIT, type Unreached } from "../../shared/mail/unreached.ts"
import { oldestOpenYear, STILL_DEAD } from "../store/mail-health.ts"

export async function readUnreached(db: D1Database, today: IsoDate): Promise<Unreached[]> {
  const { results } = await db
    .prepare(
      // SQLite takes `error` from the row that has the least time.
      `SELECT recipient AS address, error AS code, MIN(created_at) AS at FROM message
       WHERE fiscal_year >= ?1 AND ${STILL_DEAD} GROUP BY recipient ORDER BY at, recipient LIMIT ?2`,
    )
    .bind(oldestOpenYear(today), UNREACHED_LIMIT)
    .all()
  return z
    .array(z.object({ address: z.string(), code: z.nullable(z.string()), at: z.int() }))
    .parse(results)
    .map(({ address, code, at }) => ({ address, code: code ?? "", since: new Date(at).toISOString() }))
}
