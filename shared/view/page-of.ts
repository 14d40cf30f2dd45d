/** Long lists in pages: few readers go past the first, and none should wait for a thousand rows. */
export const ROWS_PER_PAGE = 50

export type PagePlace = { readonly page: number; readonly pages: number; readonly total: number }

/** The rows of a page; one past the end is the last. */
export function pageOf<T>(rows: readonly T[], asked: number): PagePlace & { readonly rows: readonly T[] } {
  const pages = pagesOf(rows.length)
  const page = Math.min(asked, pages)
  return { page, pages, total: rows.length, rows: sliceOf(rows, page) }
}

export function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / ROWS_PER_PAGE))
}

/** None where the list ends before this page. */
export function sliceOf<T>(rows: readonly T[], page: number): readonly T[] {
  return rows.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE)
}

/** Which page of a list is asked for; of which day, where one was asked for: the pages beside it are of it too. */
export type AskedPage = { readonly page: number; readonly past?: string | undefined }

/** Addresses of the pages beside one, of the same day. */
export function beside(
  { page, pages }: Pick<PagePlace, "page" | "pages">,
  address: string,
  past: string | undefined,
): { readonly next: string | null; readonly previous: string | null } {
  const of = (number: number) => `${address}?page=${number}${past === undefined ? "" : `&at=${past}`}`
  return { next: page < pages ? of(page + 1) : null, previous: page > 1 ? of(page - 1) : null }
}
