/** Statements of the database, and what they answer, parsed: a value that is not what it must be is damage, and throws. */

import * as z from "zod/mini"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { MAIL_KINDS } from "../../shared/due/notice.ts"
import { ROLES, type Role } from "../../shared/due/recipient.ts"
import { type MailAddress, parseAddress } from "../../shared/row/address.ts"

export const storedAddress = storedText<MailAddress>(parseAddress)
export const storedDay = storedText<IsoDate>(parseIsoDate)
export const storedRole: z.ZodMiniType<Role> = z.enum(ROLES)
export const storedMailKind = z.enum(MAIL_KINDS)

type Value = string | number | null

/** The rows that a statement answers with, in the shape of one. */
export async function readRows<T extends z.ZodMiniType>(
  db: D1Database,
  row: T,
  sql: string,
  ...values: readonly Value[]
): Promise<z.output<T>[]> {
  return rowsOf(
    row,
    await db
      .prepare(sql)
      .bind(...values)
      .all(),
  )
}

/** The same of one statement of a batch. */
export function rowsOf<T extends z.ZodMiniType>(
  row: T,
  result: Pick<D1Result, "results"> | undefined,
): z.output<T>[] {
  if (!result) throw new TypeError("no answer to a statement")
  return result.results.map(each => row.parse(each))
}

/** Returns how many rows were changed. */
export async function write(db: D1Database, sql: string, ...values: readonly Value[]): Promise<number> {
  const { meta } = await db
    .prepare(sql)
    .bind(...values)
    .run()
  return meta.changes
}

/** A value of a statement may have two million bytes, and a Thai letter has three. */
export const STATEMENT_LETTERS = 500_000

/** Lines for `json_each`, as many statements as they need. */
export function chunkTexts(lines: readonly (readonly Value[])[]): string[] {
  const chunks: string[][] = []
  let room = 0
  for (const line of lines) {
    const text = JSON.stringify(line)
    if (text.length > room) {
      chunks.push([])
      room = STATEMENT_LETTERS
    }
    chunks[chunks.length - 1]?.push(text)
    room -= text.length
  }
  return chunks.map(chunk => `[${chunk.join(",")}]`)
}

function storedText<T extends string>(parse: (text: string) => T | undefined) {
  return z.pipe(
    z.string(),
    z.transform((text, { issues }): T => {
      const parsed = parse(text)
      if (parsed !== undefined) return parsed
      issues.push({ code: "custom", message: "not as it was written", input: text })
      return z.NEVER
    }),
  )
}
