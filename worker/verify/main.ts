/** The page that verifies the record on the reader's own machine. The whole of it is one script, made of the verifier's own sources. */
import type { Words } from "../../shared/verify/fault.ts"
import { type Verdict, verifyRecord } from "../../shared/verify/verdict.ts"
import { browserDoor, type Part, type Progress, UnreadError } from "./browser-door.ts"
import { askedOf, type Language, type Report, reportOf, say } from "./report.ts"

const form = document.querySelector<HTMLFormElement>("#verify")
if (form) begin(form)

function begin(form: HTMLFormElement): void {
  const language: Language = form.closest<HTMLElement>("[lang]")?.lang === "en" ? "en" : "th"
  document.querySelector("#without-script")?.remove()
  form.hidden = false
  form.addEventListener("submit", event => {
    event.preventDefault()
    void judge(form, language)
  })
}

async function judge(form: HTMLFormElement, language: Language): Promise<void> {
  const [kept, button] = [form.querySelector("textarea"), form.querySelector("button")]
  const asked = askedOf(kept?.value ?? "")
  if (!asked) return tell([paragraph(say(NOTHING_TO_COMPARE, language), "trouble")])
  if (!globalThis.crypto?.subtle) return tell([paragraph(say(NOT_SAFE, language), "trouble")])
  if (button) button.disabled = true
  const progress = progressBar(language)
  show([progress.element])
  try {
    const host = { fetch: fetch.bind(globalThis), subtle: crypto.subtle, wait }
    const verdict = await verifyRecord(browserDoor(host, progress.tell), asked)
    tell(verdictElements(verdict, language))
  } catch (error) {
    if (!(error instanceof UnreadError)) throw error
    tell([paragraph(`${say(UNREAD, language)} ${error.message}`, "trouble")])
  } finally {
    if (button) button.disabled = false
  }
}

const NOTHING_TO_COMPARE: Words = [
  "ข้อความที่วางไม่มีจุดตรวจ ค่าตรวจสอบ หรือกุญแจ ให้วางทั้งบรรทัดจากอีเมล หรือเว้นว่างไว้",
  "What was pasted has no checkpoint, hash or key: paste the whole line of a mail, or leave it blank",
]
const NOT_SAFE: Words = [
  "เบราว์เซอร์ตรวจลายมือชื่อให้เฉพาะหน้าที่เปิดด้วย https ให้เปิดหน้านี้ด้วย https แล้วกดตรวจอีกครั้ง",
  "A browser verifies signatures only for pages opened over https: open this page so, and try again",
]
const UNREAD: Words = [
  "อ่านจากเว็บนี้ไม่ได้ ตรวจเครือข่ายแล้วกดตรวจอีกครั้ง สิ่งที่อ่านแล้วไม่ต้องอ่านใหม่",
  "It could not be read: check the network and try again; what was read is not read anew. Address:",
]
const NOTHING_YET: Words = ["เว็บนี้ยังไม่มีบันทึกที่ประกาศแล้ว", "This site has no record that was announced yet"]

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

const PARTS: Readonly<Record<Part, Words>> = {
  pushes: ["อ่านฉบับที่ลงนามแล้ว", "Signed revisions read:"],
  tree: ["อ่านบันทึกแล้ว", "Parts of the log read:"],
  views: ["อ่านหน้าที่เผยแพร่แล้ว", "Published pages read:"],
}
const SIGNATURES: Words = ["ตรวจลายมือชื่อแล้ว", "Signatures verified:"]

function progressBar(language: Language) {
  const element = document.createElement("div")
  const text = paragraph("")
  const bar = document.createElement("progress")
  bar.ariaLabel = say(["ความคืบหน้าของการตรวจ", "How far it has come"], language)
  element.append(text, bar)
  return {
    element,
    tell: (progress: Progress) => {
      if (progress.part === "signatures") {
        text.textContent = `${say(SIGNATURES, language)} ${progress.done}`
        bar.removeAttribute("value")
        return
      }
      const { part, done, of } = progress
      text.textContent = `${say(PARTS[part], language)} ${done} ${say(["จาก", "of"], language)} ${of}`
      bar.max = of
      bar.value = done
    },
  }
}

function verdictElements(verdict: Verdict, language: Language): HTMLElement[] {
  const report = reportOf(verdict, language)
  if (!report) return [paragraph(say(NOTHING_YET, language), "trouble")]
  return [
    paragraph(report.headline, report.holds ? "verdict answer-met" : "verdict trouble"),
    ...faultElements(report, language),
    ...list(["สิ่งที่พิสูจน์แล้ว", "What was proved"], report.proved, language),
    ...list(["สิ่งที่พิสูจน์ไม่ได้", "What could not be proved"], report.unproved, language),
    ...keepElements(report, language),
  ]
}

function faultElements({ faults, more }: Report, language: Language): HTMLElement[] {
  if (faults.length === 0) return []
  const lines = faults.map(({ place, address, says }) => {
    const line = document.createElement("li")
    const code = document.createElement("code")
    code.textContent = address
    const where = paragraph("", "hash")
    where.append(code)
    line.append(paragraph(`${place}: ${says}`), where)
    return line
  })
  const rest = paragraph(`${say(["และอีก", "and"], language)} ${more} ${say(["แห่ง", "more"], language)}`)
  return [
    heading(say(["สิ่งที่ไม่ตรง", "What does not hold"], language)),
    listOf(lines),
    ...(more > 0 ? [rest] : []),
  ]
}

function list(title: Words, texts: readonly string[], language: Language): HTMLElement[] {
  if (texts.length === 0) return []
  const lines = texts.map(text => {
    const line = document.createElement("li")
    line.textContent = text
    return line
  })
  return [heading(say(title, language)), listOf(lines)]
}

function listOf(lines: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("ul")
  element.className = "entries"
  element.append(...lines)
  return element
}

function keepElements({ keep }: Report, language: Language): HTMLElement[] {
  if (keep === "") return []
  const text = document.createElement("pre")
  text.textContent = keep
  text.tabIndex = 0
  return [heading(say(["เก็บไว้ตรวจครั้งหน้า", "Keep for the next time"], language)), text]
}

function heading(text: string): HTMLElement {
  const element = document.createElement("h3")
  element.textContent = text
  return element
}

function paragraph(text: string, className = ""): HTMLElement {
  const element = document.createElement("p")
  element.className = className
  element.textContent = text
  return element
}

/** What is said stands where a reader is led to, by eye and by ear. */
function tell(elements: readonly HTMLElement[]): void {
  show(elements)
  const [first] = elements
  if (!first) return
  first.tabIndex = -1
  first.focus()
}

function show(elements: readonly HTMLElement[]): void {
  document.querySelector("#verdict")?.replaceChildren(...elements)
}
