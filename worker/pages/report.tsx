/** What a section reported and what the director ordered, in their own words. */
import { occurrenceName } from "../../shared/due/occurrence.ts"
import type { OversightView, ReportView } from "../../shared/view/schema.ts"
import { Day, InstantDay } from "./dates.tsx"
import { Evidence, EvidenceLink } from "./evidence.tsx"
import { TitledSection } from "./heading.tsx"
import type { Column } from "./table.tsx"
import { Lines, Words } from "./text.tsx"

/** Whether a report says more than that it was sent. */
export function hasText({ result, evidence }: ReportView): boolean {
  return result !== "" || evidence !== ""
}

/** What was done, then what shows it. */
export function ReportText({ report }: { report: ReportView }) {
  const { result, evidence } = report
  return (
    <>
      {result ? <Lines text={result} /> : null}
      {evidence ? (
        <p>
          <Evidence report={report} />
        </p>
      ) : null}
    </>
  )
}

/** Why periods left the plan, each reason once. */
export function DroppedFor({ reports }: { reports: readonly ReportView[] }) {
  const reasons = [...new Set(reports.map(each => each.droppedFor))].filter(reason => reason !== "")
  return (
    <>
      {reasons.map(reason => (
        <p class="small quiet">
          ตัดออกจากแผน เหตุผล: <Words text={reason} />
        </p>
      ))}
    </>
  )
}

export function Period({ occurrence }: Pick<ReportView, "occurrence">) {
  return <span class="nw">{occurrenceName(occurrence)}</span>
}

/** Columns of a table with a report a row. */
export const PERIOD: Column<ReportView> = { header: "งวด", isHeader: true, cell: Period }
export const RECEIVED: Column<ReportView> = {
  header: "ได้รับเมื่อ",
  class: ({ reportedAt }) => (reportedAt ? undefined : "c-none"),
  cell: ({ reportedAt }) => (reportedAt ? <InstantDay at={reportedAt} /> : "–"),
}

/** The director's follow-ups of a measure. */
type OversightProps = { readonly entries: readonly OversightView[]; readonly director: string }

export function Oversight({ entries, director }: OversightProps) {
  return (
    <TitledSection id="oversight" title={`การกำกับติดตามของ${director}`}>
      {entries.length === 0 ? <p class="quiet">ยังไม่มีการบันทึกการกำกับติดตาม</p> : null}
      <ul class="entries">
        {entries.map(each => (
          <li>
            <Order entry={each} dayClass="meta" />
          </li>
        ))}
      </ul>
    </TitledSection>
  )
}

/** What the director ordered on a day, and what came of it. */
export function Order({ entry, dayClass }: { entry: OversightView; dayClass: string }) {
  const { date, order, outcome, link, withdrawn } = entry
  return (
    <>
      <p class={dayClass}>
        <Day date={date} />
        {withdrawn ? " · นำออกจากตารางแล้ว" : ""}
      </p>
      <p>
        <b class="strong">สั่งการ:</b> <Words text={order} />
      </p>
      <p>
        <b class="strong">ผล:</b> {outcome ? <Words text={outcome} /> : <span class="quiet">ยังไม่ได้บันทึก</span>}{" "}
        {link ? <EvidenceLink href={link} /> : null}
      </p>
    </>
  )
}
