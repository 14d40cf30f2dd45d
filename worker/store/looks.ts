/** The looks behind links, in D1: added, never changed. A link stands there by its hash, and is known from its report alone. */
import * as z from "zod/mini"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { neededLooks } from "../../shared/due/opened.ts"
import { groupBy } from "../../shared/record/group.ts"
import { type Look, OUTCOMES } from "../../shared/record/look.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import { linksIn } from "../../shared/row/public-link.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import type { YearHead } from "./read-record.ts"
import { readRows, rowsOf, write } from "./sql.ts"

const lookSchema = z.object({
  linkHash: z.string(),
  at: z.int(),
  outcome: z.enum(OUTCOMES),
  status: z.nullable(z.int()),
  type: z.string(),
  size: z.nullable(z.int()),
  sha256: z.nullable(z.string()),
  isCut: z.pipe(
    z.int(),
    z.transform(flag => flag === 1),
  ),
})

const COLUMNS = "link_hash AS linkHash, at, outcome, status, type, size, sha256, is_cut AS isCut"

type StoredLook = Readonly<z.output<typeof lookSchema>>

/** The looks of a year up to one, in the order they were made. Asks nothing where there is none at all. */
export async function readLooks(db: D1Database, fiscalYear: number, upTo: number): Promise<StoredLook[]> {
  if (upTo === 0) return []
  const sql = `SELECT ${COLUMNS} FROM look
    WHERE fiscal_year = ?1 AND id <= ?2 ORDER BY id`
  return readRows(db, lookSchema, sql, fiscalYear, upTo)
}

/** What is kept of a year's looks, and the looks after it: as many as say how its links stand. */
export async function readNeededLooks(
  db: D1Database,
  { fiscalYear, looks: upTo, redactions }: Pick<YearHead, "fiscalYear" | "looks" | "redactions">,
): Promise<readonly StoredLook[]> {
  if (upTo === 0) return []
  const kept = "FROM kept_looks WHERE fiscal_year = ?1 AND up_to <= ?2 AND redactions = ?3"
  const [before, after] = await db.batch([
    db.prepare(`SELECT looks ${kept}`).bind(fiscalYear, upTo, redactions),
    db
      .prepare(`SELECT ${COLUMNS} FROM look WHERE fiscal_year = ?1 AND id <= ?2
        AND id > COALESCE((SELECT up_to ${kept}), 0) ORDER BY id`)
      .bind(fiscalYear, upTo, redactions),
  ])
  const [text] = rowsOf(z.object({ looks: z.string() }), before)
  return [...(text ? (JSON.parse(text.looks) as StoredLook[]) : []), ...rowsOf(lookSchema, after)]
}

/** Keeps what is needed of the looks up to one; `redactions` are those that the record was read with. */
export async function keepNeededLooks(
  db: D1Database,
  record: YearRecord,
  { upTo, redactions }: { readonly upTo: number; readonly redactions: number },
): Promise<void> {
  const { fiscalYear } = record
  const stored = await readNeededLooks(db, { fiscalYear, looks: upTo, redactions })
  const needed = neededLooks(withLooks(record, stored)).map(({ link, ...look }) => ({
    linkHash: NATIVE_CODEC.sha256(link),
    ...look,
  }))
  const sql =
    "INSERT OR REPLACE INTO kept_looks (fiscal_year, up_to, redactions, looks) VALUES (?1, ?2, ?3, ?4)"
  await write(db, sql, fiscalYear, upTo, redactions, JSON.stringify(needed))
}

/** The record with what was found behind its links, of those that a version of it still names: what is redacted names none. */
export function withLooks<R extends YearRecord>(record: R, stored: readonly StoredLook[]): R {
  if (stored.length === 0) return record
  const rows = [...record.versionsByName.values()].flat().map(({ row }) => row)
  const links = rows.flatMap(row => (row?.kind === "report" ? linksIn(row.evidence) : []))
  const linkByHash = new Map(links.map(link => [NATIVE_CODEC.sha256(link), link]))
  const looks = stored.flatMap(({ linkHash, ...look }) => {
    const link = linkByHash.get(linkHash)
    return link === undefined ? [] : [{ link, ...look }]
  })
  return { ...record, looksByLink: groupBy(looks, ({ link }) => link) }
}

/** Returns its number. */
export async function addLook(db: D1Database, fiscalYear: number, look: Look): Promise<number> {
  const { link, at, outcome, status, type, size, sha256, isCut } = look
  const [added] = await readRows(
    db,
    z.object({ id: z.int() }),
    `INSERT INTO look (fiscal_year, link_hash, at, outcome, status, type, size, sha256, is_cut)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id`,
    ...[fiscalYear, NATIVE_CODEC.sha256(link), at, outcome, status, type, size, sha256, Number(isCut)],
  )
  return added?.id ?? 0
}

export type YearToLookOver = { readonly fiscalYear: number; readonly redactions: number }

/** The years from one on in which a link may have to be opened: something was published, or a day has come. One query. */
export function yearsToLookOver(db: D1Database, from: number, today: IsoDate): Promise<YearToLookOver[]> {
  return readRows(
    db,
    z.object({ fiscalYear: z.int(), redactions: z.int() }),
    `SELECT leaf.fiscal_year AS fiscalYear, (SELECT COUNT(*) FROM redaction) AS redactions
     FROM leaf LEFT JOIN look_plan AS plan ON plan.fiscal_year = leaf.fiscal_year
     WHERE leaf.idx IN (SELECT MAX(idx) FROM leaf GROUP BY fiscal_year)
       AND leaf.fiscal_year >= ?1 AND (plan.head IS NULL OR plan.head <> leaf.head OR plan.next_day <= ?2)
     ORDER BY leaf.fiscal_year DESC`,
    from,
    today,
  )
}

type LookPlan = { readonly fiscalYear: number; readonly head: string; readonly nextDay: string }

export async function rememberLookPlan(db: D1Database, plan: LookPlan): Promise<void> {
  const sql = `
    INSERT INTO look_plan (fiscal_year, head, next_day) VALUES (?1, ?2, ?3)
    ON CONFLICT (fiscal_year) DO UPDATE SET head = excluded.head, next_day = excluded.next_day`
  await write(db, sql, plan.fiscalYear, plan.head, plan.nextDay)
}
