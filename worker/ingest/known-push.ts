/** A push that is in the log already: all pushes are public, and anybody may send one again. */
import * as z from "zod/mini"
import { type Hash, hashSchema, sha256Text } from "../../shared/push/sd-jwt.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { readRows } from "../store/sql.ts"

/** Where it stands. */
type KnownPush = { readonly fiscalYear: number; readonly sequence: number; readonly head: Hash }

const knownSchema = z.object({ fiscalYear: z.int(), sequence: z.int(), head: hashSchema })

/** By the hash of its signed part: one line of an index, whatever the log holds. */
export async function findKnownPush(db: D1Database, signed: string): Promise<KnownPush | undefined> {
  const sql = "SELECT fiscal_year AS fiscalYear, sequence, head FROM leaf WHERE head = ?1 LIMIT 1"
  const [known] = await readRows(db, knownSchema, sql, sha256Text(signed, NATIVE_CODEC))
  return known
}
