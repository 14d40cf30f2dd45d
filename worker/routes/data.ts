/** Everything for machines beside JSON and CSV: calendars, feeds, the catalog's description, and what stands at agreed places. */
import { Hono } from "hono"
import type { AppEnv } from "../app.ts"
import { calendarRoutes } from "./data-calendar.ts"
import { feedRoutes } from "./data-feed.ts"
import { listRoutes } from "./data-lists.ts"
import { openApiRoutes } from "./data-openapi.ts"
import { packageRoutes } from "./data-package.ts"
import { wellKnownRoutes } from "./data-well-known.ts"

export const dataRoutes = new Hono<AppEnv>()
  .route("/", calendarRoutes)
  .route("/", feedRoutes)
  .route("/", listRoutes)
  .route("/", openApiRoutes)
  .route("/", packageRoutes)
  .route("/", wellKnownRoutes)
