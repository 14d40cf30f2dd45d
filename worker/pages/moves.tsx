/** Did this office move dates? Every move: from when to when, how far, when it was done, and why. */
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { type MoveView, movesPageView } from "../../shared/view/moves-page.ts"
import type { Published } from "../publish/answer/published.ts"
import { Day, InstantDay, slipText } from "./dates.tsx"
import { TitledSection, YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink, Reuse } from "./links.tsx"
import { Cell, Row, RowHeader, StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

export function movesPage(published: Published, asked: number): string | undefined {
  const view = movesPageView(published.record, published.day, { page: asked })
  if (!view) return undefined
  const { fiscalYear, page, pages, total } = view
  const address = `/${fiscalYear}/moves`
  const title = `การเลื่อนกำหนด ปีงบประมาณ พ.ศ. ${fiscalYear}`
  const note = (
    <>
      <span class="nw">เลื่อน {total} ครั้ง</span> <span class="nw">ใน {view.measures} มาตรการ</span>
    </>
  )
  return documentOfYear(published, {
    title,
    here: "moves",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={title} note={note} />
        <div class="prose lead">
          <p>
            นับทุกครั้งที่วันครบกำหนดซึ่งเผยแพร่แล้วเปลี่ยนไป ตั้งแต่วันที่ระบบเริ่มบันทึกแผนนี้ ทั้งเลื่อนออกและเลื่อนเข้า
            การเลื่อนก่อนหน้านั้นระบบไม่ทราบ
          </p>
        </div>
        <section aria-label="การเลื่อนทุกครั้ง">
          {total === 0 ? (
            <p class="quiet">ยังไม่มีการเลื่อนกำหนด</p>
          ) : (
            <MoveTable moves={view.moves} fiscalYear={fiscalYear} />
          )}
          <Pager page={page} pages={pages} address={address} />
        </section>
        <Reuse links={[{ href: `${address}.json`, text: "JSON" }]} />
      </>
    ),
  })
}

/** On the page of a measure, its own: nobody can quietly move a date. */
export function Moves({ moves }: { moves: readonly MoveView[] }) {
  return (
    <TitledSection id="moves" title="การเลื่อนกำหนด">
      {moves.length === 0 ? <p class="quiet">ยังไม่มีการเลื่อนกำหนด</p> : <MoveTable moves={moves} />}
    </TitledSection>
  )
}

const HEADERS = ["เมื่อ", "งวด", "เดิม", "ใหม่", "เลื่อน", "เหตุผล"]

/** On a page of many measures, a move says of which it is. */
type ListedMove = MoveView & { readonly measure?: string; readonly what?: string }
type MoveTableProps = {
  readonly moves: readonly ListedMove[]
  /** Where the moves are of many measures. */
  readonly fiscalYear?: number
}

function MoveTable({ moves, fiscalYear }: MoveTableProps) {
  const headers = fiscalYear === undefined ? HEADERS : ["เรื่อง", ...HEADERS]
  return (
    <StackedTable class="periods stacked" headers={headers}>
      {moves.map(move => (
        <Row>
          {fiscalYear === undefined ? null : (
            <RowHeader class="c-wide">
              <RecordLink href={`/${fiscalYear}/measures/${move.measure}#moves`}>
                <Words text={move.what ?? ""} />
              </RecordLink>
            </RowHeader>
          )}
          <MoveCells move={move} />
        </Row>
      ))}
    </StackedTable>
  )
}

function MoveCells({ move }: { move: MoveView }) {
  return (
    <>
      <Cell label="เมื่อ">
        <InstantDay at={move.movedAt} />
      </Cell>
      <Cell label="งวด">
        <span class="nw">{occurrenceName(move.occurrence)}</span>
      </Cell>
      <Cell label="เดิม">
        <del>
          <Day date={move.from} />
        </del>
      </Cell>
      <Cell label="ใหม่">
        <ins>
          <Day date={move.to} />
        </ins>
      </Cell>
      <Cell label="เลื่อน" class="slip c-wide">
        <span class="nw">
          {slipText(move.days)} {move.days > 0 ? "(ช้าลง)" : "(เร็วขึ้น)"}
        </span>{" "}
        <span class="nw">{move.afterDue ? "เลื่อนหลังถึงกำหนดแล้ว" : "เลื่อนก่อนถึงกำหนด"}</span>
      </Cell>
      <Cell label="เหตุผล" class="c-wide">
        <Words text={move.reason} />
      </Cell>
    </>
  )
}
