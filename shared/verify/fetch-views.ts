/** What is published of a year and of all of them, as it is served. */
import { parseJson } from "../row/json.ts"
import { all, type Door, textAt } from "./door.ts"
import { type Pages, pagesOfList } from "./happened.ts"
import { type FetchedViews, pagesOfYear } from "./views.ts"

/** A file of the record holds no lists of what happened. */
export async function fetchViews(door: Door, year: number, isFile: boolean): Promise<FetchedViews> {
  const jsonAt = async (path: string) => parseJson((await textAt(door, path)) ?? "")
  const csvAt = async (path: string) => {
    const text = await textAt(door, path)
    return text === undefined ? undefined : door.readCsv(text)
  }
  const json = await jsonAt(`/${year}.json`)
  const numbers = Array.from({ length: pagesOfYear(json) }, (_, at) => at + 1)
  return {
    json,
    measuresCsv: await csvAt(`/${year}/measures.csv`),
    reportsCsv: await csvAt(`/${year}/reports.csv`),
    calendar: await textAt(door, `/${year}/calendar.ics`),
    print: await all(door, numbers, page => jsonAt(`/${year}/print.json?page=${page}`)),
    pages: await all(door, numbers, async page => (await textAt(door, `/${year}?page=${page}`)) ?? ""),
    ...(!isFile && {
      happened: {
        moves: await pagesAt(door, `/${year}/moves.json`),
        results: await jsonAt(`/${year}/results.json`),
      },
    }),
  }
}

/** A list's pages, from the first on, as far as they are read. */
export async function pagesAt(door: Door, address: string): Promise<Pages> {
  const pageAt = async (page: number) => parseJson((await textAt(door, `${address}?page=${page}`)) ?? "")
  const first = await pageAt(1)
  const others = Array.from({ length: pagesOfList(first) - 1 }, (_, at) => at + 2)
  return [first, ...(await all(door, others, pageAt))]
}
