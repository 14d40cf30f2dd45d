/** The page of a year out of its kept sheet, where an isolate knows nothing yet: who has the record at hand needs none. */
import type { Context } from "hono"
import type { YearRecord } from "../../../shared/record/record.ts"
import type { MeasureFilter } from "../../../shared/view/filter.ts"
import type { AppEnv } from "../../app-env.ts"
import { logFailure } from "../../host/log.ts"
import type { YearHead } from "../../store/read-record.ts"
import { storeOf } from "../../store/store.ts"
import { keepYearSheet, readYearSheet, sheetFrameOf } from "../../store/year-sheet.ts"
import { type Answering, type Published, publish, type Reads } from "./published.ts"

/** Which rows of the year the page lists. */
type Listed = { readonly filter: MeasureFilter; readonly page: number }

export async function publishSheet(
  c: Context<AppEnv>,
  fiscalYear: number | "newest",
  { filter, page }: Listed,
  answering: Answering<Published>,
): Promise<Response | undefined> {
  const store = storeOf(c.env.DB)
  const frame = sheetFrameOf(c.env, c.get("moment"), c.get("rowWriter"))
  let judged: { readonly head: YearHead; readonly record: YearRecord } | undefined
  const reads: Reads<YearRecord> = async (source, head) => {
    if (source !== store || !store.isCold()) return source.record(head)
    const kept = await readYearSheet(frame, head, filter, page)
    if (kept) return kept
    const record = await source.record(head)
    judged = { head, record }
    return record
  }
  const response = await publish(c, fiscalYear, answering, reads)
  if (judged) {
    const keeping = keepYearSheet(frame, judged.head, judged.record)
    c.executionCtx.waitUntil(keeping.catch(error => logFailure(c.get("requestId"), "keeping a sheet", error)))
  }
  return response
}
