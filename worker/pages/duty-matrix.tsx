/** Sections down, periods across: the whole book of a duty at a glance. Each mark is a word to who cannot see it. */

import type { IsoDate } from "../../shared/date/civil-date.ts"
import { occurrenceName } from "../../shared/due/occurrence.ts"
import type { BookAnswer, DutyBookView } from "../../shared/view/duty-book.ts"
import {
  type DutyMatrix,
  dutyMatrix,
  type MatrixRow,
  SUMMED,
  type Summed,
} from "../../shared/view/duty-matrix.ts"
import { ANSWER_WORDS } from "../../shared/view/words.ts"
import { SectionName } from "./links.tsx"
import { Mark, MarkDefs } from "./marks.tsx"
import type { Shape } from "./state.tsx"
import { Words } from "./text.tsx"

/** Wider than a sheet it would say nothing; the list below says all. */
const MOST_PERIODS = 13

export function Matrix({ view, today }: { view: DutyBookView; today: IsoDate }) {
  const { periods, sections } = view
  if (periods.length < 2 || periods.length > MOST_PERIODS || sections.length < 2) return null
  const matrix = dutyMatrix(view, today)
  const drawn = new Set(matrix.rows.flatMap(each => each.answers).filter(each => each !== null))
  const answers = (Object.keys(SHAPE_OF) as BookAnswer[]).filter(each => drawn.has(each))
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">{matrix.finding}</h2>
      <MarkDefs shapes={answers.map(each => SHAPE_OF[each])} />
      <ul class="key">
        {answers.map(answer => (
          <li>
            <Mark shape={SHAPE_OF[answer]} /> {ANSWER_WORDS[answer]}
          </li>
        ))}
      </ul>
      <MatrixTable matrix={matrix} />
    </section>
  )
}

const SHAPE_OF: Readonly<Record<BookAnswer, Shape>> = {
  sent: "done",
  late: "late",
  unproven: "reported",
  nothing: "nothing",
  missing: "overdue",
  awaited: "scheduled",
  beforeRecord: "beforeRecord",
  withdrawn: "withdrawn",
}

const SUM_HEADERS: Readonly<Record<Summed, string>> = {
  sent: "ตามกำหนด",
  late: "หลังกำหนด",
  unproven: "ไม่มีหลักฐาน",
  nothing: "ไม่มีรายการ",
  missing: "ยังไม่ได้รับ",
}

function MatrixTable({ matrix: { columns, rows, totals } }: { matrix: DutyMatrix }) {
  const firstAhead = columns.findIndex(each => !each.hasCome && each.received === 0)
  const classOf = (at: number) => (at === firstAhead && at > 0 ? "m-ahead" : undefined)
  return (
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">ฝ่าย</th>
          {columns.map(({ occurrence }, at) => (
            <th scope="col" class={classOf(at)}>
              <a href={`#p-${occurrence}`}>
                <ShortName occurrence={occurrence} isFirst={at === 0} />
              </a>
            </th>
          ))}
          {SUMMED.map(sum => (
            <th scope="col" class="m-sum">
              <Words text={SUM_HEADERS[sum]} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row row={row} classOf={classOf} />
        ))}
      </tbody>
      <Totals columns={columns} totals={totals} classOf={classOf} />
    </table>
  )
}

type TotalsProps = Pick<DutyMatrix, "columns" | "totals"> & {
  readonly classOf: (at: number) => string | undefined
}

function Totals({ columns, totals, classOf }: TotalsProps) {
  return (
    <tbody class="m-totals">
      <tr>
        <th scope="row">ได้รับ</th>
        {columns.map(({ hasCome, received, owing }, at) => (
          <td class={classOf(at)}>
            {hasCome || received > 0 ? <Received received={received} owing={owing} /> : "–"}
          </td>
        ))}
        {SUMMED.map(sum => (
          <td class="m-sum">{totals[sum]}</td>
        ))}
      </tr>
    </tbody>
  )
}

function Received({ received, owing }: { received: number; owing: number }) {
  return <b class={received < owing ? "strong days-overdue" : "strong"}>{received}</b>
}

/** `ต.ค. 65`: the year where it begins, and the century says nothing. */
function ShortName({ occurrence, isFirst }: { occurrence: string; isFirst: boolean }) {
  const name = occurrenceName(occurrence)
  const [, month, year] = /^(\S+\.) \d\d(\d\d)$/.exec(name) ?? []
  if (month === undefined) return <>{name}</>
  const isNewYear = isFirst || month === "ม.ค."
  return <>{isNewYear ? `${month} ${year}` : month}</>
}

type RowProps = { readonly row: MatrixRow; readonly classOf: (at: number) => string | undefined }

function Row({ row: { section, answers, sums }, classOf }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <SectionName name={section} />
      </th>
      {answers.map((answer, at) => (
        <td class={answer === "missing" ? `m-missing ${classOf(at) ?? ""}` : classOf(at)}>
          {answer === null ? null : (
            <>
              <Mark shape={SHAPE_OF[answer]} />
              <span class="hidden-label">{ANSWER_WORDS[answer]}</span>
            </>
          )}
        </td>
      ))}
      {SUMMED.map(sum => (
        <td class={sums[sum] > 0 ? "m-sum some" : "m-sum"}>
          <span class="m-label">{SUM_HEADERS[sum]}</span>{" "}
          <span class={sum === "missing" && sums[sum] > 0 ? "days-overdue" : undefined}>{sums[sum]}</span>
        </td>
      ))}
    </tr>
  )
}
