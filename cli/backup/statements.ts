/** Rows as SQL that any door of D1 takes: no parameters, no statement over its 100 KB. */

import type { Table, TableRow, Value } from "../cloudflare/database.ts"
import { PIECE_TABLE, PROGRESS_TABLE } from "../cloudflare/database.ts"

/** D1 counts bytes, and a Thai letter is three. */
const STATEMENT_BYTES = 60_000
const PIECE_LETTERS = 15_000

/** What stands beside the record while a restore runs. */
export function beginStatements(backup: string): string[] {
  return [
    `CREATE TABLE ${PROGRESS_TABLE} (backup TEXT NOT NULL, "rows" INTEGER NOT NULL)`,
    `CREATE TABLE ${PIECE_TABLE} (place TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL)`,
    `INSERT INTO ${PROGRESS_TABLE} (backup, "rows") VALUES (${literal(backup)}, 0)`,
  ]
}

/** The last statement of a batch: how far the restore has come, in the same transaction as the rows. */
export function progressStatement(rows: number): string {
  return `UPDATE ${PROGRESS_TABLE} SET "rows" = ${rows}`
}

export const END_STATEMENTS = [`DROP TABLE ${PIECE_TABLE}`, `DROP TABLE ${PROGRESS_TABLE}`] as const

/** Inserts rows in their order; neighbours of one table share a statement. */
export function insertStatements(rows: readonly TableRow[], tables: readonly Table[]): string[] {
  const statements: string[] = []
  let open: { table: string; text: string } | undefined
  const close = () => {
    if (open) statements.push(open.text)
    open = undefined
  }
  for (const row of rows) {
    const values = `(${row.values.map(literal).join(", ")})`
    if (Buffer.byteLength(values) > STATEMENT_BYTES) {
      close()
      statements.push(...inPieces(row, columnsOf(row, tables)))
    } else if (
      open?.table === row.table &&
      Buffer.byteLength(open.text) + Buffer.byteLength(values) < STATEMENT_BYTES
    ) {
      open.text += `,\n${values}`
    } else {
      close()
      open = {
        table: row.table,
        text: `INSERT INTO "${row.table}" (${columnsOf(row, tables)}) VALUES\n${values}`,
      }
    }
  }
  close()
  return statements
}

/** A row too long for one statement: its long texts go in by pieces, and are joined where the row is made. */
function inPieces({ table, values }: TableRow, columns: string): string[] {
  const pieces: string[] = []
  const expressions = values.map((value, at) => {
    if (typeof value !== "string" || value.length <= PIECE_LETTERS) return literal(value)
    for (const [part, text] of piecesOf(value).entries())
      pieces.push(
        `INSERT INTO ${PIECE_TABLE} (place, part, text) VALUES ('${at}', ${part}, ${literal(text)})`,
      )
    return `(SELECT group_concat(text, '') FROM (SELECT text FROM ${PIECE_TABLE} WHERE place = '${at}' ORDER BY part))`
  })
  return [
    ...pieces,
    `INSERT INTO "${table}" (${columns}) VALUES (${expressions.join(", ")})`,
    `DELETE FROM ${PIECE_TABLE}`,
  ]
}

/** Never between the two halves of one character. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + PIECE_LETTERS, text.length)
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? "")) to -= 1
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}

function columnsOf({ table }: TableRow, tables: readonly Table[]): string {
  const columns = tables.find(each => each.name === table)?.columns ?? []
  return columns.map(column => `"${column}"`).join(", ")
}

/** Line feeds are spelled out: what reads SQL from a file may part it at lines. */
export function literal(value: Value): string {
  if (value === null) return "NULL"
  if (typeof value === "number") return String(value)
  if (typeof value === "object") return `X'${Buffer.from(value.base64, "base64").toString("hex")}'`
  if (/[\0\r\n]/.test(value)) return `CAST(X'${Buffer.from(value, "utf8").toString("hex")}' AS TEXT)`
  return `'${value.replaceAll("'", "''")}'`
}
