import type { MeasureView } from "./schema.ts"

type Answering = { readonly measures: readonly Pick<MeasureView, "indicator" | "withdrawn">[] }

/** The indicators whose every measure was cancelled or left the sheet: nothing answers them any more. */
export function endedIndicators({ measures }: Answering): ReadonlySet<number> {
  const ended = new Set(measures.map(each => each.indicator))
  for (const { indicator, withdrawn } of measures) if (!withdrawn) ended.delete(indicator)
  return ended
}

/** Said beside such an indicator, on a page and on paper. */
export const ENDED_INDICATOR = "มาตรการของตัวชี้วัดนี้ถูกยกเลิกหรือนำออกทั้งหมด"
