/** Long lists in pages: few readers go past the first, and none should wait for a thousand rows. */
export const ROWS_PER_PAGE = 50

export type PagePlace = { readonly page: number; readonly pages: number; readonly total: number }

/** Of a list of which a part is at hand: how long it is, and how many rows stand before that part. */
export type Stretch = { readonly total: number; readonly from: number }

/** The rows of a page; one past the end is the last. */
export function pageOf<T>(
  rows: readonly T[],
  asked: number,
  perPage = ROWS_PER_PAGE,
  { total, from }: Stretch = { total: rows.length, from: 0 },
): PagePlace & { readonly rows: readonly T[] } {
  const pages = pagesOf(total, perPage)
  const page = Math.min(asked, pages)
  return { page, pages, total, rows: rows.slice((page - 1) * perPage - from, page * perPage - from) }
}

/** How many pages a list has; one that is empty has one. */
export function pagesOf(total: number, perPage = ROWS_PER_PAGE): number {
  return Math.max(1, Math.ceil(total / perPage))
}

/** None where the list ends before this page. */
export function sliceOf<T>(rows: readonly T[], page: number, perPage = ROWS_PER_PAGE): readonly T[] {
  return rows.slice((page - 1) * perPage, page * perPage)
}

/** A page number as it was typed; whatever is none asks for the first. */
export function parsePage(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** Which page of a list is asked for; of which day, where one was asked for: the pages beside it are of it too. */
export type AskedPage = { readonly page: number; readonly past?: string | undefined }

/** Addresses of the pages beside one, of the same day. */
export function beside(
  { page, pages }: Pick<PagePlace, "page" | "pages">,
  address: string,
  past: string | undefined,
): { readonly next: string | null; readonly previous: string | null } {
  const of = (number: number) =>
    `${address}${address.includes("?") ? "&" : "?"}page=${number}${past === undefined ? "" : `&at=${past}`}`
  return { next: page < pages ? of(page + 1) : null, previous: page > 1 ? of(page - 1) : null }
}
