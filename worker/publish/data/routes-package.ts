/** What a data catalog needs to list and load the record. */
import { Hono } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { notFound } from "../answer/problem.ts"
import { publish } from "../answer/published.ts"
import { dataPackageText } from "./package-text.ts"

export const packageRoutes = new Hono<AppEnv>()

packageRoutes.get("/datapackage.json", async c => {
  const { origin } = c.get("config")
  const found = await publish(c, "newest", "application/json; charset=utf-8", published =>
    dataPackageText(published, origin),
  )
  return found ?? notFound(c)
})
