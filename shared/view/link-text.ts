/** What a page or a print says of a link of evidence. */
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { linkWords } from "../due/link-words.ts"
import type { LinkView } from "./schema.ts"

export function linkText({ state, checkedAt, since }: LinkView, dateText: (date: IsoDate) => string): string {
  return linkWords({ state, checked: dayOf(checkedAt), since: dayOf(since) }, dateText)
}

function dayOf(instant: string | null): IsoDate | undefined {
  return instant === null ? undefined : bangkokDate(Date.parse(instant))
}
