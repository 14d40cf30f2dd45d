/** Proofs that leave the site: that a revision, or the newest text of a measure, was logged (C2SP tlog-proof). */
import { type Context, Hono } from "hono"
import * as z from "zod/mini"
import { inclusionProof, type RangeHash } from "../../shared/log/proof.ts"
import { nodesNeeded } from "../../shared/log/tile.ts"
import { formatTextProof } from "../../shared/verify/text-proof.ts"
import type { AppEnv } from "../app-env.ts"
import { parseYear } from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { readable } from "../store/reader.ts"
import { readRows } from "../store/sql.ts"
import { readCosignatures, withCosignatures } from "./cosign.ts"
import { readEntryTexts, readNodes } from "./log-tree.ts"
import { rangeHashOf, readCheckpoint, readSignedHead } from "./sign.ts"

export const proofRoutes = new Hono<AppEnv>()

const SUFFIX = ".tlog-proof"
const NOT_PROVED = "ยังไม่มีหลักฐานของฉบับนี้ บันทึกที่ลงนามแล้วยังไม่ถึง หรือข้อความถูกปิด"

proofRoutes.get(`/api/v1/pushes/:year/:file{[1-9][0-9]{0,8}\\${SUFFIX}}`, c => {
  const sequence = Number.parseInt(c.req.param("file"), 10)
  const sql = `SELECT idx AS leaf, NULL AS digest FROM leaf WHERE fiscal_year = ?1 AND sequence = ?2`
  return answerProof(c, sql, sequence)
})

/** Of its newest text; of the words of a push that it was, no other row's are told. */
proofRoutes.get(`/:year{[0-9]+}/measures/:file{.+\\${SUFFIX}}`, c => {
  const id = c.req.param("file").slice(0, -SUFFIX.length)
  const sql = `SELECT leaf, digest FROM entry WHERE fiscal_year = ?1 AND name = ?2 AND digest IS NOT NULL
    ORDER BY leaf DESC LIMIT 1`
  return answerProof(c, sql, `measure/${id}`)
})

const foundSchema = z.object({ leaf: z.int(), digest: z.nullable(z.string()) })

async function answerProof(c: Context<AppEnv>, sql: string, value: string | number): Promise<Response> {
  const year = parseYear(c.req.param("year") ?? "")
  const [found] = await readable(readRows(c.env.DB, foundSchema, sql, year, value))
  const text = found && (await readable(proofOf(c.env.DB, found)))
  if (text === undefined) return notFound(c, NOT_PROVED)
  // The checkpoint in it is the newest: asked for again it is another proof of the same.
  c.header("Cache-Control", "no-cache")
  return c.body(text, 200, { "Content-Type": "text/plain; charset=utf-8" })
}

const indexRow = z.object({ idx: z.int() })
const disclosureRow = z.object({ encoded: z.string() })

async function proofOf(
  db: D1Database,
  { leaf, digest }: z.output<typeof foundSchema>,
): Promise<string | undefined> {
  const [stored, head] = [await readCheckpoint(db), await readSignedHead(db)]
  // By its name, which an index finds: of leaves there is none, and all entries would be looked through.
  const [place] = await readRows(db, indexRow, "SELECT idx FROM log_entry WHERE name = ?1", `push/${leaf}`)
  if (!stored || !head || !place || place.idx >= head.size) return undefined
  const shown = await readRows(
    db,
    disclosureRow,
    `SELECT encoded FROM entry JOIN disclosure ON disclosure.digest = entry.digest
     WHERE leaf = ?1 AND (?2 IS NULL OR entry.digest = ?2)
       AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest) ORDER BY position`,
    leaf,
    digest,
  )
  // Of one row whose text may not be shown there is nothing to prove.
  if (digest !== null && shown.length === 0) return undefined
  const make = (rangeHash: RangeHash) => inclusionProof(place.idx, head.size, rangeHash)
  const hashes = make(rangeHashOf(await readNodes(db, nodesNeeded(make))))
  const [entry = ""] = await readEntryTexts(db, place.idx, place.idx + 1)
  return formatTextProof({
    ...{ index: place.idx, hashes, entry },
    disclosures: shown.map(({ encoded }) => encoded),
    note: withCosignatures(stored.note, await readCosignatures(db)),
  })
}
