/** The log as it was signed: which pushes were accepted, and each one byte for byte with what it disclosed in public. */
import { Hono } from "hono"
import * as z from "zod/mini"
import { PUSH_CONTENT_TYPE } from "../../../shared/push/payload.ts"
import { type Hash, hashSchema } from "../../../shared/push/sd-jwt.ts"
import { groupBy } from "../../../shared/record/group.ts"
import type { YearRecord } from "../../../shared/record/record.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { readable } from "../../store/reader.ts"
import { readRows } from "../../store/sql.ts"
import { parseYear, yearMissing } from "../answer/address.ts"
import { notFound, refusal } from "../answer/problem.ts"
import { JSON_TYPE, publishYear, type Reads } from "../answer/published.ts"
import { answerFromRecord } from "../answer/record-source.ts"
import { renderedOnce, reply } from "../answer/reply.ts"

export const logRoutes = new Hono<AppEnv>()

logRoutes.get("/api/v1/pushes/:year", async c => {
  const year = c.req.param("year")
  const list = await publishYear(c, parseYear(year), itsPushes, {
    contentType: JSON_TYPE,
    render: ({ record, day }) =>
      JSON.stringify({
        fiscalYear: record.fiscalYear,
        simulated: day.simulated,
        pushes: pushesOf(record),
      }),
  })
  return list ?? notFound(c, yearMissing(year))
})

/** Of its rows, those alone that are redacted. */
const itsPushes: Reads<YearRecord> = async (source, head) => {
  const { revisions, entries } = await source.pushes(head)
  const versionsByName = groupBy(entries, ({ name }) => name)
  return { fiscalYear: head.fiscalYear, revisions, versionsByName, looksByLink: new Map(), wholeFrom: 1 }
}

/** With the name and digest of each row that is redacted, which no disclosure tells any more: `state` needs both. */
function pushesOf({ revisions, versionsByName }: YearRecord) {
  const redacted = Array.from(versionsByName).flatMap(([name, versions]) =>
    versions.flatMap(({ sequence, digest, row }) => (row || !digest ? [] : [{ sequence, name, digest }])),
  )
  const bySequence = groupBy(redacted, each => each.sequence)
  return revisions.map(({ sequence, head, acceptedAt }) => ({
    sequence,
    head,
    acceptedAt: instantText(acceptedAt),
    redacted: (bySequence.get(sequence) ?? []).map(({ name, digest }) => ({ name, digest })),
  }))
}

logRoutes.get("/api/v1/pushes/:year/:sequence{[1-9][0-9]{0,8}}", c => {
  const fiscalYear = parseYear(c.req.param("year"))
  const sequence = Number(c.req.param("sequence"))
  // It is of no day: what was signed stands as it was signed.
  if (c.req.query("at") !== undefined) return refusal(c, "notDated")
  return answerFromRecord(c, async source => {
    const head = (await source.heads()).find(each => each.fiscalYear === fiscalYear)
    if (!head || sequence > head.sequence) return notFound(c)
    const signed = await readHead(c.env.DB, fiscalYear, sequence)
    if (signed === undefined) return notFound(c)
    // It changes only when one of its rows is redacted.
    const etag = `W/"${signed}-${head.redactions}"`
    const place = { db: c.env.DB, path: c.req.path, query: "signed" }
    const rendered = await renderedOnce(place, etag, () => readable(readPush(c.env.DB, fiscalYear, sequence)))
    return rendered ? reply(c, PUSH_CONTENT_TYPE, { ...rendered, madeOf: undefined }) : notFound(c)
  })
})

async function readHead(db: D1Database, fiscalYear: number, sequence: number): Promise<Hash | undefined> {
  const sql = "SELECT head FROM leaf WHERE fiscal_year = ?1 AND sequence = ?2"
  const [leaf] = await readable(readRows(db, z.object({ head: hashSchema }), sql, fiscalYear, sequence))
  return leaf?.head
}

const leafSchema = z.object({ idx: z.int(), signed: z.string() })
const disclosureSchema = z.object({ encoded: z.string() })

/** As an SD-JWT. */
async function readPush(db: D1Database, fiscalYear: number, sequence: number): Promise<string | undefined> {
  const leafSql = "SELECT idx, signed FROM leaf WHERE fiscal_year = ?1 AND sequence = ?2"
  const [leaf] = await readRows(db, leafSchema, leafSql, fiscalYear, sequence)
  if (!leaf) return undefined
  // `entry` holds public rows alone: nothing private can be joined to it.
  const disclosures = await readRows(
    db,
    disclosureSchema,
    `SELECT encoded FROM entry JOIN disclosure ON disclosure.digest = entry.digest
     WHERE leaf = ?1 AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest)
     ORDER BY position`,
    leaf.idx,
  )
  return `${[leaf.signed, ...disclosures.map(({ encoded }) => encoded)].join("~")}~`
}
