/** A report as elements of the page: texts alone, never HTML. */
import type { Words } from "../../shared/verify/fault.ts"
import { type Language, type Report, say } from "./report.ts"

export function reportElements(report: Report, language: Language): HTMLElement[] {
  const { holds, headline, proved, unproved } = report
  return [
    element("h2", headline, holds ? "answer-met" : "trouble"),
    ...faultElements(report, language),
    ...listElements(
      ["สิ่งที่พิสูจน์แล้ว", "What was proved"],
      proved.map(text => element("li", text)),
      language,
    ),
    ...listElements(
      ["สิ่งที่พิสูจน์ไม่ได้", "What could not be proved"],
      unproved.map(text => element("li", text)),
      language,
    ),
    ...keepElements(report, language),
  ]
}

function faultElements({ faults, more }: Report, language: Language): HTMLElement[] {
  const lines = faults.map(({ place, address, says }) => {
    const where = element("p", "", "hash")
    where.append(element("code", address))
    const line = element("li", "")
    line.append(element("p", `${place}: ${says}`), where)
    return line
  })
  const rest = say([`และอีก ${more} แห่ง`, `and ${more} more`], language)
  return [
    ...listElements(["สิ่งที่ไม่ตรง", "What does not hold"], lines, language),
    ...(more > 0 ? [element("p", rest)] : []),
  ]
}

function keepElements({ keep }: Report, language: Language): HTMLElement[] {
  if (keep === "") return []
  const text = element("pre", keep, "kept")
  const copy = element("button", say(["คัดลอกทั้งหมด", "Copy all of it"], language))
  // What stands on the button is what a screen reader says when it changes.
  copy.ariaLive = "polite"
  copy.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(keep).then(
      () => true,
      () => false,
    )
    copy.textContent = say(isCopied ? COPIED : NOT_COPIED, language)
  })
  const box = element("p", "", "press")
  box.append(copy)
  return [element("h3", say(["เก็บไว้ตรวจครั้งหน้า", "Keep for the next time"], language)), text, box]
}

const COPIED: Words = ["คัดลอกแล้ว", "Copied"]
const NOT_COPIED: Words = [
  "เบราว์เซอร์ไม่ให้คัดลอก ให้เลือกข้อความเอง",
  "The browser forbids it: select the text yourself",
]

/** Nothing where the list is empty. */
function listElements(title: Words, lines: readonly HTMLElement[], language: Language): HTMLElement[] {
  if (lines.length === 0) return []
  const list = element("ul", "", "entries")
  list.append(...lines)
  return [element("h3", say(title, language)), list]
}

export function element(name: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}
