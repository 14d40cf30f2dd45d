/** What goes wrong, as RFC 9457 problem details in Thai and English, or as a page for those who asked for one. */
import type { Context } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { PROBLEMS, type ProblemCode } from "./problem-codes.ts"

export function problem(c: Context<AppEnv>, code: ProblemCode, detail?: string): Response {
  const { status, th, en } = PROBLEMS[code]
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

export function notFound(c: Context<AppEnv>, sentence?: string): Response {
  return refusal(c, "notFound", sentence)
}

/** A page for a reader, problem details for a program. */
export function refusal(
  c: Context<AppEnv>,
  code: "notFound" | "badDay" | "notDated" | "databaseDown",
  sentence?: string,
): Response {
  if (!wantsPage(c)) return problem(c, code, sentence)
  c.header("Cache-Control", "no-store")
  const title = code === "notFound" ? "ไม่พบหน้านี้" : PROBLEMS[code].th
  const page = c.get("refusalPage")({ moment: c.get("moment"), title, sentence })
  return c.html(page, PROBLEMS[code].status)
}

function wantsPage(c: Context<AppEnv>): boolean {
  const isData = c.req.path.startsWith("/api/") || /\.[a-z0-9]+$/.test(c.req.path)
  return !isData && (c.req.header("Accept") ?? "").includes("text/html")
}
