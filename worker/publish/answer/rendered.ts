/** Answers rendered once and kept in the isolate: a warm read makes nothing anew. */
import type { CacheableAnswer } from "../../app-env.ts"
import { oncePer } from "../../host/once-per.ts"

export type Rendered = Pick<CacheableAnswer, "etag" | "bytes">

const KEPT_ANSWERS = 300
/** Of those a query asked for, which any stranger may make up: they never push out the plain ones. */
const KEPT_ASKED = 60

type KeptAnswers = { readonly plain: Map<string, Rendered>; readonly asked: Map<string, Rendered> }

/** Where an answer stands: its path, and the query in its normal form, never as it was typed. */
export type AnswerPlace = { readonly db: D1Database; readonly path: string; readonly query: string }

/** The kept answer of this tag, or what `render` makes now. Undefined when it makes nothing. */
export async function renderedOnce(
  { db, path, query }: AnswerPlace,
  etag: string,
  render: () => Promise<string | undefined>,
): Promise<Rendered | undefined> {
  const { plain, asked } = answersOf(db)
  const [answers, limit] = query === "" ? [plain, KEPT_ANSWERS] : [asked, KEPT_ASKED]
  const key = query === "" ? path : `${path}?${query}`
  const kept = answers.get(key)
  if (kept?.etag === etag) return kept
  const text = await render()
  if (text === undefined) return undefined
  const rendered = { etag, bytes: new TextEncoder().encode(text) }
  answers.delete(key)
  answers.set(key, rendered)
  const oldest = answers.keys().next().value
  if (answers.size > limit && oldest !== undefined) answers.delete(oldest)
  return rendered
}

const answersOf = oncePer((_: D1Database): KeptAnswers => ({ plain: new Map(), asked: new Map() }))
