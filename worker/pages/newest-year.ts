/** The newest year as it is at this moment: the frame of the pages that are made of no year. */
import type { Context } from "hono"
import { latestRevision, type YearRecord } from "../../shared/record/record.ts"
import type { AppEnv } from "../app-env.ts"
import { IN_ENGLISH, withPage, withQuery } from "../publish/answer/address.ts"
import type { Published } from "../publish/answer/published.ts"
import { type Freshness, freshnessOf } from "../publish/answer/record-source.ts"
import { type RecordSource, storeOf } from "../store/store.ts"
import { isEnglish } from "./serve-page.ts"

type NewestYear = {
  readonly record: YearRecord | undefined
  readonly freshness: Freshness
  readonly years: readonly number[]
  /** Of a list in pages. */
  readonly page?: number
}

/** Undefined before the first announcement. */
export function framedNow(
  c: Context<AppEnv>,
  { record, freshness, years, page = 1 }: NewestYear,
): Published | undefined {
  if (!record || !latestRevision(record)) return undefined
  const { today, simulated } = c.get("moment")
  const { origin } = c.get("config")
  const { path } = c.req
  const isCopy = c.get("copiedAt") !== undefined
  const day = { today, simulated }
  return {
    record,
    day,
    present: today,
    freshness,
    years,
    path,
    address: withQuery(withPage(path, page), isEnglish(c) ? IN_ENGLISH : ""),
    origin,
    isCopy,
  }
}

/**
 * For a page that tells what went wrong: as this isolate knows it, else as the database says; undefined where neither can
 * say. Whose record this is changes once in years.
 */
export async function newestYear(c: Context<AppEnv>): Promise<Published | undefined> {
  const store = storeOf(c.env.DB)
  return (await newestOf(c, store.copy())) ?? (await newestOf(c, store))
}

async function newestOf(
  c: Context<AppEnv>,
  source: RecordSource | undefined,
): Promise<Published | undefined> {
  try {
    const heads = (await source?.heads()) ?? []
    const [newest] = heads
    if (!source || !newest) return undefined
    return framedNow(c, {
      record: await source.record(newest),
      freshness: freshnessOf(newest.seenAt, c.get("moment").now),
      years: heads.map(each => each.fiscalYear),
    })
  } catch {
    return undefined
  }
}
