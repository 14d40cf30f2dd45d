/** Official words as they were written: their lines, their items, and no line broken where Thai may not break. */
import type { Child } from "hono/jsx"
import { withDigits } from "../../shared/date/thai-date.ts"
import { unbrokenWords } from "../../shared/row/office-kind.ts"

/** Item markers of a published plan: `1. `, `๑. `, `(2) `, `- `, `• `. */
const ITEM = /^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–•])\s/

const SHORT_MONTH = "(?:ม\\.ค|ก\\.พ|มี\\.ค|เม\\.ย|พ\\.ค|มิ\\.ย|ก\\.ค|ส\\.ค|ก\\.ย|ต\\.ค|พ\\.ย|ธ\\.ค)\\."
const MONTH = `(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|${SHORT_MONTH})`

/** What line breaking by dictionary cuts wrongly: dates, years of the era, numbers with their unit, a few words. */
const FIGURES = [
  `[0-9๐-๙]{1,2}\\s${MONTH}`,
  "พ\\.ศ\\.\\s?[0-9๐-๙]{4}",
  "[0-9๐-๙.,]+\\s(?:วัน|เดือน|ปี|ครั้ง|ฝ่าย|งวด)",
  "สขร\\.\\s?[0-9๐-๙]",
]
const REPEATED = "[ก-๛]{1,8}\\sๆ|[ก-๛]{1,8}ๆ"
const NAMES = unbrokenWords()
const WORDS = `การเตรียม|${NAMES.words.join("|")}|ที่รับผิดชอบ|ธรรมาภิบาล|หลักฐาน|หน่วยงาน|กำหนด|รายงาน|ทุก(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี|ฝ่าย)`

/** Kept whole on a screen; on paper, whose sheets are cut beforehand, the columns are too narrow for them. */
const ON_SCREEN = [
  `(?:[0-9๐-๙]{1,2}\\s)?${SHORT_MONTH}\\s[0-9๐-๙]{4}`,
  "[0-9]+\\sจาก\\s[0-9]+",
  "[0-9]{4}-[0-9]{2}-[0-9]{2}",
  "SHA-256",
  NAMES.names.join("|"),
  "เจ้าหน้าที่|เจ้าภาพ|เจ้าของ|ดำเนินการ|จัดซื้อจัดจ้าง|ลายลักษณ์อักษร|รายละเอียด|ผลประโยชน์|ตรวจสอบ|มอบหมาย|ปฏิบัติงาน|ปีงบประมาณ",
  "ลายมือชื่อ|ดิจิทัล|ร้องเรียน|ส่งเสริม|อย่างไร|งบประมาณ|[A-Za-z]{1,12}\\s-\\s[A-Za-z]{1,12}",
].join("|")

const UNBROKEN = new RegExp([`(${ON_SCREEN})`, ...FIGURES, WORDS].join("|"), "g")
/** Tried at every character, a repetition costs five times all the others: only where its sign stands. */
const UNBROKEN_REPEATED = new RegExp([`(${ON_SCREEN})`, ...FIGURES, REPEATED, WORDS].join("|"), "g")

/** A text with its unbreakable pieces marked. */
export function Words({ text }: { text: string }) {
  const parts = []
  let from = 0
  for (const match of text.matchAll(text.includes("ๆ") ? UNBROKEN_REPEATED : UNBROKEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index))
    parts.push(<span class={match[1] === undefined ? "nw" : "ws"}>{match[0]}</span>)
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return <>{parts}</>
}

/** How the system reads a text about dates, beside the text. */
export function Understood({ text }: { text: string }) {
  if (!text) return null
  return (
    <p class="small quiet">
      ระบบเข้าใจว่า: <Words text={withDigits(text, "ascii")} />
    </p>
  )
}

/** One more piece of a line, whole; its dot stays behind at the end of a line. */
export function Further({ class: name, children }: { class?: string; children?: Child }) {
  return (
    <>
      {" "}
      · <span class={name ? `nw ${name}` : "nw"}>{children}</span>
    </>
  )
}

/** Pieces of a line, and what stands between them. */
export function Joined({ by, pieces }: { by: string; pieces: readonly Child[] }) {
  return <>{pieces.flatMap((piece, index) => (index > 0 ? [by, piece] : [piece]))}</>
}

/** A text of several lines: a lead-in, then items with their markers hanging. */
export function Lines({ text }: { text: string }) {
  const lines = text.split("\n").filter(line => line.trim() !== "")
  return (
    <div class="lines">
      {lines.map(line => (
        <p class={ITEM.test(line) ? "item" : undefined}>
          <Words text={line} />
        </p>
      ))}
    </div>
  )
}
