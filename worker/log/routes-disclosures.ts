/** The public texts of a bundle of entries as one file, read and sent a part at a time: nobody knows how long 256 pushes are. */
import { Hono } from "hono"
import * as z from "zod/mini"
import { parseDisclosuresPath } from "../../shared/log/disclosures.ts"
import { hasTile, TILE_WIDTH } from "../../shared/log/tile.ts"
import type { AppEnv } from "../app-env.ts"
import { matchesEntityTag } from "../publish/answer/etag.ts"
import { notFound } from "../publish/answer/problem.ts"
import { sayHowKept } from "../publish/answer/reply.ts"
import { readable } from "../store/reader.ts"
import { readRows, rowsOf } from "../store/sql.ts"
import { readCheckpoint } from "./sign.ts"

export const disclosureRoutes = new Hono<AppEnv>()

const LOG_PREFIX = "/log/"
const NO_TEXTS = "บันทึกที่ลงนามแล้วยังไม่มีส่วนนี้ ดูขนาดล่าสุดที่ /log/checkpoint"

disclosureRoutes.get("/log/disclosures/*", async c => {
  const bundle = parseDisclosuresPath(c.req.path.slice(LOG_PREFIX.length))
  const size = bundle ? ((await readable(readCheckpoint(c.env.DB)))?.size ?? 0) : 0
  if (!bundle || !hasTile(bundle, size)) return notFound(c, NO_TEXTS)
  const from = bundle.number * TILE_WIDTH
  const { places, etag } = await readable(readPlaces(c.env.DB, from, from + bundle.width))
  // Not for ever, unlike the entries: a text may be redacted, and then it is gone wherever copies lie.
  sayHowKept(c, etag)
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  const parts = textParts(c.env.DB, places)
  return c.body(streamOf(parts), 200, { "Content-Type": "text/plain; charset=utf-8" })
})

const placeRow = z.object({ leaf: z.nullable(z.int()), head: z.nullable(z.string()) })
const countRow = z.object({ redactions: z.int() })

type Places = {
  /** Of each entry the leaf, where it is a push. */
  readonly places: readonly (number | null)[]
  readonly etag: string
}

/** What it says is told by its newest push, and by how much was redacted. */
async function readPlaces(db: D1Database, from: number, to: number): Promise<Places> {
  const [places, count] = await db.batch([
    db
      .prepare(
        `SELECT leaf, head FROM log_entry LEFT JOIN leaf ON leaf.idx = log_entry.leaf
         WHERE log_entry.idx >= ?1 AND log_entry.idx < ?2 ORDER BY log_entry.idx`,
      )
      .bind(from, to),
    db.prepare("SELECT COUNT(*) AS redactions FROM redaction"),
  ])
  const rows = rowsOf(placeRow, places)
  const newest = rows.findLast(({ head }) => head !== null)?.head ?? ""
  return {
    places: rows.map(({ leaf }) => leaf),
    etag: `W/"${newest}-${rowsOf(countRow, count)[0]?.redactions}"`,
  }
}

const textRow = z.object({ leaf: z.int(), position: z.int(), encoded: z.string() })
/** A row has some hundred bytes, and some hundreds are made into text at once. */
const ROWS = 500

/** Leaves stand in the tree in their own order. */
async function* textParts(db: D1Database, places: readonly (number | null)[]): AsyncGenerator<string> {
  const leaves = places.filter(leaf => leaf !== null)
  const last = leaves.at(-1) ?? -1
  let [leaf, position] = [leaves[0] ?? 0, -1]
  let at = -1
  const onTo = (place: number) => {
    let text = ""
    for (; at < place; at++) text += `${at < 0 ? "" : "\n"}${(places[at + 1] ?? null) === null ? "" : "~"}`
    return text
  }
  for (let isMore = last >= 0; isMore; ) {
    const rows = await readRows(db, textRow, TEXTS, leaf, position, last)
    yield rows.map(row => `${onTo(places.indexOf(row.leaf))}${row.encoded}~`).join("")
    isMore = rows.length === ROWS
    leaf = rows.at(-1)?.leaf ?? leaf
    position = rows.at(-1)?.position ?? position
  }
  yield `${onTo(places.length - 1)}\n`
}

/** `entry` holds public rows alone: nothing private can be joined to it. */
const TEXTS = `SELECT leaf, position, encoded FROM entry JOIN disclosure ON disclosure.digest = entry.digest
  WHERE (leaf, position) > (?1, ?2) AND leaf <= ?3
    AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest)
  ORDER BY leaf, position LIMIT ${ROWS}`

function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
