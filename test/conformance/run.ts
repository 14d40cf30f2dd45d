/** The conformance suite run in the local Google. */
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { createScriptHost } from "../../local/google/script/script-host.ts"
import { buildConformance } from "./build.ts"
import type { ConformanceReport } from "./case.ts"
import { RESTS } from "./rests.ts"

export type ConformanceRun = { readonly value: ConformanceReport; readonly logs: readonly string[] }

export async function runConformance(): Promise<ConformanceRun> {
  const google = await openLocalGoogle({ now: Date.now, owner: "owner@example.go.th" })
  const { scriptId } = google.model.addProject("conformance")
  // Here a trigger fires at once, or never.
  google.model.project(scriptId).properties.CONFORMANCE_WAIT = "1"
  const host = createScriptHost({
    google,
    projectId: scriptId,
    code: await buildConformance(),
    now: Date.now,
    owner: "owner@example.go.th",
    fetch: answerAsHttpbin,
  })
  const { value, logs } = await host.run("conformance")
  await host.close()
  await google.close()
  return { value: value as ConformanceReport, logs }
}

/** What `doctor` expects a run in real Apps Script to report on, and what of the product rests on each. */
export function casesOf({ value }: ConformanceRun): { name: string; tag: string; rests: string }[] {
  return value.results.map(({ name, tag }) => ({ name, tag, rests: RESTS[name] ?? "" }))
}

/** The part of httpbin.org that the cases ask. */
async function answerAsHttpbin(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(String(input))
  const status = /^\/status\/(\d+)$/.exec(pathname)?.[1]
  if (status !== undefined) return new Response(null, { status: Number(status) })
  const body = await new Response(init.body ?? null).text()
  return Response.json({ data: body, headers: init.headers })
}
