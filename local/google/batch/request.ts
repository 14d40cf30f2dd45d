/** One kind of request of `spreadsheets.batchUpdate`: its strict shape, and what it does. */
import type * as z from "zod"
import type { Transaction } from "../model/model.ts"
import { parseWire } from "../wire/wire.ts"

/** Returns the reply, or nothing where Google answers `{}`. */
export type RequestHandler = (transaction: Transaction, body: unknown, place: string) => object | undefined

export function request<T>(
  schema: z.ZodType<T>,
  apply: (transaction: Transaction, body: T) => object | undefined,
): RequestHandler {
  return (transaction, body, place) => apply(transaction, parseWire(schema, body, place))
}
