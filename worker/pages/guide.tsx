/** A guide as a page. Its markup is the project's own, rendered and tested beforehand; nothing of the record is in it. */
import { raw } from "hono/html"
import type { Guide } from "../guides/guides.ts"
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./links.tsx"

export function guidePage(moment: Moment, { id, title, html }: Guide, year: Published | undefined): string {
  return documentText({
    title,
    day: moment,
    year,
    here: "help",
    jsonTwin: `/help/${id}.json`,
    children: (
      <>
        <p class="crumbs">
          <RecordLink href="/help">ช่วยเหลือ</RecordLink>
        </p>
        <h1>{title}</h1>
        <div class="guide">{raw(html)}</div>
      </>
    ),
  })
}
