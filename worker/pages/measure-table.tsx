/** The official six columns. One real table; on a phone each row becomes a block and every cell keeps its header. */
import type { Child } from "hono/jsx"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { withKey } from "../../shared/record/group.ts"
import { slipText } from "../../shared/view/moves-page.ts"
import type { MeasureView } from "../../shared/view/schema.ts"
import type { SheetDuty, SheetReport, YearInShort } from "../../shared/view/year-sheet.ts"
import { Day } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { RecordLink } from "./links.tsx"
import { State } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Lines, Words } from "./text.tsx"

type TableProps = {
  /** With the duties and reports of those to show. */
  readonly view: YearInShort
  /** Those to show, of all. */
  readonly measures: readonly MeasureView[]
  readonly today: IsoDate
  readonly director: string
  readonly moves: readonly Move[]
  readonly filters: Child
  readonly filtered: Child
  readonly pager: Child
}

export function MeasureTable({ measures, moves, filters, filtered, pager, ...shown }: TableProps) {
  // The newest move of each measure's own date: a later one of the list takes the place of an earlier.
  const movesById = new Map(moves.map(move => [move.duty, move]))
  return (
    <TitledSection id="measures" title="มาตรการทั้งหมด">
      {filters}
      {filtered}
      {measures.length === 0 ? null : (
        <StackedTable
          class="official stacked"
          columns={columnsOf({ ...shown, movesById })}
          rows={measures}
          idOf={({ id }) => id}
          shown={text => <Words text={text} />}
        />
      )}
      {pager}
    </TitledSection>
  )
}

type Shown = Pick<TableProps, "view" | "today" | "director"> & {
  readonly movesById: ReadonlyMap<string, Move>
}

function columnsOf({ view, today, director, movesById }: Shown): readonly Column<MeasureView>[] {
  const column = (name: string, header: string, cell: Column<MeasureView>["cell"]) => ({
    header,
    headerClass: `c-${name}`,
    class: `c-${name}`,
    cell,
  })
  return [
    {
      ...column("result", "ผลการประเมิน", each => <Result measure={each} view={view} today={today} />),
      isHeader: true,
    },
    column("issue", "ประเด็นที่ต้องปรับปรุง", ({ issue }) => <Lines text={issue} />),
    column("measure", "มาตรการ/กิจกรรม", each => <Measure measure={each} fiscalYear={view.fiscalYear} />),
    {
      ...column("monitoring", `แนวทางการกำกับติดตาม โดย${director}`, each => <Lines text={each.monitoring} />),
      label: "แนวทางการกำกับติดตาม",
    },
    column("period", "ระยะเวลา", each => <Period measure={each} move={movesById.get(each.id)} />),
    {
      ...column("responsible", "ส่วนราชการ ที่รับผิดชอบ", each => <Lines text={each.responsible || each.lead} />),
      label: "ส่วนราชการที่รับผิดชอบ",
    },
  ]
}

function Measure({ measure, fiscalYear }: { measure: MeasureView; fiscalYear: number }) {
  return (
    <>
      <Lines text={measure.measure} />
      <p>
        <RecordLink href={`/${fiscalYear}/measures/${measure.id}`}>
          งวดรายงานและหลักฐาน
          <span class="hidden-label"> ของมาตรการตัวชี้วัดที่ {measure.indicator}</span>
        </RecordLink>
      </p>
    </>
  )
}

type ResultProps = Pick<TableProps, "view" | "today"> & { readonly measure: MeasureView }

function Result({ measure, view, today }: ResultProps) {
  const assessment = view.assessments.find(each => each.indicator === measure.indicator)
  return (
    <>
      <div class="standing">
        <State state={measure.state} due={nextDueOf(measure, view)} today={today} row={measure} />
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
