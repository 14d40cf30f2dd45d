/** What goes wrong, as RFC 9457 problem details in Thai and English, or as a page for those who asked for one. */
import type { Context } from "hono"
import type { AppEnv } from "../app.ts"
import { refusalPage } from "../pages/refusal.tsx"

const PROBLEMS = {
  notFound: { status: 404, th: "ไม่พบสิ่งที่ขอ", en: "Not found" },
  badDay: { status: 400, th: "ดูข้อมูล ณ วันที่นี้ไม่ได้", en: "There is no record of this day" },
  methodNotAllowed: { status: 405, th: "ใช้วิธีเรียกนี้กับที่อยู่นี้ไม่ได้", en: "This method is not allowed here" },
  simulatedHere: {
    status: 421,
    th: "ระบบนี้ใช้วันจำลอง เปิดได้เฉพาะในเครื่องนี้",
    en: "The day is simulated here: only this machine is served",
  },
  failed: { status: 500, th: "ระบบขัดข้อง โปรดลองใหม่", en: "Something failed here; please try again" },
} as const
export type ProblemCode = keyof typeof PROBLEMS

export function problem(c: Context<AppEnv>, code: ProblemCode, detail?: string): Response {
  const { status, th, en } = PROBLEMS[code]
  const body = {
    type: `urn:sujarit:problem:${code}`,
    title: th,
    titleEn: en,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
  }
  c.header("Cache-Control", "no-store")
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" })
}

export function notFound(c: Context<AppEnv>, sentence?: string): Response {
  return refusal(c, "notFound", sentence)
}

/** A page for a reader, problem details for a program. */
export function refusal(c: Context<AppEnv>, code: "notFound" | "badDay", sentence?: string): Response {
  if (!wantsPage(c)) return problem(c, code, sentence)
  c.header("Cache-Control", "no-store")
  const title = code === "notFound" ? "ไม่พบหน้านี้" : PROBLEMS[code].th
  return c.html(refusalPage({ moment: c.get("moment"), title, sentence }), PROBLEMS[code].status)
}

function wantsPage(c: Context<AppEnv>): boolean {
  const isData = c.req.path.startsWith("/api/") || /\.[a-z0-9]+$/.test(c.req.path)
  return !isData && (c.req.header("Accept") ?? "").includes("text/html")
}
