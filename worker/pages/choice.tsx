/** Where a recipient asks for less mail, or for all of it again. Nothing here says who that is. */
import type { Moment } from "../clock.ts"
import type { Choice } from "../mail/choice.ts"
import { documentText } from "./layout.tsx"

export function choicePage(moment: Moment, path: string, { fewer }: Choice): string {
  return documentText({
    title: "การรับอีเมลแจ้งเตือน",
    day: moment,
    children: (
      <>
        <h1>การรับอีเมลแจ้งเตือน</h1>
        <p class="prose">
          ขณะนี้ท่าน<b>{fewer ? "รับเท่าที่จำเป็น" : "รับทุกฉบับ"}</b>
        </p>
        <div class="prose">
          <p>ถ้ารับเท่าที่จำเป็น ระบบจะไม่ส่ง</p>
          <ul class="entries">
            <li>
              <b>ถึงผู้อำนวยการ</b> ฉบับเพิ่มระหว่างสัปดาห์ สรุปประจำสัปดาห์ยังส่งเหมือนเดิม
            </li>
            <li>
              <b>ถึงหัวหน้าฝ่ายและผู้รักษาการแทน</b> การเตือนในวันครบกำหนด เรื่องที่เกินกำหนดยังแจ้งเหมือนเดิม
            </li>
            <li>
              <b>ถึงฝ่าย</b> การเตือนล่วงหน้าครั้งแรก ๆ ครั้งสุดท้ายก่อนถึงกำหนด วันครบกำหนด และเรื่องที่เกินกำหนดยังแจ้งเหมือนเดิม
            </li>
          </ul>
        </div>
        <form class="press" method="post" action={path}>
          <input type="hidden" name="choice" value={fewer ? "all" : "fewer"} />
          <button type="submit">{fewer ? "กลับไปรับทุกฉบับ" : "ขอรับเท่าที่จำเป็น"}</button>
        </form>
        <p class="quiet">สรุปถึงผู้อำนวยการระบุว่าผู้ใดขอรับเท่าที่จำเป็น โดยบอกเป็นตำแหน่ง</p>
      </>
    ),
  })
}
