/** Answers made from the record: rendered once a revision, day and freshness, then served from the isolate. */
import type { Context } from "hono"
import type { YearRecord } from "../../shared/record.ts"
import type { ViewDay } from "../../shared/view/year.ts"
import type { AppEnv } from "../app.ts"
import type { YearHead } from "../read-record.ts"
import { storeOf } from "../store.ts"
import { entityTag, matchesEntityTag } from "./etag.ts"
import { type Freshness, freshnessOf } from "./freshness.ts"

export type Published = {
  readonly record: YearRecord
  readonly day: ViewDay
  readonly freshness: Freshness
  /** Every year with a record, newest first. */
  readonly years: readonly number[]
}

type Rendered = { readonly etag: string; readonly bytes: Uint8Array<ArrayBuffer> }

const KEPT_ANSWERS = 300

const answersByDb = new WeakMap<D1Database, Map<string, Rendered>>()

/**
 * Answers with what `render` makes of a year's record. Undefined when there is no such year, or `render` gives nothing:
 * the caller says what was not found.
 */
export async function publish(
  c: Context<AppEnv>,
  fiscalYear: number | "newest",
  contentType: string,
  render: (published: Published) => string | undefined,
): Promise<Response | undefined> {
  const store = storeOf(c.env.DB)
  const heads = await store.heads()
  const head = fiscalYear === "newest" ? heads[0] : heads.find(each => each.fiscalYear === fiscalYear)
  if (!head) return undefined
  const { now, today, simulated } = c.get("moment")
  const freshness = freshnessOf(head.seenAt, now)
  const years = heads.map(each => each.fiscalYear)
  const build = c.env.VERSION?.id ?? ""
  const etag = entityTag({ ...head, years, today, freshness, simulated, build })
  const rendered = await renderedOnce(c, etag, async () =>
    render({ record: await store.record(head), day: { today, simulated }, freshness, years }),
  )
  if (!rendered) return undefined
  return answer(c, contentType, rendered)
}

/** Answers that need only the heads: which years there are, and where each stands. */
export async function publishHeads(
  c: Context<AppEnv>,
  render: (heads: readonly YearHead[]) => string,
): Promise<Response> {
  const heads = await storeOf(c.env.DB).heads()
  const etag = `W/"${heads.map(head => `${head.fiscalYear}-${head.head.slice(0, 12)}`).join("-")}"`
  const bytes = new TextEncoder().encode(render(heads))
  return answer(c, "application/json; charset=utf-8", { etag, bytes })
}

function answer(c: Context<AppEnv>, contentType: string, { etag, bytes }: Rendered): Response {
  c.header("ETag", etag)
  // Asked each time, answered by 304: a change must show within seconds wherever a copy lies.
  c.header("Cache-Control", "public, max-age=0, must-revalidate")
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  c.header("Content-Type", contentType)
  return c.body(bytes)
}

/** The address without its query: nothing here depends on one yet. */
async function renderedOnce(
  c: Context<AppEnv>,
  etag: string,
  render: () => Promise<string | undefined>,
): Promise<Rendered | undefined> {
  const answers = answersOf(c.env.DB)
  const key = c.req.path
  const kept = answers.get(key)
  if (kept?.etag === etag) return kept
  const text = await render()
  if (text === undefined) return undefined
  const rendered = { etag, bytes: new TextEncoder().encode(text) }
  answers.delete(key)
  answers.set(key, rendered)
  const oldest = answers.keys().next().value
  if (answers.size > KEPT_ANSWERS && oldest !== undefined) answers.delete(oldest)
  return rendered
}

function answersOf(db: D1Database): Map<string, Rendered> {
  const known = answersByDb.get(db)
  if (known) return known
  const created = new Map<string, Rendered>()
  answersByDb.set(db, created)
  return created
}
