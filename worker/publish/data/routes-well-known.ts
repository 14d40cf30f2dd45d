/** What machines look for at agreed places: the keys that sign the record, and how to find and reach this site. */
import { Hono } from "hono"
import { settingsOf } from "../../../shared/due/timetable.ts"
import type { AppEnv } from "../../app-env.ts"
import { notFound } from "../answer/problem.ts"
import { publish, publishText, publishYears } from "../answer/published.ts"
import { securityText, sitemapText } from "./site-text.ts"

export const wellKnownRoutes = new Hono<AppEnv>()

/** Public keys alone can be configured: who reads them can verify and do nothing else. */
wellKnownRoutes.get("/.well-known/jwks.json", c => {
  const keys = c.get("config").pushKeys.keys.map(({ kty, kid, n, e, exp }) => ({
    ...{ kty, kid, alg: "RS256", use: "sig", n, e },
    ...(exp === undefined ? {} : { exp }),
  }))
  return publishText(c, "application/jwk-set+json", JSON.stringify({ keys }))
})

wellKnownRoutes.get("/robots.txt", c => {
  const { origin } = c.get("config")
  const lines = ["User-agent: *", "Allow: /", "", `Sitemap: ${origin}/sitemap.xml`, ""]
  return publishText(c, TEXT_TYPE, lines.join("\n"))
})

wellKnownRoutes.get("/sitemap.xml", async c => {
  const { origin } = c.get("config")
  const found = await publishYears(c, {
    contentType: XML_TYPE,
    render: years => sitemapText(origin, years),
  })
  return found ?? publishText(c, XML_TYPE, sitemapText(origin, []))
})

wellKnownRoutes.get("/.well-known/security.txt", async c => {
  const { origin } = c.get("config")
  const found = await publish(c, "newest", TEXT_TYPE, ({ record, day }) =>
    securityText(settingsOf(record).get("contact") ?? "", origin, day.today),
  )
  return found ?? notFound(c, "หน่วยงานยังไม่ได้ระบุช่องทางติดต่อที่เป็นลิงก์หรืออีเมล")
})

const TEXT_TYPE = "text/plain; charset=utf-8"
const XML_TYPE = "application/xml; charset=utf-8"
