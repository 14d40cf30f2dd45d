/** Leads from a page of a long list to those beside it. */
import type { PagePlace } from "../../shared/view/page-of.ts"
import { RecordLink } from "./record-link.tsx"

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
