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
