/** What a page is also to be had as: its twin, its calendar, the feeds. Told in its head and in its `Link` header alike. */

export type Alternate = { readonly href: string; readonly type: string; readonly title: string }

const FEEDS: readonly Alternate[] = [
  { href: "/feed.json", type: "application/feed+json", title: "การเปลี่ยนแปลง (JSON Feed)" },
  { href: "/feed.atom", type: "application/atom+xml", title: "การเปลี่ยนแปลง (Atom)" },
]

/** `twin` is the address of the page's JSON, with its query. */
export function alternatesOf(twin: string): Alternate[] {
  const json = { href: twin, type: "application/json", title: "ข้อมูลของหน้านี้ (JSON)" }
  return [json, ...calendarOf(twin), ...FEEDS]
}

/** A year has its due dates as a calendar, and each of its sections has its own. */
function calendarOf(twin: string): Alternate[] {
  const { year, slug } = TWIN.exec(twin)?.groups ?? {}
  if (year === undefined) return []
  const type = "text/calendar"
  return slug === undefined
    ? [{ href: `/${year}/calendar.ics`, type, title: "ปฏิทินวันครบกำหนด" }]
    : [{ href: `/${year}/calendar.ics?section=${slug}`, type, title: "ปฏิทินวันครบกำหนดของฝ่าย" }]
}

const TWIN = /^\/(?<year>[0-9]{4})(?:\/sections\/(?<slug>[0-9]+))?\.json(?:\?|$)/
