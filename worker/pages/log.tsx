/** The log as a list to read: each accepted push, what it touched, and its hash. */
import { tabOf } from "../../shared/columns.ts"
import { type LeafView, type LogPageView, logPageView } from "../../shared/view/log-page.ts"
import { withPage } from "../publish/answer/address.ts"
import { pastDayOf, type Telling } from "../publish/answer/published.ts"
import { AsOf, Instant } from "./dates.tsx"
import { DayBanner } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink, Reuse } from "./links.tsx"
import { Words } from "./text.tsx"

/** Years are newest first. */
export function logViewOf({ years, part }: Telling, asked: number): LogPageView | undefined {
  const [newest] = years
  if (!newest) return undefined
  const isPast = pastDayOf(newest) !== undefined
  const records = years.map(({ record }) => record)
  return logPageView({ records, day: newest.day, isPast, asked, stretch: part?.stretch })
}

export function logPage(told: Telling, asked: number): string | undefined {
  const [newest] = told.years
  const view = logViewOf(told, asked)
  if (!newest || !view) return undefined
  const { page, pages, total } = view
  return documentOfYear(newest, {
    title: page > 1 ? `บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด หน้า ${page}` : "บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด",
    description: `บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด ${total} ฉบับ รับเมื่อใด มีกี่แถว และค่าตรวจสอบของแต่ละฉบับ เรียงจากใหม่ไปเก่า${page > 1 ? ` หน้า ${page}` : ""}`,
    here: "log",
    jsonTwin: withPage("/log.json", page),
    children: (
      <>
        <h1>
          <Words text="บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด" />
        </h1>
        <p class="meta">
          ทุกปี เรียงจากใหม่ไปเก่า · <span class="nw">{total} ฉบับ</span> ·{" "}
          <AsOf today={view.today} simulated={view.simulated} />
        </p>
        <DayBanner published={newest} />
        <Lead />
        <section aria-label="รายการฉบับ">
          <ul class="entries">
            {view.leaves.map(leaf => (
              <Leaf leaf={leaf} untold={leaf.rows.length > 0 ? "" : untoldOf(told, leaf)} />
            ))}
          </ul>
          <Pager page={page} pages={pages} address="/log" older="เก่ากว่า" newer="ใหม่กว่า" />
        </section>
        <Reuse links={[{ href: withPage("/log.json", page), text: "JSON" }]} />
      </>
    ),
  })
}

/** What a push that changed no public row said instead: which rows are held back, or something private. */
function untoldOf({ years }: Telling, { fiscalYear, revision }: LeafView): string {
  const revisions = years.find(({ record }) => record.fiscalYear === fiscalYear)?.record.revisions ?? []
  const heldIn = (sequence: number) => revisions.find(each => each.sequence === sequence)?.held ?? []
  const [before, now] = [heldIn(revision - 1), heldIn(revision)]
  const begun = now.filter(name => !before.includes(name)).length
  const mended = before.filter(name => !now.includes(name)).length
  const said = [
    begun > 0 ? `มีที่ต้องแก้เพิ่ม ${begun} แถว ข้อความเดิมยังแสดงอยู่` : "",
    mended > 0 ? `ไม่มีที่ต้องแก้แล้ว ${mended} แถว` : "",
  ].filter(words => words !== "")
  return said.join(", ") || "เฉพาะส่วนที่ไม่เปิดเผย (ที่อยู่อีเมล หรือสิ่งที่ต้องแก้)"
}

function Lead() {
  return (
    <div class="prose lead">
      <p>
        แต่ละฉบับคือการแก้ไขหนึ่งครั้งที่ลงนามด้วยกุญแจของหน่วยงาน แก้หรือลบภายหลังไม่ได้ ค่าตรวจสอบคือ SHA-256 ของส่วนที่ลงนาม{" "}
        <a href="/verify">ตรวจทั้งบันทึกด้วยเครื่องของท่าน</a>
      </p>
      <p>
        สำนักงานลงนามรับรองบันทึกทั้งหมดอีกครั้งทุกครั้งที่ติดต่อ รายการที่ยังไม่รับรองเป็นคำของเว็บเท่านั้น{" "}
        <RecordLink href="/status#log">รับรองถึงรายการใด</RecordLink>
      </p>
    </div>
  )
}

function Leaf({
  leaf: { fiscalYear, revision, acceptedAt, head, announced, rows, push },
  untold,
}: {
  leaf: LeafView
  /** Said where no public row changed. */
  untold: string
}) {
  const touched = rows.map(({ kind, count }) => `${tabOf(kind).title} ${count} แถว`).join(", ")
  return (
    <li>
      <p class="meta">
        <Instant at={acceptedAt} /> · <span class="nw">ปี {fiscalYear}</span>
      </p>
      <p>
        <a href={push}>ฉบับที่ {revision}</a> {announced ? "ประกาศครั้งแรก: " : ""}
        {touched || untold} ·{" "}
        <a class="nw" href={`${push}.tlog-proof`}>
          หลักฐานการบันทึก
        </a>
      </p>
      <p class="hash">
        <code>{head}</code>
      </p>
    </li>
  )
}
