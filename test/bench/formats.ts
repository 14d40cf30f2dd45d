/** A path of each format. */
export const FORMATS: Readonly<Record<string, string>> = {
  "year page": "/2566",
  "measure page": "/2566/measures/m-00000001",
  "section page": "/2566/sections/2",
  changes: "/changes",
  JSON: "/2566.json",
  CSV: "/2566/measures.csv",
  calendar: "/2566/calendar.ics",
  feed: "/feed.json",
  workbook: "/2566.xlsx",
}
