/** The record verified on the reader's own machine: what the script stands in, and what to do without it. */
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./links.tsx"
import { verifyScript } from "./verify-script.ts"

export const VERIFY_PATH = "/verify"

type VerifyPlace = {
  readonly origin: string
  /** As `/log/vkey` has it; undefined in an office whose log has no key, or while the database is silent. */
  readonly vkey: string | undefined
}

export function verifyPage(moment: Moment, year: Published | undefined, place: VerifyPlace): string {
  return documentText({
    title: "ตรวจบันทึก",
    description:
      "ตรวจทั้งบันทึกด้วยเครื่องของท่านเอง: ลายมือชื่อ ลำดับ เวลา และทุกแถวที่เผยแพร่ตรงกับที่หน่วยงานลงนามหรือไม่ และต่อจากสิ่งที่ท่านเก็บไว้หรือไม่",
    day: moment,
    year,
    here: "verify",
    children: (
      <>
        <h1>ตรวจบันทึกด้วยเครื่องของท่าน</h1>
        <p class="meta">
          <a href="/verify?lang=en" lang="en" hreflang="en">
            English
          </a>
        </p>
        <div class="prose">
          <p>
            เบราว์เซอร์ของท่านจะอ่านบันทึกทั้งหมดจากเว็บนี้ แล้วตรวจเองว่าลายมือชื่อ ลำดับ เวลา
            และทุกแถวที่เผยแพร่ตรงกับที่หน่วยงานลงนาม ไม่ส่งสิ่งใดออกไป และไม่ต้องเข้าสู่ระบบ
          </p>
          <p id="without-script">หน้านี้ต้องใช้สคริปต์ ถ้าไม่เห็นปุ่ม “ตรวจบันทึก” ให้ตรวจด้วยวิธีอื่นตามข้างล่าง</p>
        </div>
        <VerifyForm
          label="สิ่งที่เก็บไว้ (ถ้ามี)"
          hint="วางบรรทัดค่าตรวจสอบท้ายอีเมลสรุป จุดตรวจ หรือกุญแจที่เคยเก็บ เพื่อดูว่าบันทึกต่อจากนั้นจริง หรือวางหลักฐานการบันทึกทั้งไฟล์ เพื่อดูว่าข้อความนั้นอยู่ในบันทึกตั้งแต่เมื่อใด"
          button="ตรวจบันทึก"
        />
        <OtherWays origin={place.origin} year={year} />
        <section aria-labelledby="log-key">
          <h2 id="log-key">กุญแจของบันทึก</h2>
          <div class="prose">
            <LogKey
              vkey={place.vkey}
              keep="ลายมือชื่อของจุดตรวจตรวจด้วยกุญแจนี้ เก็บไว้ในที่ของท่านเอง ถ้าวันหนึ่งเว็บนี้แสดงกุญแจอื่น ให้ถามหน่วยงาน"
              none="ขณะนี้ไม่มีกุญแจของบันทึกให้แสดง การตรวจใช้ลายมือชื่อของหน่วยงานในแต่ละฉบับ"
            />
          </div>
        </section>
        <Script />
      </>
    ),
  })
}

type OtherWaysProps = { readonly origin: string; readonly year: Published | undefined }

function OtherWays({ origin, year }: OtherWaysProps) {
  return (
    <section aria-labelledby="other-ways">
      <h2 id="other-ways">ตรวจด้วยวิธีอื่น</h2>
      <div class="prose">
        <p>
          หน้านี้มาจากเว็บเดียวกับที่ตรวจ ผู้ที่ไม่ต้องการเชื่อเว็บนี้เลยให้ติดตั้งโปรแกรม Sujarit ในเครื่องของตนแล้วสั่ง{" "}
          <code>sujarit verify {origin}</code> หรือเขียนโปรแกรมตรวจเองตามรูปแบบใน <code>docs/format.md</code>{" "}
          ของโปรแกรมนั้น ทุกอย่างที่ใช้ตรวจเปิดให้อ่านโดยไม่ต้องเข้าสู่ระบบ
        </p>
        <Addresses
          year={year}
          log="บันทึกทั้งหมด พร้อมค่าตรวจสอบ"
          note="จุดตรวจล่าสุดที่ลงนาม"
          keys="กุญแจสาธารณะของหน่วยงาน"
          bundle="ชุดตรวจสอบทั้งปีเป็นไฟล์เดียว เปิดตรวจได้โดยไม่ต้องต่ออินเทอร์เน็ต"
        />
      </div>
    </section>
  )
}

