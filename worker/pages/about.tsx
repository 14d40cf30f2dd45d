/** What this record is, and how anyone can check it. */
import type { Moment } from "../host/clock.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { DayBanner, TitledSection } from "./heading.tsx"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./links.tsx"

export function aboutPage(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "เกี่ยวกับบันทึกนี้",
    description: "บันทึกนี้มาจากไหน ใครเป็นเจ้าของ ลงนามอย่างไร และใครก็ตรวจได้เองว่าไม่มีข้อความใดถูกแก้หรือลบโดยไม่ทิ้งร่องรอย",
    day: moment,
    year,
    here: "about",
    jsonTwin: "/about.json",
    children: (
      <>
        <h1>เกี่ยวกับบันทึกนี้</h1>
        <p class="meta">
          <a href="/about?lang=en" lang="en" hreflang="en">
            English
          </a>
        </p>
        {year && pastDayOf(year) ? <DayBanner published={year} /> : null}
        <div class="prose">
          <p>
            หน้านี้แสดงมาตรการส่งเสริมคุณธรรมและความโปร่งใสที่หน่วยงานประกาศไว้ ใครรับผิดชอบ ภายในเมื่อใด ทำแล้วหรือยัง
            มีหลักฐานอะไร และมีอะไรเปลี่ยนไปตั้งแต่วันประกาศ ข้อมูลมาจากตารางที่ฝ่ายต่าง ๆ ของหน่วยงานกรอกเอง
            ระบบไม่แต่งเติมสิ่งที่ตารางไม่ได้บอก
          </p>
        </div>
        <Checking year={year} />
        <Notified />
        <TitledSection id="states" title="สถานะหมายความว่าอย่างไร">
          <div class="prose">
            <p>
              แต่ละสถานะคิดจากวันครบกำหนดและรายงานที่ระบบได้รับ ไม่มีผู้ใดเลือกเอง{" "}
              <RecordLink href="/help#states">ความหมายของแต่ละสถานะ</RecordLink>
            </p>
          </div>
        </TitledSection>
      </>
    ),
  })
}

function Notified() {
  return (
    <TitledSection id="told" title="ใครได้รับแจ้งอะไร">
      <div class="prose">
        <p>
          <a href="/notices">ทะเบียนการแจ้งเตือน</a> บอกว่าแจ้งผู้ใดในหน้าที่ใด เรื่องใด เมื่อใด โดยไม่แสดงที่อยู่อีเมล
        </p>
      </div>
    </TitledSection>
  )
}

function Checking({ year }: { year: Published | undefined }) {
  return (
    <TitledSection id="check" title="วิธีตรวจสอบ">
      <div class="prose">
        <p>
          การแก้ไขแต่ละครั้งลงนามด้วยกุญแจของหน่วยงาน และเก็บต่อกันเป็นบันทึกที่ไม่รับการแก้หรือลบ แต่ละฉบับอ้างค่าตรวจสอบ (SHA-256)
          ของฉบับก่อน ผู้ใดเก็บค่าตรวจสอบไว้ นำมาเทียบภายหลังจะรู้ว่าบันทึกถูกเปลี่ยนย้อนหลังหรือไม่
        </p>
        <p>
          <a href="/verify">ตรวจทั้งบันทึกได้จากเครื่องของท่านเอง</a> ด้วยเบราว์เซอร์หรือด้วยคำสั่ง{" "}
          <code>sujarit verify</code> ทั้งสองทางตรวจลายมือชื่อ ลำดับ เวลา และทุกแถวที่เผยแพร่ แล้วบอกว่าพิสูจน์อะไรได้
          อะไรไม่ได้
        </p>
        {year ? <Sources year={year} /> : null}
      </div>
    </TitledSection>
  )
}

/** What everything is verified with. */
function Sources({ year }: { year: Published }) {
  const { fiscalYear } = year.record
  return (
    <ul class="links contents">
      <li>
        <RecordLink href="/log">บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด พร้อมค่าตรวจสอบ</RecordLink>
      </li>
      {pastDayOf(year) === undefined ? (
        <li>
          <a href={`/${fiscalYear}/bundle.zip`}>
            ชุดตรวจสอบของปี {fiscalYear} ไฟล์เดียว เปิดตรวจได้โดยไม่ต้องต่ออินเทอร์เน็ต (ZIP)
          </a>
        </li>
      ) : null}
      <li>
        <a href={`/api/v1/pushes/${fiscalYear}`}>บันทึกที่ลงนามทุกฉบับของปี {fiscalYear} (JSON)</a>
      </li>
      <li>
        <a href="/.well-known/jwks.json">กุญแจสาธารณะที่ใช้ตรวจลายมือชื่อ (JWKS)</a>
      </li>
      <li>
        <a href="/status#keys">กุญแจใดใช้อยู่ เลิกใช้แล้ว หรือแจ้งว่าอาจอยู่ในมือผู้อื่น</a>
      </li>
    </ul>
  )
}
