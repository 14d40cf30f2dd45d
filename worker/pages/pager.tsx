/** Long lists in pages: few readers go past the first, and none should wait for a thousand rows. */
import { RecordLink } from "./record-link.tsx"

export const ROWS_PER_PAGE = 50

export type PagePlace = { readonly page: number; readonly pages: number; readonly total: number }

/** The rows of a page; one past the end is the last. */
export function pageOf<T>(rows: readonly T[], asked: number): PagePlace & { readonly rows: readonly T[] } {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE))
  const page = Math.min(asked, pages)
  const from = (page - 1) * ROWS_PER_PAGE
  return { page, pages, total: rows.length, rows: rows.slice(from, from + ROWS_PER_PAGE) }
}

type PagerProps = Pick<PagePlace, "page" | "pages"> & {
  /** Without the page; with any other query. */
  readonly address: string
  readonly fragment?: string
  readonly older?: string
  readonly newer?: string
}

export function Pager({ page, pages, address, fragment = "", older = "ถัดไป", newer = "ก่อนหน้า" }: PagerProps) {
  if (pages === 1) return null
  const hrefOf = (number: number) => `${withPage(address, number)}${fragment}`
  return (
    <nav class="pager" aria-label="หน้าของรายการ">
      <ul class="links">
        {page > 1 ? (
          <li>
            <RecordLink rel="prev" href={hrefOf(page - 1)}>
              {newer}
            </RecordLink>
          </li>
        ) : null}
        <li>
          หน้า {page} จาก {pages}
        </li>
        {page < pages ? (
          <li>
            <RecordLink rel="next" href={hrefOf(page + 1)}>
              {older}
            </RecordLink>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

/** The first page is the address itself. */
export function withPage(address: string, page: number): string {
  if (page <= 1) return address
  return `${address}${address.includes("?") ? "&" : "?"}page=${page}`
}
