// biome-ignore-all lint/a11y/noRedundantRoles: laid out as blocks on a phone, a table keeps its roles only when they are said.
/** Tables that become blocks on a phone, where every cell says its header, and lists of facts. */
import type { Child } from "hono/jsx"

type StackedTableProps = {
  readonly class: string
  /** For who cannot see what the table is of; none where a heading says it. */
  readonly caption?: string
  readonly headers: readonly Child[]
  /** Of each header, where it has one. */
  readonly headerClasses?: readonly (string | undefined)[]
  /** The rows. */
  readonly children?: Child
}

export function StackedTable({
  class: classes,
  caption,
  headers,
  headerClasses = [],
  children,
}: StackedTableProps) {
  return (
    <table class={classes} role="table">
      {caption === undefined ? null : <caption class="hidden-label">{caption}</caption>}
      <thead role="rowgroup">
        <tr role="row">
          {headers.map((header, index) => (
            <th scope="col" role="columnheader" class={headerClasses[index]}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  )
}

export function Row({ id, children }: { id?: string; children?: Child }) {
  return (
    <tr role="row" id={id}>
      {children}
    </tr>
  )
}

type CellProps = { readonly class?: string | undefined; readonly children?: Child }

/** The cell that names its row. */
export function RowHeader({ children, ...rest }: CellProps) {
  return (
    <th scope="row" role="rowheader" {...rest}>
      {children}
    </th>
  )
}

/** `label` is seen on a phone alone, where the header row is out of sight; a screen reader has the header itself. */
export function Cell({ label, children, ...rest }: CellProps & { readonly label?: string | undefined }) {
  return (
    <td role="cell" {...rest}>
      {label === undefined ? null : (
        <span class="cell-label" aria-hidden="true">
          {label}
        </span>
      )}
      {children}
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
