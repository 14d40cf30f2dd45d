/** Did this office move dates? Every move: from when to when, how far, when it was done, and why. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { movesOf } from "../../shared/due/move.ts"
import { rowsOfKind } from "../../shared/record/record.ts"
import { type MoveView, movesPageView, slipText } from "../../shared/view/moves-page.ts"
import { type Slip, slipSentence, slipsFinding, slipsOfMoves } from "../../shared/view/slips.ts"
import type { Published } from "../publish/answer/published.ts"
import { Day, InstantDay } from "./dates.tsx"
import { TitledSection, YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink, Reuse } from "./links.tsx"
import { Period } from "./report.tsx"
import { SlipChart } from "./slips.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

export function movesPage(published: Published, asked: number): string | undefined {
  const view = movesPageView(published.record, published.day, { page: asked })
  if (!view) return undefined
  const { fiscalYear, page, pages, total } = view
  const slips = slipsOfMoves(movesOf(published.record))
  const finding = slipsFinding(slips, rowsOfKind(published.record, "measure").length)
  const address = `/${fiscalYear}/moves`
  const title = `การเลื่อนกำหนด ปีงบประมาณ พ.ศ. ${fiscalYear}`
  const note = total > 0 && (
    <>
      <span class="nw">เลื่อน {total} ครั้ง</span> <span class="nw">ใน {view.measures} มาตรการ</span>
    </>
  )
  return documentOfYear(published, {
    title,
    here: "moves",
    description: `${finding} ปีงบประมาณ ${fiscalYear}${page > 1 ? ` หน้า ${page}` : ""}: จากวันใดเป็นวันใด เลื่อนไปกี่วัน ก่อนหรือหลังครบกำหนด และเหตุผล`,
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={title} note={note} />
        <Lead />
        {page > 1 ? null : (
          <TitledSection id="slips" title={finding}>
            <SlipChart slips={slips} today={published.day.today} fiscalYear={fiscalYear} />
          </TitledSection>
        )}
        {total === 0 ? null : (
          <TitledSection id="all" title="การเลื่อนทุกครั้ง">
            <MoveTable moves={view.moves} fiscalYear={fiscalYear} />
            <Pager page={page} pages={pages} address={address} />
          </TitledSection>
        )}
        <Reuse links={[{ href: `${address}.json`, text: "JSON" }]} />
      </>
    ),
  })
}

/** What is counted. */
function Lead() {
  return (
    <div class="prose lead">
      <p>
        นับทุกครั้งที่วันครบกำหนดหรือรอบการรายงานซึ่งเผยแพร่แล้วเปลี่ยนไป ตั้งแต่วันที่ระบบเริ่มบันทึกแผนนี้ ทั้งเลื่อนออกและเลื่อนเข้า
        แม้ยกเลิกแล้วประกาศใหม่ และบอกว่าห่างจากกำหนดแรกกี่วัน การเลื่อนก่อนหน้านั้นระบบไม่ทราบ
      </p>
    </div>
  )
}

/** On the page of a measure, its own: nobody can quietly move a date. */
export function Moves({ moves, slips, today }: MovesProps) {
  const [only, ...others] = slips
  const title = only && others.length === 0 ? slipSentence(only) : "การเลื่อนกำหนด"
  return (
    <TitledSection id="moves" title={title}>
      {moves.length === 0 ? <p class="quiet">ยังไม่มีการเลื่อนกำหนด</p> : null}
      <SlipChart slips={slips} today={today} />
      {moves.length === 0 ? null : <MoveTable moves={moves} />}
    </TitledSection>
  )
}

type MovesProps = {
  readonly moves: readonly MoveView[]
  readonly slips: readonly Slip[]
  readonly today: IsoDate
}

/** On a page of many measures, a move says of which it is. */
type ListedMove = MoveView & { readonly measure?: string; readonly what?: string }
type MoveTableProps = {
  readonly moves: readonly ListedMove[]
  /** Where the moves are of many measures. */
  readonly fiscalYear?: number
}

function MoveTable({ moves, fiscalYear }: MoveTableProps) {
  const what: Column<ListedMove> = {
    header: "เรื่อง",
    isHeader: true,
    class: "c-wide",
    cell: move => (
      <RecordLink href={`/${fiscalYear}/measures/${move.measure}#moves`}>
        <Words text={move.what ?? ""} />
      </RecordLink>
    ),
  }
  const columns = fiscalYear === undefined ? COLUMNS : [what, ...COLUMNS]
  return <StackedTable class="periods stacked" columns={columns} rows={moves} />
}

/** The period that moved, and which periods a change of rhythm brought or took away. */
function MovedPeriod({ duty, ledger, occurrence, added, dropped }: MoveView) {
  return (
    <>
      <Period occurrence={occurrence} />
      {ledger === duty ? null : <p class="small quiet">ประกาศใหม่แทนรายการเดิมที่ยกเลิกหรือนำออก</p>}
      <Periods word="ตัดออก" periods={dropped} />
      <Periods word="เพิ่ม" periods={added} />
    </>
  )
}

function Periods({ word, periods }: { word: string; periods: MoveView["added"] }) {
  if (periods.length === 0) return null
  return (
    <p class="small">
      <span class="nw">
        {word} {periods.length} งวด:
      </span>{" "}
      {periods.map(({ id, due }, index) => (
        <>
          {index > 0 ? ", " : ""}
          <Period occurrence={id} />{" "}
          <span class="nw">
            (<Day date={due} />)
          </span>
        </>
      ))}
    </p>
  )
}

const COLUMNS: readonly Column<MoveView>[] = [
  { header: "เมื่อ", cell: ({ movedAt }) => <InstantDay at={movedAt} /> },
  { header: "งวด", cell: MovedPeriod },
  {
    header: "เดิม",
    cell: ({ from }) => (
      <del>
        <Day date={from} />
      </del>
    ),
  },
  {
    header: "ใหม่",
    cell: ({ to }) => (
      <ins>
        <Day date={to} />
      </ins>
    ),
  },
  {
    header: "เลื่อน",
    class: "slip c-wide",
    cell: ({ days, afterDue }) => (
      <>
        <span class="nw">
          {slipText(days)} {days === 0 ? "" : days > 0 ? "(ช้าลง)" : "(เร็วขึ้น)"}
        </span>{" "}
        <span class="nw">{afterDue ? "เลื่อนหลังถึงกำหนดแล้ว" : "เลื่อนก่อนถึงกำหนด"}</span>
      </>
    ),
  },
  {
    header: "จากกำหนดแรก",
    class: "slip c-wide",
    cell: ({ promised, daysFromPromise, times }) => (
      <>
        <b class="strong nw">{slipText(daysFromPromise)}</b>{" "}
        <span class="nw">
          จาก <Day date={promised} />
        </span>{" "}
        <span class="nw">ครั้งที่ {times}</span>
      </>
    ),
  },
  { header: "เหตุผล", class: "c-wide", cell: ({ reason }) => <Words text={reason} /> },
]
