/** The log as it was signed: which pushes were accepted, and each one byte for byte with what it disclosed in public. */
import { Hono } from "hono"
import * as z from "zod/mini"
import { PUSH_CONTENT_TYPE } from "../../shared/push.ts"
import { instantText } from "../../shared/view/year.ts"
import { matchesEntityTag } from "../answer/etag.ts"
import { notFound } from "../answer/problem.ts"
import { publish } from "../answer/published.ts"
import type { AppEnv } from "../app.ts"
import { parseYear, yearMissing } from "./address.ts"

export const logRoutes = new Hono<AppEnv>()

logRoutes.get("/api/v1/pushes/:year", async c => {
  const year = c.req.param("year")
  const list = await publish(c, parseYear(year), "application/json; charset=utf-8", ({ record, day }) =>
    JSON.stringify({
      fiscalYear: record.fiscalYear,
      simulated: day.simulated,
      pushes: record.revisions.map(({ sequence, head, acceptedAt }) => ({
        sequence,
        head,
        acceptedAt: instantText(acceptedAt),
      })),
    }),
  )
  return list ?? notFound(c, yearMissing(year))
})

logRoutes.get("/api/v1/pushes/:year/:sequence{[1-9][0-9]{0,8}}", async c => {
  const push = await readPush(c.env.DB, parseYear(c.req.param("year")), Number(c.req.param("sequence")))
  if (!push) return notFound(c)
  // It changes only when one of its rows is redacted.
  const etag = `W/"${push.head}-${push.disclosures.length}"`
  c.header("ETag", etag)
  c.header("Cache-Control", "public, max-age=60, must-revalidate")
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  c.header("Content-Type", PUSH_CONTENT_TYPE)
  return c.body(`${[push.signed, ...push.disclosures].join("~")}~`)
})

const leafSchema = z.object({ idx: z.int(), head: z.string(), signed: z.string() })
const disclosureSchema = z.object({ encoded: z.string() })

type LoggedPush = {
  readonly head: string
  readonly signed: string
  readonly disclosures: readonly string[]
}

async function readPush(
  db: D1Database,
  fiscalYear: number,
  sequence: number,
): Promise<LoggedPush | undefined> {
  const leaf = z
    .nullable(leafSchema)
    .parse(
      await db
        .prepare("SELECT idx, head, signed FROM leaf WHERE fiscal_year = ?1 AND sequence = ?2")
        .bind(fiscalYear, sequence)
        .first(),
    )
  if (!leaf) return undefined
  // `entry` holds public rows alone: nothing private can be joined to it.
  const found = await db
    .prepare(
      `SELECT encoded FROM entry JOIN disclosure ON disclosure.digest = entry.digest
       WHERE leaf = ?1 AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest)
       ORDER BY position`,
    )
    .bind(leaf.idx)
    .all()
  const disclosures = z.array(disclosureSchema).parse(found.results)
  return { ...leaf, disclosures: disclosures.map(({ encoded }) => encoded) }
}
