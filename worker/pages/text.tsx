/** Official words as they were written: their lines, their items, and no line broken where Thai may not break. */

/** Item markers of a published plan: `1. `, `๑. `, `(2) `, `- `, `• `. */
const ITEM = /^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–•])\s/

const MONTH =
  "(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|(?:ม\\.ค|ก\\.พ|มี\\.ค|เม\\.ย|พ\\.ค|มิ\\.ย|ก\\.ค|ส\\.ค|ก\\.ย|ต\\.ค|พ\\.ย|ธ\\.ค)\\.)"

/** What line breaking by dictionary cuts wrongly: dates, years of the era, numbers with their unit, a few words. */
const FIGURES = [
  `[0-9๐-๙]{1,2}\\s${MONTH}`,
  "พ\\.ศ\\.\\s?[0-9๐-๙]{4}",
  "[0-9๐-๙.,]+\\s(?:วัน|เดือน|ปี|ครั้ง|ฝ่าย|งวด)",
  "สขร\\.\\s?[0-9๐-๙]",
]
const REPEATED = "[ก-๛]{1,8}\\sๆ|[ก-๛]{1,8}ๆ"
const WORDS =
  "การเตรียม|โดยผู้อำนวยการเขต|ผู้อำนวยการเขต|ที่รับผิดชอบ|ธรรมาภิบาล|หลักฐาน|เทศกิจ|หน่วยงาน|กำหนด|รายงาน|ทุก(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี|ฝ่าย)"

const UNBROKEN = new RegExp([...FIGURES, WORDS].join("|"), "g")
/** Tried at every character, a repetition costs five times all the others: only where its sign stands. */
const UNBROKEN_REPEATED = new RegExp([...FIGURES, REPEATED, WORDS].join("|"), "g")

/** A text with its unbreakable pieces marked. */
export function Words({ text }: { text: string }) {
  const parts = []
  let from = 0
  for (const match of text.matchAll(text.includes("ๆ") ? UNBROKEN_REPEATED : UNBROKEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index))
    parts.push(<span class="nw">{match[0]}</span>)
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return <>{parts}</>
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

const LINK = /https:\/\/[^\s"<>]+/g

/** What was given as evidence. Only https becomes a link, named by where it leads; the rest is a document's name. */
export function Evidence({ text }: { text: string }) {
  const parts = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    if (match.index > from) parts.push(<Words text={text.slice(from, match.index)} />)
    parts.push(<EvidenceLink href={match[0]} />)
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push(<Words text={text.slice(from)} />)
  return <>{parts}</>
}

export function EvidenceLink({ href }: { href: string }) {
  return (
    <a href={href} rel="noopener nofollow ugc">
      {hostOf(href)}
    </a>
  )
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host : href
}
