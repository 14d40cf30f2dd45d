import type { RefusalPage } from "../app-env.ts"
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { documentText } from "./layout.tsx"
import { LinkList } from "./links.tsx"

const ONWARD = [
  { href: "/", text: "ไปหน้าแรก" },
  { href: "/help#find", text: "วิธีหามาตรการ" },
  { href: "/status", text: "สภาพของระบบ" },
]

type Refused = Parameters<RefusalPage>[0]

/** Says what is missing, and where to go on; in the frame of the office, where its record can be read. */
export function refusalPage(
  { moment, title, sentence, elsewhere }: Refused,
  year: Published | undefined,
): string {
  return documentText({
    title,
    description: sentence ?? title,
    day: moment,
    year,
    refused: true,
    children: (
      <>
        <h1>{title}</h1>
        {sentence ? <p class="prose">{sentence}</p> : null}
        {elsewhere ? (
          <p class="lead">
            เปิดที่ <a href={elsewhere}>{elsewhere}</a>
          </p>
        ) : (
          <LinkList class="links lead" links={ONWARD} />
        )}
      </>
    ),
  })
}

/** Before the first announcement: a page, not an error. */
export function nothingYetPage(moment: Moment): string {
  return documentText({
    title: "ยังไม่มีแผนที่ประกาศ",
    description: "หน่วยงานยังไม่ได้ประกาศแผน เมื่อประกาศแล้วมาตรการ กำหนดเวลา และรายงานจะแสดงที่นี่",
    day: moment,
    here: "measures",
    children: (
      <>
        <h1>ยังไม่มีแผนที่ประกาศ</h1>
        <p class="prose">เมื่อหน่วยงานประกาศแผนจากตารางแล้ว มาตรการ กำหนดเวลา และรายงานทั้งหมดจะแสดงที่หน้านี้</p>
      </>
    ),
  })
}
