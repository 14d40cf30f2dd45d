/** Did it work? Score, measure, next score: as a chart with its table, and what stands out of it. */
import { firstLine } from "../../shared/view/changed-row.ts"
import {
  type ProgressPageView,
  type ProgressRow,
  progressFinding,
  progressPageView,
} from "../../shared/view/progress.ts"
import { indicatorLabel } from "../../shared/view/words.ts"
import type { Published } from "../publish/answer/published.ts"
import { filteredAddress } from "./filters.tsx"
import { TitledSection, YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { MeasureLink, RecordLink, Reuse } from "./links.tsx"
import { ChartKey, ProgressChart } from "./progress-chart.tsx"
import { StateChip } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

/** `years` are of every year: the next plan holds the scores that came of this one. */
export function progressPage(years: readonly Published[], fiscalYear: number): string | undefined {
  const published = years.find(each => each.record.fiscalYear === fiscalYear)
  const records = years.map(each => each.record)
  const view = published && progressPageView(records, fiscalYear, published.day)
  if (!published || !view) return undefined
  const title = `คะแนนก่อนและหลังมาตรการ ปีงบประมาณ พ.ศ. ${fiscalYear}`
  return documentOfYear(published, {
    title,
    here: "progress",
    description: `${progressFinding(view)} คะแนน ITA ก่อนและหลังมาตรการของปีงบประมาณ ${fiscalYear} ทีละตัวชี้วัด`,
    jsonTwin: `/${fiscalYear}/progress.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={title} />
        <Findings view={view} />
        <Scores view={view} />
        <Reuse links={[{ href: `/${fiscalYear}/progress.json`, text: "JSON" }]} />
      </>
    ),
  })
}

function Scores({ view }: { view: ProgressPageView }) {
  const hasScores = view.rows.some(each => each.before !== null || each.after !== null)
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">
        <Words text={progressFinding(view)} />
      </h2>
      {hasScores ? (
        <>
          <Totals view={view} />
          <div class="chart-and-table">
            <div>
              <ChartKey view={view} />
              <ProgressChart view={view} />
            </div>
            <ProgressTable view={view} />
          </div>
        </>
      ) : view.rows.length > 0 ? (
        <ProgressTable view={view} />
      ) : null}
    </section>
  )
}

function Totals({ view: { beforeYear, afterYear, totalBefore, totalAfter } }: { view: ProgressPageView }) {
  return (
    <p>
      คะแนนรวมปี {beforeYear} <b class="strong nw">{scoreText(totalBefore)}</b> · ปี {afterYear}{" "}
      {totalAfter === null ? (
        <span class="quiet">
          ยังไม่ทราบ จะมีเมื่อ<span class="nw">แผนปี {afterYear + 1}</span> ประกาศ
        </span>
      ) : (
        <b class="strong nw">{scoreText(totalAfter)}</b>
      )}
    </p>
  )
}

function Findings({ view: { rows, fiscalYear, weakBelow } }: { view: ProgressPageView }) {
  const weak = rows.filter(each => each.weakWithoutMeasure)
  const fell = rows.filter(each => each.fellThoughDone)
  return (
    <TitledSection id="findings" title="ข้อสังเกต">
      <h3>คะแนนต่ำกว่า {weakBelow} และไม่มีมาตรการ</h3>
      <Finding rows={weak} fiscalYear={fiscalYear} none="ไม่มีตัวชี้วัดที่คะแนนต่ำแล้วไม่มีมาตรการ" />
      <h3>ทำตามมาตรการแล้ว แต่คะแนนลดลง</h3>
      <Finding
        rows={fell}
        fiscalYear={fiscalYear}
        none={rows.some(each => each.after !== null) ? "ไม่มี" : "ยังไม่ทราบ เพราะยังไม่มีคะแนนปีถัดไป"}
      />
    </TitledSection>
  )
}

type FindingProps = {
  readonly rows: readonly ProgressRow[]
  readonly fiscalYear: number
  readonly none: string
}

function Finding({ rows, fiscalYear, none }: FindingProps) {
  if (rows.length === 0) return <p class="quiet">{none}</p>
  return (
    <ul class="entries">
      {rows.map(row => (
        <li>
          <p>
            <b class="strong">{indicatorLabel(row.indicator, row.name)}</b>{" "}
            <span class="nw">
              {scoreText(row.before)}
              {row.after === null ? "" : ` เป็น ${scoreText(row.after)}`}
            </span>{" "}
            <Change change={row.change} />
          </p>
          <Measures row={row} fiscalYear={fiscalYear} />
        </li>
      ))}
    </ul>
  )
}

function ProgressTable({ view: { rows, beforeYear, afterYear, fiscalYear } }: { view: ProgressPageView }) {
  const classOf = (value: number | null) => (value === null ? "number c-none" : "number")
  const columns: readonly Column<ProgressRow>[] = [
    { header: "ตัวชี้วัด", isHeader: true, class: "c-wide", cell: row => <Indicator row={row} /> },
    {
      header: `ปี ${beforeYear}`,
      headerClass: "number",
      class: "number",
      cell: ({ before }) => scoreText(before),
    },
    {
      header: "มาตรการ",
      class: "c-wide c-last",
      cell: row => <Measures row={row} fiscalYear={fiscalYear} />,
    },
    {
      header: `ปี ${afterYear}`,
      headerClass: "number",
      class: ({ after }) => classOf(after),
      cell: ({ after }) => scoreText(after),
    },
    {
      header: "เปลี่ยน",
      headerClass: "number",
      class: ({ change }) => classOf(change),
      cell: ({ change }) => <Change change={change} />,
    },
  ]
  return (
    <StackedTable
      class="periods stacked progress"
      columns={columns}
      rows={rows}
      shown={text => <span class="nw">{text}</span>}
    />
  )
}

function Indicator({ row: { indicator, name, doubted } }: { row: ProgressRow }) {
  return (
    <>
      {indicatorLabel(indicator, name)}
      {doubted ? <span class="quiet small"> คะแนนรอยืนยัน</span> : null}
    </>
  )
}

/** An indicator may have hundreds: the list of the year has them all, a page at a time. */
const SHOWN_MEASURES = 5

function Measures({ row, fiscalYear }: { row: ProgressRow; fiscalYear: number }) {
  if (row.measures.length === 0) return <p class="quiet">ไม่มีมาตรการ</p>
  return (
    <>
      {row.measures.slice(0, SHOWN_MEASURES).map(({ id, measure, state }) => (
        <p>
          <StateChip state={state} />{" "}
          <MeasureLink fiscalYear={fiscalYear} measure={id} text={firstLine(measure)} />
        </p>
      ))}
      {row.measures.length > SHOWN_MEASURES ? (
        <p>
          <RecordLink href={filteredAddress(fiscalYear, { indicator: row.indicator })}>
            ทั้งหมด {row.measures.length} มาตรการ
          </RecordLink>
        </p>
      ) : null}
    </>
  )
}

function Change({ change }: { change: number | null }) {
  if (change === null) return <>–</>
  const text = change === 0 ? "เท่าเดิม" : change.toFixed(2).replace("-", "−")
  return <span class={change < 0 ? "nw slip" : "nw"}>{change > 0 ? `+${text}` : text}</span>
}

function scoreText(score: number | null): string {
  return score === null ? "–" : score.toFixed(2)
}
