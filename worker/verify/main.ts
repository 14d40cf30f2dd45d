/** The page that verifies the record on the reader's own machine. The whole of it is one script, made of the verifier's own sources. */

import { textAt } from "../../shared/verify/door.ts"
import type { Words } from "../../shared/verify/fault.ts"
import { verifyRecord } from "../../shared/verify/verdict.ts"
import { type BrowserHost, browserDoor, type Part, type Progress, UnreadError } from "./browser-door.ts"
import { type Bundled, fetchBundled } from "./bundled.ts"
import { proofIn, proofReport } from "./proof-report.ts"
import { askedOf, type Language, reportOf, say } from "./report.ts"
import { element, reportElements } from "./report-elements.ts"

/** The record itself, where this page stands in a bundle: the script before this one sets it. */
const { sujaritBundle: bundled } = globalThis as { readonly sujaritBundle?: Bundled }

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
  // Nothing is asked of anybody, and there is one thing to do.
  if (bundled) void judge(form, language)
}

async function judge(form: HTMLFormElement, language: Language): Promise<void> {
  const [pasted, button] = [form.querySelector("textarea")?.value ?? "", form.querySelector("button")]
  const asked = askedOf(pasted)
  if (!asked) return tell([trouble(say(NOTHING_TO_COMPARE, language))])
  if (!globalThis.crypto?.subtle) return tell([trouble(say(NOT_SAFE, language))])
  if (button) button.disabled = true
  const progress = progressBar(language)
  show([progress.box])
  try {
    const read = bundled ? fetchBundled(bundled) : fetch.bind(globalThis)
    const host: BrowserHost = { fetch: read, subtle: crypto.subtle, wait }
    const door = browserDoor(host, progress.tell)
    const proof = proofIn(pasted)
    const report = proof
      ? await proofReport(proof, await textAt(door, "/log/vkey"), door.verifyLog, language)
      : reportOf(await verifyRecord(door, { ...asked, onlyYear: bundled?.fiscalYear }), language)
    tell(report ? reportElements(report, language) : [trouble(say(NOTHING_YET, language))])
  } catch (error) {
    const isUnread = error instanceof UnreadError
    tell([trouble(isUnread ? `${say(UNREAD, language)} ${error.message}` : say(FAILED, language))])
    if (!isUnread) throw error
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
  "อ่านจากเว็บนี้ไม่ได้ ตรวจเครือข่ายแล้วกดตรวจอีกครั้ง ที่อยู่ที่อ่านไม่ได้คือ",
  "It could not be read: check the network and try again. What could not be read is",
]
const FAILED: Words = [
  "เบราว์เซอร์นี้ตรวจให้ไม่ได้ ให้เปิดด้วยเบราว์เซอร์รุ่นใหม่กว่า หรือตรวจด้วยวิธีอื่นตามข้างล่าง",
  "This browser could not do it: open this page in a newer one, or verify by other means: below",
]
const NOTHING_YET: Words = ["เว็บนี้ยังไม่มีบันทึกที่ประกาศแล้ว", "This site has no record that was announced yet"]

function trouble(text: string): HTMLElement {
  return element("p", text, "trouble")
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

const PARTS: Readonly<Record<Part, Words>> = {
  pushes: ["อ่านแต่ละฉบับแล้ว", "Signed revisions read:"],
  tree: ["อ่านบันทึกแล้ว", "Parts of the log read:"],
  views: ["อ่านหน้าที่เผยแพร่แล้ว", "Published pages read:"],
}
const SIGNATURES: Words = ["ตรวจลายมือชื่อแล้ว", "Signatures verified:"]

function progressBar(language: Language) {
  const box = document.createElement("div")
  const text = element("p", "")
  const bar = document.createElement("progress")
  bar.ariaLabel = say(["ความคืบหน้าของการตรวจ", "How far it has come"], language)
  box.append(text, bar)
  return {
    box,
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
