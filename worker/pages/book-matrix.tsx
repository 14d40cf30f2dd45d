/** Sections down, periods across: the whole book at a glance. Each mark is a word to who cannot see it. */
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { type BookAnswer, bookAnswer } from "../../shared/view/duty-book.ts"
import type { DutyBookView } from "../../shared/view/schema-assessor.ts"
import { SectionName } from "./links.tsx"

export const ANSWER_WORDS: Readonly<Record<BookAnswer, string>> = {
  sent: "ส่งแล้ว",
  nothing: "ไม่มีรายการ",
  missing: "ยังไม่ได้รับ",
  awaited: "ยังไม่ถึงกำหนด",
  withdrawn: "ยกเลิก",
}

const MOST_PERIODS = 13
const KEY: readonly BookAnswer[] = ["sent", "nothing", "missing", "awaited"]

/** Wider than a screen it would say nothing; the list below says all. */
export function BookMatrix({ view: { periods, sections } }: { view: DutyBookView }) {
  if (periods.length < 2 || periods.length > MOST_PERIODS || sections.length < 2) return null
  const inOrder = [...periods].reverse()
  return (
    <section class="matrix-part" aria-labelledby="matrix">
      <h2 id="matrix">ทั้งปี</h2>
      <ul class="links key">
        {KEY.map(answer => (
          <li>
            <Mark answer={answer} /> {ANSWER_WORDS[answer]}
          </li>
        ))}
      </ul>
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">ฝ่าย</th>
            {inOrder.map(({ occurrence }) => (
              <th scope="col">
                <a href={`#p-${occurrence}`}>{shortName(occurrence)}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sections.map(section => (
            <tr>
              <th scope="row">
                <SectionName name={section} />
              </th>
              {inOrder.map(({ reports }) => {
                const report = reports.find(each => each.section === section)
                return <td>{report ? <Answer answer={bookAnswer(report)} /> : null}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** `ต.ค. 65`: the century says nothing here, and twelve columns must fit. */
function shortName(occurrence: string): string {
  return occurrenceName(occurrence).replace(/ \d\d(\d\d)$/, " $1")
}

function Answer({ answer }: { answer: BookAnswer }) {
  return (
    <>
      <Mark answer={answer} />
      <span class="hidden-label">{ANSWER_WORDS[answer]}</span>
    </>
  )
}

/** Told apart by shape: a full disc, a bar, a triangle, an empty circle. */
function Mark({ answer }: { answer: BookAnswer }) {
  return (
    <svg class={`mark mark-${answer}`} viewBox="0 0 16 16" aria-hidden="true">
      {MARKS[answer]}
    </svg>
  )
}

const MARKS: Readonly<Record<BookAnswer, ReturnType<typeof Mark>>> = {
  sent: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  nothing: <rect x="2" y="6.5" width="12" height="3" fill="currentColor" />,
  missing: <path d="M8 1.5 15.2 14.5H.8z" fill="currentColor" />,
  awaited: (
    <circle
      cx="8"
      cy="8"
      r="5.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-dasharray="2.4 2"
    />
  ),
  withdrawn: <path d="M3 3 13 13M13 3 3 13" stroke="currentColor" stroke-width="1.5" />,
}
