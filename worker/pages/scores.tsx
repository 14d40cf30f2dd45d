/** The scores that the measures answer: chart and table are one. */

import { ENDED_INDICATOR, endedIndicators } from "../../shared/view/ended-indicators.ts"
import { INSTRUMENTS, type InstrumentKey } from "../../shared/view/ita-grade.ts"
import { WEAK_BELOW } from "../../shared/view/progress.ts"
import type { AssessmentView, ItaView, MeasureView } from "../../shared/view/schema.ts"
import type { YearInShort } from "../../shared/view/year-sheet.ts"
import { RecordLink } from "./links.tsx"

type ScoresProps = {
  readonly view: YearInShort
  readonly shown: readonly Pick<MeasureView, "id" | "indicator">[]
}

/** `shown` are the measures listed on the same page. */
export function Scores({ view, shown }: ScoresProps) {
  const scored = view.assessments.filter(each => !each.withdrawn)
  const scoreYears = [...new Set(scored.map(each => each.scoreYear))].join(", ")
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">
        คะแนน<span class="nw">ปี {scoreYears}</span> ที่มาตรการชุดนี้ตอบ
      </h2>
      <div class="scored">
        <div>
          <Result ita={view.ita} />
          <p class="small">
            <RecordLink href={`/${view.fiscalYear}/progress`}>คะแนนก่อนและหลังมาตรการ</RecordLink>
          </p>
        </div>
        <ScoreTable view={view} shown={shown} scored={scored} />
      </div>
    </section>
  )
}

type ScoreTableProps = ScoresProps & { readonly scored: readonly AssessmentView[] }

/** By who was asked, each with its mean; indicators beyond the known ten come last. */
function ScoreTable({ view, shown, scored }: ScoreTableProps) {
  const rowsOf = (some: readonly AssessmentView[]) =>
    some.map(each => <ScoreRow assessment={each} view={view} shown={shown} />)
  const known = new Set(INSTRUMENTS.flatMap(({ indicators }) => indicators))
  const groups = INSTRUMENTS.map(({ key, indicators }) => ({
    key,
    rows: scored.filter(({ indicator }) => indicators.includes(indicator)),
  })).filter(({ rows }) => rows.length > 0)
  const others = scored.filter(({ indicator }) => !known.has(indicator))
  return (
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">ตัวชี้วัด</th>
          <th scope="col" class="number">
            คะแนน
          </th>
          <th scope="col" class="bar-cell">
            0 ถึง 100
          </th>
        </tr>
      </thead>
      {groups.map(({ key, rows }) => (
        <tbody>
          <InstrumentRow name={INSTRUMENT_WORDS[key]} mean={view.ita.instruments[key]} />
          {rowsOf(rows)}
        </tbody>
      ))}
      {others.length > 0 ? <tbody>{rowsOf(others)}</tbody> : null}
    </table>
  )
}

const INSTRUMENT_WORDS: Readonly<Record<InstrumentKey, string>> = {
  iit: "IIT บุคลากรภายในประเมิน",
  eit: "EIT ผู้รับบริการประเมิน",
  oit: "OIT ตรวจการเปิดเผยข้อมูลบนเว็บไซต์",
}

function InstrumentRow({ name, mean }: { name: string; mean: number | null }) {
  return (
    <tr class="instrument">
      <th scope="rowgroup">{name}</th>
      <td class="number">{mean === null ? "–" : mean.toFixed(2)}</td>
      <td class="bar-cell">
        <span class="small quiet">ค่าเฉลี่ย</span>
      </td>
    </tr>
  )
}

/** The overall score and grade as printed, and without the scores that nobody confirmed. */
function Result({ ita }: { ita: ItaView }) {
  const { total, grade, bound, ruleYear, doubted, withoutDoubted } = ita
  if (total === null) return <p class="quiet">ยังคิดคะแนนรวมไม่ได้ เพราะคะแนนไม่ครบ 10 ตัวชี้วัด</p>
  const weights = "IIT 30% EIT 30% OIT 40%"
  return (
    <>
      <p class="result">
        <b>{total.toFixed(2)}</b> <span class="nw">ระดับ {grade}</span>
      </p>
      {withoutDoubted?.total ? (
        <p>
          ตัวชี้วัดที่ {doubted.join(", ")} มีคะแนนต่างจากข้ออื่นมากและยังไม่มีผู้ยืนยัน ถ้าไม่นับ ได้{" "}
          <span class="nw">
            {withoutDoubted.total.toFixed(2)} ระดับ {withoutDoubted.grade}
          </span>
        </p>
      ) : null}
      <p class="small quiet">
        คิดจากคะแนนในตาราง: {weights} เกณฑ์ระดับ<span class="nw">ปี {ruleYear}</span>
        {bound === null ? null : (
          <>
            :{" "}
            <span class="nw">
              {grade} ตั้งแต่ {bound} คะแนน
            </span>{" "}
            (เส้นประ)
          </>
        )}
      </p>
    </>
  )
}

function ScoreRow({ assessment, view, shown }: ScoresProps & { readonly assessment: AssessmentView }) {
  const { indicator, name, score, doubted } = assessment
  const listed = shown.find(measure => measure.indicator === indicator)
  const answering = view.measures.find(measure => measure.indicator === indicator)
  const label = `${indicator}. ${name}`
  const isWeak = score !== null && score < WEAK_BELOW
  return (
    <tr>
      <th scope="row">
        {listed ? (
          <a href={`#${listed.id}`}>{label}</a>
        ) : answering ? (
          <RecordLink href={`/${view.fiscalYear}/measures/${answering.id}`}>{label}</RecordLink>
        ) : (
          label
        )}
        {endedIndicators(view).has(indicator) ? (
          <span class="cell-note slip small"> {ENDED_INDICATOR}</span>
        ) : null}
        {doubted ? <span class="cell-note quiet small"> คะแนนต่างจากข้ออื่นมาก รอยืนยัน</span> : null}
      </th>
      <td class={isWeak ? "number weak-number" : "number"}>{score === null ? "ไม่มี" : score.toFixed(2)}</td>
      <td class="bar-cell">
        {score === null ? null : (
          <Bar score={score} bound={view.ita.bound} isWeak={isWeak} doubted={doubted} />
        )}
      </td>
    </tr>
  )
}

type BarProps = {
  readonly score: number
  /** From which the overall grade holds. */
  readonly bound: number | null
  readonly isWeak: boolean
  readonly doubted: boolean
}

/** Stretched, so without text. A doubted score is hatched. */
function Bar({ score, bound, isWeak, doubted }: BarProps) {
  const gaps = doubted ? Array.from({ length: Math.floor(score / 5) }, (_, index) => index * 5 + 3.2) : []
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="10" />
      <rect class={isWeak ? "weak" : "fill"} width={String(score)} height="10" />
      {gaps.map(x => (
        <rect class="gap" x={String(x)} width="1.2" height="10" />
      ))}
      {bound === null || bound <= 0 ? null : <path class="bound" d={`M${bound} 0V10`} />}
    </svg>
  )
}
