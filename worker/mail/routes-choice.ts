/** `/mail/<token>`: less mail, for those who may choose it. A look changes nothing, since programs follow links in mails. */
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { CHOICE_PATH, ONE_CLICK } from "../../shared/due/recipient.ts"
import type { AppEnv } from "../app-env.ts"
import { choicePage } from "../pages/choice.tsx"
import { notFound } from "../publish/answer/problem.ts"
import { findChoice, saveChoice } from "./choice.ts"

export const mailChoiceRoutes = new Hono<AppEnv>()

const PATH = `${CHOICE_PATH}/:token{[0-9a-f]{32}}`
const MISSING = "ลิงก์นี้อาจไม่ครบ ให้เปิดจากอีเมลฉบับล่าสุดอีกครั้ง"
/** A form of one short field. */
const BODY_LIMIT = 1000

mailChoiceRoutes.get(PATH, c => show(c))

mailChoiceRoutes.post(
  PATH,
  bodyLimit({ maxSize: BODY_LIMIT, onError: c => notFound(c, MISSING) }),
  async (c: Context<AppEnv, typeof PATH>) => {
    const form: Record<string, unknown> = await c.req.parseBody()
    const asked = form[ONE_CLICK.name] === ONE_CLICK.value ? "fewer" : form.choice
    if (asked !== "fewer" && asked !== "all") return notFound(c, MISSING)
    const isSaved = await saveChoice(c.env.DB, c.req.param("token"), { fewer: asked === "fewer" })
    return isSaved ? show(c) : notFound(c, MISSING)
  },
)

async function show(c: Context<AppEnv, typeof PATH>): Promise<Response> {
  const choice = await findChoice(c.env.DB, c.req.param("token"))
  if (!choice) return notFound(c, MISSING)
  c.header("Cache-Control", "no-store")
  c.header("X-Robots-Tag", "noindex")
  return c.html(choicePage(c.get("moment"), c.req.path, choice))
}
