/** The year's two items of the website check, requirement by requirement: met, not met, or not known from the sheet. */
import { itaPageView } from "../../shared/view/ita-page.ts"
import type { ItaPageView, RequirementRow, RequirementView } from "../../shared/view/schema-assessor.ts"
import type { Published } from "../answer/published.ts"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./record-link.tsx"
import { Reuse } from "./reuse.tsx"
import { Words } from "./text.tsx"
import { YearHeading } from "./year-heading.tsx"

/** `years` are of every year, the one asked for among them. */
export function itaPage(years: readonly Published[], fiscalYear: number): string | undefined {
  const published = years.find(each => each.record.fiscalYear === fiscalYear)
  const records = years.map(each => each.record)
  const view = published && itaPageView(records, fiscalYear, published.day)
  if (!published || !view) return undefined
  return documentText({
    title: `หลักฐานตามเกณฑ์ ITA ปีงบประมาณ พ.ศ. ${fiscalYear}`,
    day: published.day,
    year: published,
    here: "ita",
    jsonTwin: `/${fiscalYear}/ita.json`,
    children: (
      <>
        <YearHeading
          view={view}
          published={published}
          title={`หลักฐานตามเกณฑ์ ITA ปีงบประมาณ พ.ศ. ${fiscalYear}`}
          note={<CountsNote view={view} />}
        />
        <div class="prose lead">
          <p>
            ตอบจากตารางเท่านั้น ข้อที่ตารางไม่ได้บอก จะบอกว่าไม่ทราบ ผู้ตรวจควรใช้ดุลยพินิจของตนเองและเปิดดูแถวที่อ้างถึง
            เลขข้อของปีมาจากการตั้งค่าของหน่วยงาน
          </p>
        </div>
        {view.items.map(item => (
          <Item item={item} fiscalYear={fiscalYear} />
        ))}
        <Reuse
          links={[
            { href: `/${fiscalYear}/ita.json`, text: "JSON" },
            { href: `/${fiscalYear}/print`, text: "แผนแบบพิมพ์ A4" },
            { href: `/${fiscalYear}/results/print`, text: "ผลแบบพิมพ์ A4" },
          ]}
        />
      </>
    ),
  })
}

function CountsNote({ view }: { view: ItaPageView }) {
  const all = view.items.flatMap(item => item.requirements)
  const metCount = all.filter(each => each.answer === "met").length
  return (
    <span class="nw">
      มีครบ {metCount} จาก {all.length} เรื่อง
    </span>
  )
}

const ROLE_WORDS = { plan: "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", results: "ผลการดำเนินการตามมาตรการ" } as const

function Item({ item, fiscalYear }: { item: ItaPageView["items"][number]; fiscalYear: number }) {
  const { role, item: number, ofYear, requirements } = item
  return (
    <section aria-labelledby={role}>
      <h2 id={role}>
        {number ? <span class="nw">ข้อ {number} </span> : null}
        {ROLE_WORDS[role]} <span class="nw">ปี {ofYear}</span>
      </h2>
      {number ? null : <p class="quiet">ตารางไม่ได้บอกเลขข้อของปี {fiscalYear}</p>}
      <ul class="requirements">
        {requirements.map(requirement => (
          <Requirement requirement={requirement} />
        ))}
      </ul>
    </section>
  )
}

const ANSWER_WORDS = { met: "มีครบ", unmet: "ยังไม่ครบ", unknown: "ไม่ทราบจากตาราง" } as const

function Requirement({
  requirement: { code, text, answer, why, metBy, lacking },
}: {
  requirement: RequirementView
}) {
  return (
    <li id={code}>
      <p class="standing">
        <span class={`answer answer-${answer}`}>
          <Mark answer={answer} />
          {ANSWER_WORDS[answer]}
        </span>
        <b class="strong">
          <Words text={text} />
        </b>
      </p>
      <p class="small quiet">
        <Words text={why} />
      </p>
      <Rows summary="ยังขาด" rows={lacking} open={lacking.length <= SHOWN_AT_ONCE} />
      <Rows summary="แถวที่แสดงว่ามี" rows={metBy} open={false} />
    </li>
  )
}

const SHOWN_AT_ONCE = 5

function Rows({ summary, rows, open }: { summary: string; rows: readonly RequirementRow[]; open: boolean }) {
  if (rows.length === 0) return null
  return (
    <details open={open}>
      <summary>
        {summary} {rows.length} แถว
      </summary>
      <ul class="rows">
        {rows.map(({ what, path }) => (
          <li>
            <RecordLink href={path}>
              <Words text={what} />
            </RecordLink>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Mark({ answer }: { answer: RequirementView["answer"] }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
      {MARKS[answer]}
    </svg>
  )
}

const MARKS: Readonly<Record<RequirementView["answer"], ReturnType<typeof Mark>>> = {
  met: <path d="m2.5 8.5 3.5 4 7.5-9" />,
  unmet: <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />,
  unknown: <path d="M3 8h10" stroke-dasharray="2.5 2.5" />,
}
