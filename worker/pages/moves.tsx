// biome-ignore-all lint/a11y/noRedundantRoles: laid out as blocks on a phone, a table keeps its roles only when they are said.
import { occurrenceName } from "../../shared/due/occurrence.ts"
import type { MoveView } from "../../shared/view/schema.ts"
import { CellLabel } from "./cell-label.tsx"
import { Day, InstantDay, slipText } from "./dates.tsx"
import { RecordLink } from "./links.tsx"
import { Words } from "./text.tsx"

/** Every move of a date: nobody can quietly move one. */
export function Moves({ moves }: { moves: readonly MoveView[] }) {
  return (
    <section aria-labelledby="moves">
      <h2 id="moves">การเลื่อนกำหนด</h2>
      {moves.length === 0 ? <p class="quiet">ยังไม่มีการเลื่อนกำหนด</p> : <MoveTable moves={moves} />}
    </section>
  )
}

const HEADERS = ["เมื่อ", "งวด", "เดิม", "ใหม่", "เลื่อน", "เหตุผล"]

type Subject = { readonly measure: string; readonly what: string }
/** On a page of many measures, a move says of which it is. */
type ToldMove = MoveView & Partial<Subject>

/** `fiscalYear` where the moves are of many measures. */
export function MoveTable({ moves, fiscalYear }: { moves: readonly ToldMove[]; fiscalYear?: number }) {
  const headers = fiscalYear === undefined ? HEADERS : ["เรื่อง", ...HEADERS]
  return (
    <table class="periods stacked" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {headers.map(header => (
            <th scope="col" role="columnheader">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {moves.map(move => (
          <MoveRow move={move} fiscalYear={fiscalYear} />
        ))}
      </tbody>
    </table>
  )
}

function MoveRow({ move, fiscalYear }: { move: ToldMove; fiscalYear: number | undefined }) {
  return (
    <tr role="row">
      {fiscalYear === undefined ? null : (
        <th scope="row" role="rowheader" class="c-wide">
          <RecordLink href={`/${fiscalYear}/measures/${move.measure}#moves`}>
            <Words text={move.what ?? ""} />
          </RecordLink>
        </th>
      )}
      <td role="cell">
        <CellLabel text="เมื่อ" />
        <InstantDay at={move.movedAt} />
      </td>
      <td role="cell">
        <CellLabel text="งวด" />
        <span class="nw">{occurrenceName(move.occurrence)}</span>
      </td>
      <td role="cell">
        <CellLabel text="เดิม" />
        <del>
          <Day date={move.from} />
        </del>
      </td>
      <td role="cell">
        <CellLabel text="ใหม่" />
        <ins>
          <Day date={move.to} />
        </ins>
      </td>
      <td role="cell" class="slip c-wide">
        <CellLabel text="เลื่อน" />
        <span class="nw">
          {slipText(move.days)} {move.days > 0 ? "(ช้าลง)" : "(เร็วขึ้น)"}
        </span>{" "}
        <span class="nw">{move.afterDue ? "เลื่อนหลังถึงกำหนดแล้ว" : "เลื่อนก่อนถึงกำหนด"}</span>
      </td>
      <td role="cell" class="c-wide">
        <CellLabel text="เหตุผล" />
        <Words text={move.reason} />
      </td>
    </tr>
  )
}
