/** What is published of a year, as it is served. */
import { parseJson } from "../row/json.ts"
import { all, type Door, textAt } from "./door.ts"
import { type FetchedViews, pagesOfYear } from "./views.ts"

export async function fetchViews(door: Door, year: number): Promise<FetchedViews> {
  const json = await jsonAt(door, `/${year}.json`)
  const numbers = Array.from({ length: pagesOfYear(json) }, (_, at) => at + 1)
  return {
    json,
    measuresCsv: await tableAt(door, `/${year}/measures.csv`),
    reportsCsv: await tableAt(door, `/${year}/reports.csv`),
    calendar: await textAt(door, `/${year}/calendar.ics`),
    print: await all(door, numbers, page => jsonAt(door, `/${year}/print.json?page=${page}`)),
    pages: await all(door, numbers, async page => (await textAt(door, `/${year}?page=${page}`)) ?? ""),
  }
}

/** Undefined for what is none. */
export async function jsonAt(door: Door, path: string): Promise<unknown> {
  return parseJson((await textAt(door, path)) ?? "")
}

export async function tableAt(door: Door, path: string): Promise<FetchedViews["measuresCsv"]> {
  const text = await textAt(door, path)
  return text === undefined ? undefined : door.readCsv(text)
}
