/** The looks behind links, in D1: added, never changed. A link stands there by its hash, and is known from its report alone. */
import * as z from "zod/mini"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { groupBy } from "../../shared/record/group.ts"
import { type Look, OUTCOMES } from "../../shared/record/look.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import { linksIn } from "../../shared/row/public-link.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import { readRows, write } from "./sql.ts"

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

export type StoredLook = Readonly<z.output<typeof lookSchema>>

/** The looks of a year up to one, in the order they were made. Asks nothing where there is none at all. */
export async function readLooks(db: D1Database, fiscalYear: number, upTo: number): Promise<StoredLook[]> {
  if (upTo === 0) return []
  const sql = `SELECT link_hash AS linkHash, at, outcome, status, type, size, sha256, is_cut AS isCut FROM look
    WHERE fiscal_year = ?1 AND id <= ?2 ORDER BY id`
  return readRows(db, lookSchema, sql, fiscalYear, upTo)
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

export async function addLook(db: D1Database, fiscalYear: number, look: Look): Promise<void> {
  const { link, at, outcome, status, type, size, sha256, isCut } = look
  await write(
    db,
    `INSERT INTO look (fiscal_year, link_hash, at, outcome, status, type, size, sha256, is_cut)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    ...[fiscalYear, NATIVE_CODEC.sha256(link), at, outcome, status, type, size, sha256, Number(isCut)],
  )
}

/** The years from one on in which a link may have to be opened: something was published, or a day has come. One query. */
export async function yearsToLookOver(db: D1Database, from: number, today: IsoDate): Promise<number[]> {
  const years = await readRows(
    db,
    z.object({ fiscalYear: z.int() }),
    `SELECT leaf.fiscal_year AS fiscalYear
     FROM leaf LEFT JOIN look_plan AS plan ON plan.fiscal_year = leaf.fiscal_year
     WHERE leaf.idx IN (SELECT MAX(idx) FROM leaf GROUP BY fiscal_year)
       AND leaf.fiscal_year >= ?1 AND (plan.head IS NULL OR plan.head <> leaf.head OR plan.next_day <= ?2)
     ORDER BY leaf.fiscal_year DESC`,
    from,
    today,
  )
  return years.map(each => each.fiscalYear)
}

export type LookPlan = { readonly fiscalYear: number; readonly head: string; readonly nextDay: string }

export async function rememberLookPlan(db: D1Database, plan: LookPlan): Promise<void> {
  const sql = `
    INSERT INTO look_plan (fiscal_year, head, next_day) VALUES (?1, ?2, ?3)
    ON CONFLICT (fiscal_year) DO UPDATE SET head = excluded.head, next_day = excluded.next_day`
  await write(db, sql, plan.fiscalYear, plan.head, plan.nextDay)
}
