/** The official six columns. One real table; on a phone each row becomes a block and every cell keeps its header. */
import type { Child } from "hono/jsx"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { withKey } from "../../shared/record/group.ts"
import type { MeasureView, YearView } from "../../shared/view/schema.ts"
import { Day, slipText } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { RecordLink } from "./links.tsx"
import { State } from "./state.tsx"
import { Cell, Row, RowHeader, StackedTable } from "./table.tsx"
import { Lines, Words } from "./text.tsx"

const HEADERS = [
  "ผลการประเมิน",
  "ประเด็นที่ต้องปรับปรุง",
  "มาตรการ/กิจกรรม",
  "แนวทางการกำกับติดตาม โดยผู้อำนวยการเขต",
  "ระยะเวลา",
  "ส่วนราชการ ที่รับผิดชอบ",
].map(text => <Words text={text} />)
const HEADER_CLASSES = ["c-result", "c-issue", "c-measure", "c-monitoring", "c-period", "c-responsible"]

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
    <TitledSection id="measures" title="มาตรการทั้งหมด">
      {filters}
      {filtered}
      {measures.length === 0 ? null : (
        <StackedTable class="official stacked" headers={HEADERS} headerClasses={HEADER_CLASSES}>
          {measures.map(measure => (
            <MeasureRow measure={measure} view={view} today={today} move={movesById.get(measure.id)} />
          ))}
        </StackedTable>
      )}
      {pager}
    </TitledSection>
  )
}

type RowProps = Pick<TableProps, "view" | "today"> & {
  readonly measure: MeasureView
  readonly move: Move | undefined
}

function MeasureRow({ measure, view, today, move }: RowProps) {
  return (
    <Row id={measure.id}>
      <RowHeader class="c-result">
        <Result measure={measure} view={view} today={today} />
      </RowHeader>
      <Cell label="ประเด็นที่ต้องปรับปรุง" class="c-issue">
        <Lines text={measure.issue} />
      </Cell>
      <Cell label="มาตรการ/กิจกรรม" class="c-measure">
        <Lines text={measure.measure} />
        <p>
          <RecordLink href={`/${view.fiscalYear}/measures/${measure.id}`}>
            งวดรายงานและหลักฐาน
            <span class="hidden-label"> ของมาตรการตัวชี้วัดที่ {measure.indicator}</span>
          </RecordLink>
        </p>
      </Cell>
      <Cell label="แนวทางการกำกับติดตาม" class="c-monitoring">
        <Lines text={measure.monitoring} />
      </Cell>
      <Cell label="ระยะเวลา" class="c-period">
        <Period measure={measure} move={move} />
      </Cell>
      <Cell label="ส่วนราชการที่รับผิดชอบ" class="c-responsible">
        <Lines text={measure.responsible || measure.lead} />
      </Cell>
    </Row>
  )
}

function Result({ measure, view, today }: Omit<RowProps, "move">) {
  const assessment = view.assessments.find(each => each.indicator === measure.indicator)
  return (
    <>
      <div class="standing">
        <State state={measure.state} due={nextDueOf(measure, view)} today={today} held={measure.held} />
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

function Period({ measure, move }: Pick<RowProps, "measure" | "move">) {
  return (
    <>
      <Words text={measure.period} />
      {measure.due.length === 1 ? (
        <p class="small quiet">
          ถึง <Day date={measure.due[0] ?? ""} />
        </p>
      ) : null}
      {move ? (
        <p class="small slip">
          เลื่อนจาก <Day date={move.from} /> <span class="nw">({slipText(move.days)})</span>
        </p>
      ) : null}
      {measure.doubted ? <p class="small slip">รอยืนยันกำหนดเวลา</p> : null}
    </>
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
