/** `/openapi.json`: what every address for machines takes and answers, as OpenAPI 3.1. */
import { Hono } from "hono"
import type { AppEnv } from "../../app-env.ts"
import description from "../../openapi/openapi.json" with { type: "json" }
import { publishText } from "../answer/published.ts"

export const openApiRoutes = new Hono<AppEnv>()

/** Made from the schemas beforehand: making it costs a cold Worker more time than an answer may take. */
const TEXT = JSON.stringify(description)

openApiRoutes.get("/openapi.json", c => publishText(c, "application/json; charset=utf-8", TEXT))
