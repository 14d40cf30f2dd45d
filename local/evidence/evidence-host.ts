/**
 * A stand-in for the web that evidence lies on: one host that does what real ones do to whoever opens a link. The local
 * Worker reaches it in place of the network; `/evidence` of the local office lists its addresses, to be pasted into a cell.
 */
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"

export const EVIDENCE_HOST = "evidence.bangsommut.example"

/** An answer before a runtime makes a response of it. */
type EvidenceAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | ReadableStream<Uint8Array> | null
}

type Behaviour = {
  /** A path on the host; `YYYY-MM-DD` stands for a day such as `2023-06-20`. */
  readonly path: string
  readonly says: string
  readonly answer: (path: string, today: IsoDate) => EvidenceAnswer
}

const file = (text: string): EvidenceAnswer => ({
  status: 200,
  headers: { "Content-Type": "application/pdf" },
  body: `%PDF-1.4\n% ${text}\n`,
})
const page = (title: string, body: string): EvidenceAnswer => ({
  status: 200,
  headers: { "Content-Type": "text/html; charset=utf-8" },
  body: `<!doctype html><title>${title}</title><p>${body}</p>`,
})
const status = (code: number): EvidenceAnswer => ({
  status: code,
  headers: { "Content-Type": "text/plain" },
  body: String(code),
})
const redirect = (location: string): EvidenceAnswer => ({
  status: 302,
  headers: { Location: location },
  body: null,
})

const REPORT = file("รายงานผล")
const LOG_IN = redirect("https://accounts.google.com/ServiceLogin?service=wise&passive=1209600")

/** What it is before a day, and from that day on. */
const turning =
  (before: EvidenceAnswer, after: EvidenceAnswer): Behaviour["answer"] =>
  (path, today) => {
    const day = parseIsoDate(path.split("/")[2] ?? "")
    return day !== undefined && today >= day ? after : before
  }

export const BEHAVIOURS: readonly Behaviour[] = [
  { path: "/report.pdf", says: "ไฟล์ที่ทุกคนเปิดได้", answer: () => REPORT },
  { path: "/page", says: "หน้าเว็บที่ทุกคนเปิดได้", answer: () => page("ผลการดำเนินงาน", "ดำเนินการแล้ว") },
  { path: "/far", says: "ส่งต่อสองครั้ง แล้วเปิดได้", answer: () => redirect("/farther") },
  { path: "/farther", says: "ส่งต่อหนึ่งครั้ง แล้วเปิดได้", answer: () => redirect("report.pdf") },
  { path: "/private", says: "ส่งต่อไปหน้าเข้าสู่ระบบของ Google", answer: () => LOG_IN },
  { path: "/locked", says: "ตอบ 401", answer: () => status(401) },
  { path: "/forbidden", says: "ตอบ 403", answer: () => status(403) },
  {
    path: "/members",
    says: "หน้าเว็บที่ถามรหัสผ่าน",
    answer: () => page("เข้าสู่ระบบ", '<form><input name="user"><input type="password" name="pass"></form>'),
  },
  {
    path: "/corner",
    says: "หน้าเว็บที่เปิดได้ มีช่องรหัสผ่านของเจ้าหน้าที่อยู่มุมหนึ่ง",
    answer: () => page("ผลการดำเนินงาน", 'ดำเนินการแล้ว <form><input type="password" name="pass"></form>'),
  },
  { path: "/shared-on/YYYY-MM-DD", says: "ต้องเข้าสู่ระบบ จนถึงวันนั้นจึงเปิดได้", answer: turning(LOG_IN, REPORT) },
  { path: "/closed-on/YYYY-MM-DD", says: "เปิดได้ จนถึงวันนั้นต้องเข้าสู่ระบบ", answer: turning(REPORT, LOG_IN) },
  { path: "/gone", says: "ตอบ 404", answer: () => status(404) },
  { path: "/gone-on/YYYY-MM-DD", says: "เปิดได้ จนถึงวันนั้นตอบ 410", answer: turning(REPORT, status(410)) },
  {
    path: "/changed-on/YYYY-MM-DD",
    says: "เป็นอีกไฟล์ตั้งแต่วันนั้น",
    answer: turning(REPORT, file("รายงานผล ฉบับแก้ไข")),
  },
  {
    path: "/rewritten-on/YYYY-MM-DD",
    says: "หน้าเว็บที่เป็นข้อความอื่นตั้งแต่วันนั้น",
    answer: turning(page("ผลการดำเนินงาน", "ดำเนินการแล้ว"), page("ผลการดำเนินงาน", "อยู่ระหว่างดำเนินการ")),
  },
  {
    path: "/counter",
    says: "หน้าเว็บที่ไม่เหมือนเดิมทุกวัน",
    answer: (_path, today) => page("ผลการดำเนินงาน", `ดำเนินการแล้ว วันนี้ ${today}`),
  },
  { path: "/down", says: "ตอบ 503", answer: () => status(503) },
  { path: "/down-on/YYYY-MM-DD", says: "เปิดได้ จนถึงวันนั้นตอบ 503", answer: turning(REPORT, status(503)) },
  {
    path: "/slow",
    says: "ตอบช้าจนหมดเวลา",
    answer: () => streamed(60, () => waited(1000).then(() => new Uint8Array(1))),
  },
  {
    path: "/huge",
    says: "ไฟล์ใหญ่เกินกว่าที่ระบบอ่านทั้งไฟล์",
    answer: () => streamed(512, async () => new Uint8Array(65_536)),
  },
  { path: "/loop", says: "ส่งต่อมาที่เดิม", answer: () => redirect("/loop") },
  {
    path: "/inside",
    says: "ส่งต่อเข้าไปในเครือข่ายภายใน",
    answer: () => redirect("https://192.168.1.10/report.pdf"),
  },
]

/** Undefined for another host: there is no network behind this one. */
export function evidenceAnswer(address: string, today: IsoDate): EvidenceAnswer | undefined {
  const url = URL.parse(address)
  if (url?.host !== EVIDENCE_HOST) return undefined
  const found = BEHAVIOURS.find(({ path }) => firstPart(path) === firstPart(url.pathname))
  return found ? found.answer(url.pathname, today) : status(404)
}

function firstPart(path: string): string | undefined {
  return path.split("/")[1]
}

/** Chunk after chunk; it ends, for whoever stops reading does not always say so to this side. */
function streamed(chunks: number, chunk: () => Promise<Uint8Array>): EvidenceAnswer {
  let left = chunks
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (left-- > 0) controller.enqueue(await chunk())
      else controller.close()
    },
  })
  return { status: 200, headers: { "Content-Type": "application/octet-stream" }, body }
}

/** Nobody who closes the office waits for it. */
function waited(ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer: unknown = setTimeout(resolve, ms)
    if (timer instanceof Object && "unref" in timer && typeof timer.unref === "function") timer.unref()
  })
}
