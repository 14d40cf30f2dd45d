// biome-ignore-all lint/a11y/noRedundantRoles: laid out as blocks on a phone, a table keeps its roles only when they are said.
/** The official six columns. One real table; on a phone each row becomes a block and every cell keeps its header. */
import type { Child } from "hono/jsx"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { withKey } from "../../shared/record/with-key.ts"
import type { AssessmentView, MeasureView, YearView } from "../../shared/view/schema.ts"
import { CellLabel } from "./cell-label.tsx"
import { HeldChip, StateChip } from "./chip.tsx"
import { Day, Days, slipText } from "./dates.tsx"
import { RecordLink } from "./links.tsx"
import { Lines, Words } from "./text.tsx"

const COLUMNS = [
  ["result", "ผลการประเมิน"],
  ["issue", "ประเด็นที่ต้องปรับปรุง"],
  ["measure", "มาตรการ/กิจกรรม"],
  ["monitoring", "แนวทางการกำกับติดตาม โดยผู้อำนวยการเขต"],
  ["period", "ระยะเวลา"],
  ["responsible", "ส่วนราชการ ที่รับผิดชอบ"],
] as const

type TableProps = {
  readonly view: YearView
  /** Those to show, of all. */
  readonly measures: readonly MeasureView[]
  readonly today: IsoDate
  readonly moves: readonly Move[]
  readonly filters: Child
  readonly filtered: Child
  readonly pager: Child
}

export function MeasureTable({ view, measures, today, moves, filters, filtered, pager }: TableProps) {
  // The newest move of each measure's own date: a later one of the list takes the place of an earlier.
  const movesById = new Map(moves.map(move => [move.duty, move]))
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">มาตรการทั้งหมด</h2>
      {filters}
      {filtered}
      {measures.length === 0 ? null : (
        <table class="official stacked" role="table">
          <thead role="rowgroup">
            <tr role="row">
              {COLUMNS.map(([key, header]) => (
                <th scope="col" role="columnheader" class={`c-${key}`}>
                  <Words text={header} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {measures.map(measure => (
              <MeasureRow measure={measure} view={view} today={today} move={movesById.get(measure.id)} />
            ))}
          </tbody>
        </table>
      )}
      {pager}
    </section>
  )
}

type RowProps = Pick<TableProps, "view" | "today"> & {
  readonly measure: MeasureView
  readonly move: Move | undefined
}

function MeasureRow({ measure, view, today, move }: RowProps) {
  const assessment = view.assessments.find(each => each.indicator === measure.indicator)
  return (
    <tr role="row" id={measure.id}>
      <th scope="row" role="rowheader" class="c-result">
        <ResultCell
          measure={measure}
          assessment={assessment}
          nextDue={nextDueOf(measure, view)}
          today={today}
        />
      </th>
      <td role="cell" class="c-issue">
        <CellLabel text="ประเด็นที่ต้องปรับปรุง" />
        <Lines text={measure.issue} />
      </td>
      <td role="cell" class="c-measure">
        <CellLabel text="มาตรการ/กิจกรรม" />
        <Lines text={measure.measure} />
        <p>
          <RecordLink href={`/${view.fiscalYear}/measures/${measure.id}`}>
            งวดรายงานและหลักฐาน
            <span class="hidden-label"> ของมาตรการตัวชี้วัดที่ {measure.indicator}</span>
          </RecordLink>
        </p>
      </td>
      <td role="cell" class="c-monitoring">
        <CellLabel text="แนวทางการกำกับติดตาม" />
        <Lines text={measure.monitoring} />
      </td>
      <td role="cell" class="c-period">
        <CellLabel text="ระยะเวลา" />
        <Words text={measure.period} />
        {measure.due.length === 1 ? (
          <p class="small quiet">
            ถึง <Day date={measure.due[0] ?? ""} />
          </p>
        ) : null}
        {move ? <MoveNote move={move} /> : null}
        {measure.doubted ? <p class="small slip">รอยืนยันกำหนดเวลา</p> : null}
      </td>
      <td role="cell" class="c-responsible">
        <CellLabel text="ส่วนราชการที่รับผิดชอบ" />
        <Lines text={measure.responsible || measure.lead} />
      </td>
    </tr>
  )
}

function ResultCell(props: {
  measure: MeasureView
  assessment: AssessmentView | undefined
  nextDue: string
  today: IsoDate
}) {
  const { measure, assessment, nextDue, today } = props
  return (
    <>
      <div class="standing">
        <StateChip state={measure.state} />
        <Days state={measure.state} due={nextDue} today={today} />
        {measure.held ? <HeldChip /> : null}
      </div>
      <p class="strong">
        {measure.indicator}. {assessment?.name ?? `ตัวชี้วัดที่ ${measure.indicator}`}
      </p>
      {assessment && assessment.score !== null ? (
        <p class="small quiet">
          <span class="nw">คะแนน {assessment.score.toFixed(2)}</span>
          {assessment.doubted ? <span class="nw"> (รอยืนยัน)</span> : null}
        </p>
      ) : null}
      {assessment?.description ? (
        <details>
          <summary>คำอธิบายตัวชี้วัด</summary>
          <Lines text={assessment.description} />
        </details>
      ) : null}
    </>
  )
}

function MoveNote({ move: { from, days } }: { move: Move }) {
  return (
    <p class="small slip">
      เลื่อนจาก <Day date={from} /> <span class="nw">({slipText(days)})</span>
    </p>
  )
}

/** The date the measure's state speaks of: the first still owed in that state, dates under question left out. */
export function nextDueOf(measure: MeasureView, view: Pick<YearView, "reports" | "duties">): string {
  const isDoubted = (id: string) =>
    id === measure.id ? measure.doubted : withKey(view.duties, "id", id).some(duty => duty.doubted)
  const owed = withKey(view.reports, "measure", measure.id).filter(
    each => each.state === measure.state && !isDoubted(each.duty),
  )
  return owed.map(each => each.due).sort()[0] ?? ""
}
