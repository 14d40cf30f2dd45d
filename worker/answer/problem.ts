/** What goes wrong, as RFC 9457 problem details in Thai and English, or as a page for those who asked for one. */
import type { Context } from "hono"
import type { AppEnv } from "../app.ts"
import { notFoundPage } from "../pages/not-found.tsx"

const PROBLEMS = {
  notFound: { status: 404, th: "ไม่พบสิ่งที่ขอ", en: "Not found" },
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

/** A page for a reader, problem details for a program. */
export function notFound(c: Context<AppEnv>, sentence?: string): Response {
  if (!wantsPage(c)) return problem(c, "notFound", sentence)
  c.header("Cache-Control", "no-store")
  return c.html(notFoundPage({ moment: c.get("moment"), sentence }), 404)
}

function wantsPage(c: Context<AppEnv>): boolean {
  const isData = c.req.path.startsWith("/api/") || /\.[a-z0-9]+$/.test(c.req.path)
  return !isData && (c.req.header("Accept") ?? "").includes("text/html")
}
