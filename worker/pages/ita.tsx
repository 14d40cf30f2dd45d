/** The year's two items of the website check, requirement by requirement: met, not met, or not known from the sheet. */

import { type ItaPageView, itaPageView } from "../../shared/view/ita-page.ts"
import { ROWS_PER_PAGE } from "../../shared/view/page-of.ts"
import type { RequirementRow, RequirementView } from "../../shared/view/requirement.ts"
import { withPage } from "../publish/answer/address.ts"
import type { Published } from "../publish/answer/published.ts"
import { YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink, Reuse } from "./links.tsx"
import { Words } from "./text.tsx"

/** `years` are of every year, the one asked for among them. */
export function itaPage(years: readonly Published[], fiscalYear: number, asked: number): string | undefined {
  const published = years.find(each => each.record.fiscalYear === fiscalYear)
  const records = years.map(each => each.record)
  const view = published && itaPageView(records, fiscalYear, published.day, { page: asked })
  if (!published || !view) return undefined
  const { page, pages } = view
  const address = `/${fiscalYear}/ita`
  const title = `หลักฐานตามเกณฑ์ ITA ปีงบประมาณ พ.ศ. ${fiscalYear}`
  return documentOfYear(published, {
    title,
    here: "ita",
    description: `หลักฐานตามเกณฑ์ ITA สองข้อของปีงบประมาณ ${fiscalYear} ทีละข้อกำหนด ว่ามีครบ ยังไม่ครบ หรือไม่ทราบจากตาราง พร้อมแถวที่อ้างถึง`,
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={title} note={<CountsNote view={view} />} />
        <div class="prose lead">
          <p>
            คำตอบมาจากตารางเท่านั้น เรื่องใดที่ตารางไม่ได้บอกไว้จะตอบว่าไม่ทราบ ผู้ตรวจควรใช้ดุลยพินิจของตนเองและเปิดดูแถวที่อ้างถึง
            ส่วนเลขข้อประจำปีเป็นไปตามที่หน่วยงานตั้งค่าไว้
          </p>
        </div>
        {view.items.map(item => (
          <Item item={item} view={view} />
        ))}
        <Pager page={page} pages={pages} address={address} newer="แถวก่อนหน้า" older="แถวถัดไป" />
        <Reuse
          links={[
            { href: `${address}.json`, text: "JSON" },
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

function Item({ item, view }: { item: ItaPageView["items"][number]; view: ItaPageView }) {
  const { role, item: number, ofYear, requirements } = item
  return (
    <section aria-labelledby={role}>
      <h2 id={role}>
        {number ? <span class="nw">ข้อ {number} </span> : null}
        <Words text={ROLE_WORDS[role]} /> <span class="nw">ปี {ofYear}</span>
      </h2>
      {number ? null : <p class="quiet">ตารางไม่ได้บอกเลขข้อของปี {view.fiscalYear}</p>}
      <ul class="requirements">
        {requirements.map(requirement => (
          <Requirement requirement={requirement} view={view} />
        ))}
      </ul>
    </section>
  )
}

const ANSWER_WORDS = { met: "มีครบ", unmet: "ยังไม่ครบ", unknown: "ไม่ทราบจากตาราง" } as const

type RequirementProps = { readonly requirement: RequirementView; readonly view: ItaPageView }

function Requirement({ requirement, view }: RequirementProps) {
  const { code, text, answer, why, metCount, lackingCount, metBy, lacking } = requirement
  const place = { code, view }
  return (
    <li id={code}>
      <p class="standing">
        <span class={`answer answer-${answer}`}>
          <Mark answer={answer} />
          {ANSWER_WORDS[answer]}
        </span>{" "}
        <b class="strong">
          <Words text={text} />
        </b>
      </p>
      <p class="small quiet">
        <Words text={why} />
      </p>
      <Rows
        summary="แถวที่ยังขาด"
        rows={lacking}
        total={lackingCount}
        open={lackingCount <= SHOWN_AT_ONCE}
        place={place}
      />
      <Rows summary="แถวที่อ้างถึง" rows={metBy} total={metCount} open={false} place={place} />
    </li>
  )
}

const SHOWN_AT_ONCE = 5

type RowsProps = {
  readonly summary: string
  /** Those of this page, of so many. */
  readonly rows: readonly RequirementRow[]
  readonly total: number
  readonly open: boolean
  readonly place: { readonly code: string; readonly view: ItaPageView }
}

function Rows({ summary, rows, total, open, place: { code, view } }: RowsProps) {
  if (rows.length === 0) return null
  const left = total - view.page * ROWS_PER_PAGE
  return (
    <details open={open}>
      <summary>
        {summary} {total} แถว
        {rows.length < total ? <span class="nw"> (หน้านี้ {rows.length} แถว)</span> : null}
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
      {left > 0 ? (
        <p>
          <RecordLink href={`${withPage(`/${view.fiscalYear}/ita`, view.page + 1)}#${code}`}>
            อีก {left} แถว
          </RecordLink>
        </p>
      ) : null}
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
  unknown: <path d="M5 5.6C5 1.2 11.2 1.6 11 5.4 10.9 7.6 8 7.6 8 10.2M8 12.4v2" />,
}
