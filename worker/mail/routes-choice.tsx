/** `/mail/<token>`: less mail, for those who may choose it. A look changes nothing, since programs follow links in mails. */
import { type Context, Hono } from "hono"
import { CHOICE_PATH, ONE_CLICK } from "../../shared/due/recipient.ts"
import { ANY_DIRECTOR } from "../../shared/row/office-kind.ts"
import type { AppEnv } from "../app-env.ts"
import type { Moment } from "../host/clock.ts"
import { postedForm } from "../host/posted-body.ts"
import { TitledSection } from "../pages/heading.tsx"
import { documentText } from "../pages/layout.tsx"
import { newestYear } from "../pages/newest-year.ts"
import { notFound } from "../publish/answer/problem.ts"
import type { Published } from "../publish/answer/published.ts"
import { type Choice, findChoice, saveChoice } from "./choice.ts"

export const mailChoiceRoutes = new Hono<AppEnv>()

const PATH = `${CHOICE_PATH}/:token{[0-9a-f]{32}}`
const MISSING = "ลิงก์นี้อาจไม่ครบ ให้เปิดจากอีเมลฉบับล่าสุดอีกครั้ง"
/** A form of one short field. */
const BODY_LIMIT = 1000

mailChoiceRoutes.get(PATH, c => show(c))

mailChoiceRoutes.post(PATH, async c => {
  const form = await postedForm(c.req.raw, BODY_LIMIT)
  const asked = form?.get(ONE_CLICK.name) === ONE_CLICK.value ? "fewer" : form?.get("choice")
  if (asked !== "fewer" && asked !== "all") return notFound(c, MISSING)
  const isSaved = await saveChoice(c.env.DB, c.req.param("token"), { fewer: asked === "fewer" })
  return isSaved ? show(c) : notFound(c, MISSING)
})

async function show(c: Context<AppEnv, typeof PATH>): Promise<Response> {
  const choice = await findChoice(c.env.DB, c.req.param("token"))
  if (!choice) return notFound(c, MISSING)
  c.header("Cache-Control", "no-store")
  c.header("X-Robots-Tag", "noindex")
  return c.html(choicePage(c.get("moment"), c.req.path, choice, await newestYear(c)))
}

const LEFT_OUT = [
  { to: ANY_DIRECTOR, without: "ฉบับเพิ่มระหว่างสัปดาห์", still: "สรุปประจำสัปดาห์" },
  { to: "หัวหน้าฝ่ายและผู้รักษาการแทน", without: "การเตือนในวันครบกำหนด", still: "แจ้งเรื่องที่เกินกำหนด" },
  {
    to: "ฝ่าย",
    without: "การเตือนล่วงหน้าครั้งแรก ๆ",
    still: "การเตือนครั้งสุดท้ายก่อนครบกำหนด ในวันครบกำหนด และเรื่องที่เกินกำหนด",
  },
] as const

/** Where a recipient asks for less mail, or for all of it again. Nothing here says who that is. */
function choicePage(moment: Moment, path: string, { fewer }: Choice, year: Published | undefined): string {
  return documentText({
    title: "การรับอีเมลแจ้งเตือน",
    description: "เลือกรับอีเมลแจ้งเตือนทุกฉบับ หรือเท่าที่จำเป็น",
    day: moment,
    // Of a button that came by mail a reader looks first whose it is.
    year,
    refused: true,
    children: (
      <>
        <h1>การรับอีเมลแจ้งเตือน</h1>
        <p class="lead">
          ขณะนี้ท่าน<b class="strong">{fewer ? "รับเท่าที่จำเป็น" : "รับทุกฉบับ"}</b>
        </p>
        <TitledSection id="fewer" title="ถ้ารับเท่าที่จำเป็น">
          <ul class="entries">
            {LEFT_OUT.map(({ to, without, still }) => (
              <li>
                <p>
                  <b class="strong">{to}</b>
                </p>
                <p>ไม่ได้รับ{without}</p>
                <p class="quiet">ยังได้รับ{still}</p>
              </li>
            ))}
          </ul>
        </TitledSection>
        <form class="press" method="post" action={path}>
          <input type="hidden" name="choice" value={fewer ? "all" : "fewer"} />
          <button type="submit">{fewer ? "กลับไปรับทุกฉบับ" : "ขอรับเท่าที่จำเป็น"}</button>
        </form>
        <p class="small quiet lead">บันทึกสรุปถึง{ANY_DIRECTOR}จะบอกว่าตำแหน่งใดขอรับเท่าที่จำเป็น ไม่บอกที่อยู่อีเมล</p>
      </>
    ),
  })
}
