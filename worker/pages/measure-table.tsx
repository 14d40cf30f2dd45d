/** The official six columns. One real table; on a phone each row becomes a block and every cell keeps its header. */
import type { Child } from "hono/jsx"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { withKey } from "../../shared/record/group.ts"
import { slipText } from "../../shared/view/moves-page.ts"
import type { MeasureView } from "../../shared/view/schema.ts"
import type { SheetDuty, SheetReport, SheetRow, WrittenRow, YearSheet } from "../../shared/view/year-sheet.ts"
import { Day } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { RecordLink } from "./links.tsx"
import { State } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Lines, Words } from "./text.tsx"

type TableProps = {
  /** Those to show, of all. */
  readonly rows: readonly WrittenRow[]
  readonly columns: readonly Column<SheetRow>[]
  readonly filters: Child
  readonly filtered: Child
  readonly pager: Child
}

export function MeasureTable({ rows, columns, filters, filtered, pager }: TableProps) {
  return (
    <TitledSection id="measures" title="มาตรการทั้งหมด">
      {filters}
      {filtered}
      {rows.length === 0 ? null : (
        <StackedTable
          class="official stacked"
          columns={columns}
          rows={[]}
          shown={text => <Words text={text} />}
        >
          {rows.map(each => raw(each.table))}
        </StackedTable>
      )}
      {pager}
    </TitledSection>
  )
}

type Shown = {
  readonly view: YearSheet["view"]
  readonly today: IsoDate
  readonly director: string
}

export function measureColumns({ view, today, director }: Shown): readonly Column<SheetRow>[] {
  const column = (name: string, header: string, cell: Column<SheetRow>["cell"]) => ({
    header,
    headerClass: `c-${name}`,
    class: `c-${name}`,
    cell,
  })
  return [
    {
      ...column("result", "ผลการประเมิน", each => <Result row={each} view={view} today={today} />),
      isHeader: true,
    },
    column("issue", "ประเด็นที่ต้องปรับปรุง", ({ measure }) => <Lines text={measure.issue} />),
    column("measure", "มาตรการ/กิจกรรม", ({ measure }) => (
      <Measure measure={measure} fiscalYear={view.fiscalYear} />
    )),
    {
      ...column("monitoring", `แนวทางการกำกับติดตาม โดย${director}`, ({ measure }) => (
        <Lines text={measure.monitoring} />
      )),
      label: "แนวทางการกำกับติดตาม",
    },
    column("period", "ระยะเวลา", ({ measure, moves }) => (
      // The newest of the measure's own date.
      <Period measure={measure} move={moves.findLast(({ duty }) => duty === measure.id)} />
    )),
    {
      ...column("responsible", "ส่วนราชการ ที่รับผิดชอบ", ({ measure }) => (
        <Lines text={measure.responsible || measure.lead} />
      )),
      label: "ส่วนราชการที่รับผิดชอบ",
    },
  ]
}

function Measure({ measure, fiscalYear }: { measure: MeasureView; fiscalYear: number }) {
  return (
    <>
      <Lines text={measure.measure} />
      <p>
        <RecordLink class="nw" href={`/${fiscalYear}/measures/${measure.id}`}>
          งวดรายงานและหลักฐาน
          <span class="hidden-label"> ของมาตรการตัวชี้วัดที่ {measure.indicator}</span>
        </RecordLink>
      </p>
    </>
  )
}

type ResultProps = Pick<Shown, "view" | "today"> & { readonly row: SheetRow }

function Result({ row, view, today }: ResultProps) {
  const { measure } = row
  const assessment = view.assessments.find(each => each.indicator === measure.indicator)
  return (
    <>
      <div class="standing">
        <State state={measure.state} due={nextDueOf(measure, row)} today={today} row={measure} />
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
          <summary>
            คำอธิบาย<span class="hidden-label"> ตัวชี้วัด</span>
          </summary>
          <Lines text={assessment.description} />
        </details>
      ) : null}
    </>
  )
}

function Period({ measure, move }: { measure: MeasureView; move: Move | undefined }) {
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
          เลื่อนจากกำหนดแรก <Day date={move.promised} />{" "}
          <span class="nw">({slipText(move.daysFromPromise)})</span>
        </p>
      ) : null}
      {measure.doubted && measure.state !== "unconfirmed" ? <p class="small slip">รอยืนยันกำหนด</p> : null}
    </>
  )
}

/** The date the measure's state speaks of: the first still owed in that state, dates under question left out. */
export function nextDueOf(
  measure: MeasureView,
  view: { readonly reports: readonly SheetReport[]; readonly duties: readonly SheetDuty[] },
): string {
  const isDoubted = (id: string) =>
    id === measure.id ? measure.doubted : withKey(view.duties, "id", id).some(duty => duty.doubted)
  const owed = withKey(view.reports, "measure", measure.id).filter(
    each => each.state === measure.state && !isDoubted(each.duty),
  )
  return owed.map(each => each.due).sort()[0] ?? ""
}
