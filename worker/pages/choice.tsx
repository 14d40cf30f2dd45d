/** Where a recipient asks for less mail, or for all of it again. Nothing here says who that is. */
import type { Moment } from "../host/clock.ts"
import { TitledSection } from "./heading.tsx"
import { documentText } from "./layout.tsx"

const LEFT_OUT = [
  { to: "ผู้อำนวยการ", without: "ฉบับเพิ่มระหว่างสัปดาห์", still: "สรุปประจำสัปดาห์" },
  { to: "หัวหน้าฝ่ายและผู้รักษาการแทน", without: "การเตือนในวันครบกำหนด", still: "แจ้งเรื่องที่เกินกำหนด" },
  {
    to: "ฝ่าย",
    without: "การเตือนล่วงหน้าครั้งแรก ๆ",
    still: "การเตือนครั้งสุดท้ายก่อนครบกำหนด ในวันครบกำหนด และเรื่องที่เกินกำหนด",
  },
] as const

export function choicePage(moment: Moment, path: string, { fewer }: { readonly fewer: boolean }): string {
  return documentText({
    title: "การรับอีเมลแจ้งเตือน",
    day: moment,
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
        <p class="small quiet lead">บันทึกสรุปถึงผู้อำนวยการจะบอกว่าตำแหน่งใดขอรับเท่าที่จำเป็น ไม่บอกที่อยู่อีเมล</p>
      </>
    ),
  })
}
