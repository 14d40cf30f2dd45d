import type { OversightView } from "../../shared/view/schema.ts"
import { Day } from "./dates.tsx"
import { EvidenceLink, Words } from "./text.tsx"

/** The director's follow-ups: what was ordered, and what came of it. */
export function Oversight({ entries }: { entries: readonly OversightView[] }) {
  return (
    <section aria-labelledby="oversight">
      <h2 id="oversight">การกำกับติดตามของผู้อำนวยการเขต</h2>
      {entries.length === 0 ? <p class="quiet">ยังไม่มีการบันทึกการกำกับติดตาม</p> : null}
      <ul class="entries">
        {entries.map(each => (
          <li>
            <p class="meta">
              <Day date={each.date} />
              {each.withdrawn ? " · นำออกจากตารางแล้ว" : ""}
            </p>
            <p>
              <b class="strong">สั่งการ:</b> <Words text={each.order} />
            </p>
            <p>
              <b class="strong">ผล:</b>{" "}
              {each.outcome ? <Words text={each.outcome} /> : <span class="quiet">ยังไม่ได้บันทึก</span>}{" "}
              {each.link ? <EvidenceLink href={each.link} /> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
