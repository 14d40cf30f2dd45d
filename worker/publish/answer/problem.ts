/** What goes wrong, as RFC 9457 problem details in Thai and English, or as a page for those who asked for one. */
import type { Context } from "hono"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import type { AppEnv } from "../../app-env.ts"
import type { Moment } from "../../host/clock.ts"

/** The closed list of what a reader can be refused for. A push has its own: `ingest/refusal.ts`. */
const PROBLEMS = {
  notFound: { status: 404, th: "ไม่พบสิ่งที่ขอ", en: "Not found" },
  linkOver: {
    status: 410,
    th: "ลิงก์นี้ใช้ไม่ได้แล้ว",
    en: "This link is over",
  },
  badDay: { status: 400, th: "ดูข้อมูล ณ วันที่นี้ไม่ได้", en: "There is no record of this day" },
  methodNotAllowed: { status: 405, th: "ใช้วิธีเรียกนี้กับที่อยู่นี้ไม่ได้", en: "This method is not allowed here" },
  simulatedHere: {
    status: 421,
    th: "ระบบนี้ใช้วันจำลอง เปิดได้เฉพาะในเครื่องนี้",
    en: "The day is simulated here: only this machine is served",
  },
  notDated: {
    status: 400,
    th: "ที่อยู่นี้ดูย้อนหลังไม่ได้ ให้ตัด ?at= ออก",
    en: "This address has no past days: leave out ?at=",
  },
  tooLong: {
    status: 422,
    th: "ปีนี้มีการแก้ไขเกิน 20,000 บรรทัด จึงย้อนดูทั้งปีในครั้งเดียวไม่ได้ ให้เปิดทีละหน้าที่ /changes หรือตรวจจากบันทึกที่ /log",
    en: "The log of this year has over 20,000 lines, which is more than one request may read back: see /changes page by page, or the log itself at /log",
  },
  bundleTooLong: {
    status: 422,
    th: "ชุดตรวจสอบของปีนี้ใหญ่เกินกว่าที่เว็บทำให้ได้ในครั้งเดียว ให้ทำในเครื่องด้วยคำสั่ง sujarit bundle",
    en: "The bundle of this year is more than this site can make at once: make it with the command sujarit bundle",
  },
  unknownQuery: {
    status: 400,
    th: "ที่อยู่นี้ไม่รู้จักสิ่งที่ถามต่อท้าย",
    en: "This address does not know a parameter of the query",
  },
  notSigned: {
    status: 403,
    th: "คำขอนี้ต้องลงนามด้วยกุญแจของสำนักงาน",
    en: "This request must be signed with the office's key",
  },
  tooMany: {
    status: 429,
    th: "ส่งมาถี่เกินไป โปรดรอหนึ่งนาทีแล้วส่งใหม่",
    en: "Too many requests: wait a minute and send again",
  },
  databaseDown: {
    status: 503,
    th: "ฐานข้อมูลไม่ตอบ โปรดลองใหม่ในอีกสักครู่",
    en: "The database does not answer; please try again in a moment",
  },
  failed: { status: 500, th: "ระบบขัดข้อง โปรดลองใหม่", en: "Something failed here; please try again" },
} as const
type ProblemCode = keyof typeof PROBLEMS
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]

export function problem(c: Context<AppEnv>, code: ProblemCode, detail?: string): Response {
  return problemDetails(c, code, PROBLEMS[code], detail)
}

type Words<Status extends number> = { readonly status: Status; readonly th: string; readonly en: string }

/** A problem of any list of codes, in its words. */
export function problemDetails<Status extends ContentfulStatusCode>(
  c: Context<AppEnv>,
  code: string,
  { status, th, en }: Words<Status>,
  detail?: string,
): Response {
  const body = {
    type: `urn:sujarit:problem:${code}`,
    title: th,
    titleEn: en,
    status,
    code,
    requestId: c.get("requestId"),
    ...(detail === undefined ? {} : { detail }),
  }
  c.header("Cache-Control", "no-store")
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" })
}

export function notFound(c: Context<AppEnv>, sentence?: string): Promise<Response> {
  return refusal(c, "notFound", sentence)
}

/** A page for a reader, problem details for a program. */
export async function refusal(c: Context<AppEnv>, code: ProblemCode, sentence?: string): Promise<Response> {
  // Unset where the request failed before it was known.
  const moment: Moment | undefined = c.get("moment")
  if (!moment || !wantsPage(c)) return problem(c, code, sentence)
  c.header("Cache-Control", "no-store")
  const title = code === "notFound" ? "ไม่พบหน้านี้" : PROBLEMS[code].th
  // A host that is not served is told nothing of the record, and where this machine serves it.
  const elsewhere = code === "simulatedHere" ? c.get("config").origin : undefined
  const page = await c.get("refusalPage")({ moment, title, sentence, elsewhere })
  return c.html(page, PROBLEMS[code].status)
}

function wantsPage(c: Context<AppEnv>): boolean {
  const isData = c.req.path.startsWith("/api/") || /\.[a-z0-9]+$/.test(c.req.path)
  return !isData && (c.req.header("Accept") ?? "").includes("text/html")
}
