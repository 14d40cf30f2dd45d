/** Asks for the same page of another day: an assessor looks at what stood at the end of a month. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import type { Published } from "../publish/answer/published.ts"

export function OtherDay({ published }: { published: Published }) {
  const { record, day, present, path } = published
  const [first] = record.revisions
  if (!first) return null
  return (
    <details class="other-day">
      <summary>ดูข้อมูล ณ วันอื่น</summary>
      <form action={path} method="get">
        <p class="field">
          <label for="at">สิ้นวันที่</label>
          <input
            id="at"
            name="at"
            type="date"
            required
            min={bangkokDate(first.acceptedAt)}
            max={present}
            value={day.today}
          />
        </p>
        <button type="submit">แสดง</button>
      </form>
    </details>
  )
}
