/** What changed, for those who would rather be told than look. */
import { Hono } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { notFound } from "../answer/problem.ts"
import { publishYears } from "../answer/published.ts"
import { atomText, jsonFeedText } from "./feed-text.ts"

export const feedRoutes = new Hono<AppEnv>()

feedRoutes.get("/feed.json", async c => {
  const { origin } = c.get("config")
  const feed = await publishYears(c, {
    contentType: "application/feed+json; charset=utf-8",
    render: years => jsonFeedText(years, origin),
  })
  return feed ?? notFound(c)
})

feedRoutes.get("/feed.atom", async c => {
  const { origin } = c.get("config")
  const feed = await publishYears(c, {
    contentType: "application/atom+xml; charset=utf-8",
    render: years => atomText(years, origin),
  })
  return feed ?? notFound(c)
})
