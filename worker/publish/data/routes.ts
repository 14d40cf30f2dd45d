/** What machines read beside JSON and tables of the record: a catalog's entry, and files at agreed places. */
import { Hono } from "hono"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { GENESIS } from "../../../shared/push/payload.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import description from "../../openapi/openapi.json" with { type: "json" }
import { readHeartbeats } from "../../store/read-record.ts"
import { storeOf } from "../../store/store.ts"
import { notFound } from "../answer/problem.ts"
import { JSON_TYPE, type Published, publish, publishText, publishYears } from "../answer/published.ts"
import { freshnessOf } from "../answer/record-source.ts"
import { dataPackageText } from "./package-text.ts"
import { securityText, sitemapText } from "./site-text.ts"

export const dataRoutes = new Hono<AppEnv>()

const TEXT_TYPE = "text/plain; charset=utf-8"
const XML_TYPE = "application/xml; charset=utf-8"

/** What a data catalog needs to list and load the record. */
dataRoutes.get("/datapackage.json", async c => {
  const { origin } = c.get("config")
  const render = (published: Published) => dataPackageText(published, origin)
  return (await publish(c, "newest", { contentType: JSON_TYPE, render })) ?? notFound(c)
})

/** Made from the schemas beforehand: making it costs a cold Worker more time than an answer may take. */
const DESCRIPTION = JSON.stringify(description)

dataRoutes.get("/openapi.json", c => publishText(c, JSON_TYPE, DESCRIPTION))

/** Public keys alone can be configured: who reads them can verify and do nothing else. */
dataRoutes.get("/.well-known/jwks.json", c => {
  const keys = c.get("config").pushKeys.keys.map(({ kty, kid, n, e, exp }) => ({
    kty,
    kid,
    alg: "RS256",
    use: "sig",
    n,
    e,
    ...(exp === undefined ? {} : { exp }),
  }))
  return publishText(c, "application/jwk-set+json", JSON.stringify({ keys }))
})

dataRoutes.get("/.well-known/security.txt", async c => {
  const { origin } = c.get("config")
  const found = await publish(c, "newest", {
    contentType: TEXT_TYPE,
    render: ({ record, day }) => securityText(settingsOf(record).get("contact") ?? "", origin, day.today),
  })
  return found ?? notFound(c, "หน่วยงานยังไม่ได้ระบุช่องทางติดต่อที่เป็นลิงก์หรืออีเมล")
})

dataRoutes.get("/robots.txt", c => {
  const { origin } = c.get("config")
  const lines = ["User-agent: *", "Allow: /", "", `Sitemap: ${origin}/sitemap.xml`, ""]
  return publishText(c, TEXT_TYPE, lines.join("\n"))
})

dataRoutes.get("/sitemap.xml", async c => {
  const { origin } = c.get("config")
  const render = (years: readonly Published[]) => sitemapText(origin, years)
  return (
    (await publishYears(c, { contentType: XML_TYPE, render })) ??
    publishText(c, XML_TYPE, sitemapText(origin, []))
  )
})

/** Whether the Worker and its database answer, and when each sheet was last heard of. For monitors. */
dataRoutes.get("/healthz", async c => {
  const { now, today, simulated } = c.get("moment")
  const heads = await storeOf(c.env.DB).heads()
  // From the table itself: whoever waits for a script's first word must hear of a year that is not announced yet.
  const heartbeats = await readHeartbeats(c.env.DB)
  c.header("Cache-Control", "no-store")
  return c.json({
    status: "ok",
    today,
    simulated,
    years: heartbeats.map(({ fiscalYear, seenAt }) => {
      const head = heads.find(each => each.fiscalYear === fiscalYear)
      return {
        fiscalYear,
        revision: head?.sequence ?? 0,
        head: head?.head ?? GENESIS,
        seenAt: instantText(seenAt),
        stale: freshnessOf(seenAt, now).isStale,
      }
    }),
  })
})
