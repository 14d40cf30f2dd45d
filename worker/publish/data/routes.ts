/** Everything for machines beside JSON and CSV: calendars, feeds, the catalog's description, and what stands at agreed places. */
import { Hono } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { calendarRoutes } from "./routes-calendar.ts"
import { feedRoutes } from "./routes-feed.ts"
import { listRoutes } from "./routes-lists.ts"
import { openApiRoutes } from "./routes-openapi.ts"
import { packageRoutes } from "./routes-package.ts"
import { wellKnownRoutes } from "./routes-well-known.ts"

export const dataRoutes = new Hono<AppEnv>()
  .route("/", calendarRoutes)
  .route("/", feedRoutes)
  .route("/", listRoutes)
  .route("/", openApiRoutes)
  .route("/", packageRoutes)
  .route("/", wellKnownRoutes)
