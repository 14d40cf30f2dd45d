/**
 * Tables that become blocks on a phone, where every cell says its header, and lists of facts. No role is said: browsers
 * keep a table one however it is laid out (decision 49).
 */
import type { Child } from "hono/jsx"

/** A column: its header, and what stands under it in each row. */
export type Column<T> = {
  readonly header: string
  readonly headerClass?: string
  /** Its cell names the row. */
  readonly isHeader?: true
  /** What a cell says before it on a phone, where the header row is out of sight: the header, unless told; "" for nothing. */
  readonly label?: string
  readonly class?: string | ((row: T) => string | undefined)
  readonly cell: (row: T) => Child
}

type StackedTableProps<T> = {
  readonly class: string
  /** For who cannot see what the table is of; none where a heading says it. */
  readonly caption?: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly idOf?: (row: T) => string
  /** A header as it is shown. */
  readonly shown?: (header: string) => Child
  /** Rows that were written before, in place of any. */
  readonly children?: Child
}

export function StackedTable<T>(props: StackedTableProps<T>) {
  const { columns, rows, idOf, caption, shown, children, class: name } = props
  return (
    <table class={name}>
      {caption === undefined ? null : <caption class="hidden-label">{caption}</caption>}
      <thead>
        <tr>
          {columns.map(({ header, headerClass }) => (
            <th scope="col" class={headerClass}>
              {shown ? shown(header) : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {children}
        {rows.map(row => (
          <StackedRow columns={columns} row={row} id={idOf?.(row)} />
        ))}
      </tbody>
    </table>
  )
}

type StackedRowProps<T> = {
  readonly columns: readonly Column<T>[]
  readonly row: T
  readonly id?: string | undefined
}

export function StackedRow<T>({ columns, row, id }: StackedRowProps<T>) {
  return (
    <tr id={id}>
      {columns.map(column => (
        <Cell column={column} row={row} />
      ))}
    </tr>
  )
}

/** A screen reader has the header itself, so the label is for the eye alone. */
function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const { header, isHeader, label = header, cell } = column
  const classes = typeof column.class === "function" ? column.class(row) : column.class
  if (isHeader)
    return (
      <th scope="row" class={classes}>
        {cell(row)}
      </th>
    )
  return (
    <td class={classes}>
      {label === "" ? null : (
        <>
          <span class="cell-label" aria-hidden="true">
            {label}
          </span>{" "}
        </>
      )}
      {cell(row)}
    </td>
  )
}

/** One entry of a list of facts. */
export function Fact({ term, children }: { term: Child; children?: Child }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}
