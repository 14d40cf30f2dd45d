/**
 * Of each row the versions that the record as it stands leaves out (`condense.ts`), beside it and written with it: together they
 * are every version there ever was. The log has three lines for each; here some dozens are one.
 */
import * as z from "zod/mini"
import type { LogPart } from "../../shared/record/past.ts"
import type { Entry, Version } from "../../shared/record/record.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Past, Projection } from "./projection.ts"
import type { YearHead } from "./read-record.ts"
import { chunkTexts, rowsOf } from "./sql.ts"

/** A piece is written whole again with each version that joins it. */
const PIECE_LETTERS = 50_000

/** What one statement joins to each row's newest piece, or begins another with where that is full; `isTaken` says whether at all. */
export function writePieces(isTaken: string): string {
  const newest = "FROM row_past WHERE fiscal_year = ?1 AND name = value ->> 0 ORDER BY number DESC LIMIT 1"
  return `INSERT INTO row_past (fiscal_year, name, number, versions)
    SELECT ?1, value ->> 0, COALESCE((SELECT number + (length(versions) > ${PIECE_LETTERS}) ${newest}), 0), value ->> 1
    FROM json_each(?2) WHERE ${isTaken}
    ON CONFLICT DO UPDATE SET versions = versions || ',' || excluded.versions`
}

/** For each of its statements the lines it takes: of a row one, since a statement does not see what it writes. */
export function pieceLines(left: readonly Past[]): string[] {
  const turns: [string, string][][] = []
  for (const [name, versions] of left)
    piecesOf(versions).forEach((piece, turn) => {
      turns[turn] ??= []
      turns[turn].push([name, piece])
    })
  return turns.flatMap(chunkTexts)
}

/** As JSON without the brackets, so that pieces are joined by a comma. */
function piecesOf(versions: readonly Version[]): string[] {
  const pieces: string[] = []
  for (const version of versions) {
    const text = JSON.stringify(version)
    const last = pieces[pieces.length - 1]
    if (last !== undefined && last.length < PIECE_LETTERS) pieces[pieces.length - 1] = `${last},${text}`
    else pieces.push(text)
  }
  return pieces
}

const pieceRow = z.object({ name: z.string(), versions: z.string() })

/** A statement has a hundred parameters at most. */
const NAMES_AT_ONCE = 90

/**
 * What a projection leaves out of some rows, or of all, up to a leaf; undefined where it was made anew since it was read, or what
 * is kept cannot be read: then the log is asked.
 */
export async function readLeft(
  db: D1Database,
  { fiscalYear, leaf, sequence }: Pick<YearHead, "fiscalYear" | "leaf" | "sequence">,
  { born }: Pick<Projection, "born">,
  names: readonly string[] | "all",
): Promise<LogPart | undefined> {
  const [mark, ...pieces] = await db.batch([
    db
      .prepare("SELECT 1 FROM projection WHERE fiscal_year = ?1 AND born = ?2 AND leaf >= ?3")
      .bind(fiscalYear, born, leaf),
    ...selectPieces(db, fiscalYear, names),
  ])
  if (mark?.results.length === 0) return undefined
  const entries: Entry[] = []
  for (const { name, versions } of pieces.flatMap(each => rowsOf(pieceRow, each))) {
    const read = parseJson(`[${versions}]`) as readonly Version[] | undefined
    if (!read) return undefined
    // What was left out since then is of later leaves in part.
    for (const version of read) if (version.sequence <= sequence) entries.push({ name, ...version })
  }
  return { revisions: [], entries }
}

/** Each name is a parameter of its own: in a list as JSON the database counts every name as two rows that it read. */
function selectPieces(
  db: D1Database,
  fiscalYear: number,
  names: readonly string[] | "all",
): D1PreparedStatement[] {
  const ofYear = "SELECT name, versions FROM row_past WHERE fiscal_year = ?"
  if (names === "all") return [db.prepare(ofYear).bind(fiscalYear)]
  const statements: D1PreparedStatement[] = []
  for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
    const some = names.slice(from, from + NAMES_AT_ONCE)
    const sql = `${ofYear} AND name IN (${some.map(() => "?").join()})`
    statements.push(db.prepare(sql).bind(fiscalYear, ...some))
  }
  return statements
}
