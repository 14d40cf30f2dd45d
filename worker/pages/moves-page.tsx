/** Did this office move dates? Every move of the year: from when to when, how far, when it was done, and why. */
import { movesPageView } from "../../shared/view/moves-page.ts"
import type { Published } from "../publish/answer/published.ts"
import { YearHeading } from "./heading.tsx"
import { documentText } from "./layout.tsx"
import { Pager, Reuse } from "./links.tsx"
import { MoveTable } from "./moves.tsx"

export function movesPage(published: Published, asked: number): string | undefined {
  const view = movesPageView(published.record, published.day, { page: asked })
  if (!view) return undefined
  const { fiscalYear, page, pages, total } = view
  const address = `/${fiscalYear}/moves`
  const title = `การเลื่อนกำหนด ปีงบประมาณ พ.ศ. ${fiscalYear}`
  const note = (
    <>
      <span class="nw">เลื่อน {total} ครั้ง</span> <span class="nw">ใน {view.measures} มาตรการ</span>
    </>
  )
  return documentText({
    title,
    day: published.day,
    year: published,
    here: "moves",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={title} note={note} />
        <div class="prose lead">
          <p>
            นับทุกครั้งที่วันครบกำหนดซึ่งเผยแพร่แล้วเปลี่ยนไป ตั้งแต่วันที่ระบบเริ่มบันทึกแผนนี้ ทั้งเลื่อนออกและเลื่อนเข้า
            การเลื่อนก่อนหน้านั้นระบบไม่ทราบ
          </p>
        </div>
        <section aria-label="การเลื่อนทุกครั้ง">
          {total === 0 ? (
            <p class="quiet">ยังไม่มีการเลื่อนกำหนด</p>
          ) : (
            <MoveTable moves={view.moves} fiscalYear={fiscalYear} />
          )}
          <Pager page={page} pages={pages} address={address} />
        </section>
        <Reuse links={[{ href: `${address}.json`, text: "JSON" }]} />
      </>
    ),
  })
}