export function verifyInEnglish(moment: Moment, year: Published | undefined, place: VerifyPlace): string {
  return documentText({
    title: "Verify this record",
    description:
      "Verify all of this record on your own machine: signatures, order, times, every published row, and that it goes on from what you kept.",
    day: moment,
    year,
    here: "verify",
    children: (
      <div lang="en">
        <h1>Verify this record on your own machine</h1>
        <p class="meta">
          <a href="/verify" lang="th" hreflang="th">
            ภาษาไทย
          </a>
        </p>
        <div class="prose">
          <p>
            Your browser reads the whole record from this site and checks for itself that the signatures,
            order, times and every published row are what the office signed. It sends nothing, and you need
            not log in.
          </p>
          <p id="without-script">
            This page needs scripts. If you see no “Verify” button, use one of the other means below.
          </p>
        </div>
        <VerifyForm
          label="What you kept (if anything)"
          hint="Paste the hash from the foot of a summary mail, a checkpoint or the log's key, if you kept one, to see that the record continues from it; or the whole proof of a text, to see that it is in the log, and since when."
          button="Verify"
        />
        <OtherMeans origin={place.origin} year={year} />
        <h2>The log's key</h2>
        <div class="prose">
          <LogKey
            vkey={place.vkey}
            keep="Checkpoints are signed with this key. Keep it: if this site one day shows another, ask the office why."
            none="The log's key cannot be shown just now. The office's signatures are verified all the same."
          />
        </div>
        <Script />
      </div>
    ),
  })
}

function OtherMeans({ origin, year }: OtherWaysProps) {
  return (
    <>
      <h2>By other means</h2>
      <div class="prose">
        <p>
          This page comes from the very site it judges. If you would rather not trust it, install Sujarit and
          run <code>sujarit verify {origin}</code>, or write a verifier of your own from that program's{" "}
          <code>docs/format.md</code>.
        </p>
        <Addresses
          year={year}
          log="Every signed revision and its hash (in Thai)"
          note="The newest checkpoint"
          keys="Public keys of the office"
          bundle="All that proves a year in one file, to verify with the network off"
        />
      </div>
    </>
  )
}

type FormWords = { readonly label: string; readonly hint: string; readonly button: string }

/** Shown by the script, without which its button would do nothing. */
function VerifyForm({ label, hint, button }: FormWords) {
  return (
    <>
      <form id="verify" class="press field verify" hidden>
        <label for="kept">{label}</label>
        <textarea id="kept" rows={3} autocomplete="off" aria-describedby="kept-hint" />
        <p id="kept-hint" class="small quiet">
          {hint}
        </p>
        <button type="submit">{button}</button>
      </form>
      <div id="verdict" />
    </>
  )
}

type AddressWords = { readonly [each in "log" | "note" | "keys" | "bundle"]: string }
type AddressesProps = AddressWords & { readonly year: Published | undefined }

function Addresses({ year, log, note, keys, bundle }: AddressesProps) {
  return (
    <ul class="links contents">
      <li>
        <RecordLink href="/log">{log}</RecordLink>
      </li>
      <li>
        <a href="/log/checkpoint">{note}</a>
      </li>
      <li>
        <a href="/.well-known/jwks.json">{keys} (JWKS)</a>
      </li>
      {year ? (
        <li>
          <a href={`/${year.record.fiscalYear}/bundle.zip`}>{bundle} (ZIP)</a>
        </li>
      ) : null}
    </ul>
  )
}

type LogKeyProps = Pick<VerifyPlace, "vkey"> & { readonly keep: string; readonly none: string }

function LogKey({ vkey, keep, none }: LogKeyProps) {
  if (vkey === undefined) return <p>{none}</p>
  return (
    <>
      <p>{keep}</p>
      <p class="hash">
        <a href="/log/vkey">
          <code>{vkey}</code>
        </a>
      </p>
    </>
  )
}

function Script() {
  const { file, integrity } = verifyScript()
  return <script defer src={`/assets/${file}`} integrity={integrity} />
}
