/** A year's due dates to subscribe to. */
import { Hono } from "hono"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { rowsOfKind } from "../../../shared/record/record.ts"
import { calendarEvents } from "../../../shared/view/calendar.ts"
import type { AppEnv } from "../../app-env.ts"
import { normalQuery, parseYear, yearMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { type Published, publish } from "../answer/published.ts"
import { calendarText } from "./calendar-text.ts"
import { unknownQuery } from "./known-query.ts"

export const calendarRoutes = new Hono<AppEnv>()

const CALENDAR_TYPE = "text/calendar; charset=utf-8"

/** Whole or of one section; with `?open`, what is still owed, with alarms. */
calendarRoutes.get("/:year{[0-9]+}/calendar.ics", async c => {
  const { officeId, origin } = c.get("config")
  const year = c.req.param("year")
  const refused = unknownQuery(c, ["at", "section", "open"])
  if (refused) return refused
  const slug = c.req.query("section")
  if (slug !== undefined && !/^[1-9][0-9]?$/.test(slug)) return notFound(c, NO_SECTION)
  const open = c.req.query("open") !== undefined
  const found = await publish(c, parseYear(year), {
    contentType: CALENDAR_TYPE,
    query: normalQuery(slug === undefined ? "" : `section=${slug}`, open ? "open" : ""),
    render: published => {
      const name = calendarName(published, slug, open)
      if (name === undefined) return undefined
      const query = { officeId, today: published.day.today, sectionSlug: slug, open }
      return calendarText(name, origin, calendarEvents(published.record, query), { alarms: open })
    },
  })
  return found ?? notFound(c, slug === undefined ? yearMissing(year) : NO_SECTION)
})

const NO_SECTION = "ไม่มีฝ่ายลำดับนี้ในปีงบประมาณนี้"

/** Undefined when the year has no such section. */
function calendarName(
  { record, day }: Published,
  slug: string | undefined,
  open: boolean,
): string | undefined {
  const office = settingsOf(record).get("office") ?? ""
  const section = rowsOfKind(record, "section").find(({ row }) => row.slug === slug)?.row
  if (slug !== undefined && !section) return undefined
  const whose = section ? `${section.name} ${office}` : office
  return `${open ? "ยังต้องส่ง" : "กำหนดส่ง"} ${record.fiscalYear} ${whose}${day.simulated ? ` (วันจำลอง ${day.today})` : ""}`
}
