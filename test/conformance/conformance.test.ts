import { expect, test } from "vitest"
import { openLocalGoogle } from "../../local/google/google.ts"
import { createScriptHost } from "../../local/google/script-host.ts"
import { buildConformance } from "./build.ts"
import type { CaseResult } from "./case.ts"

const google = await openLocalGoogle({ now: Date.now, owner: "owner@example.go.th" })
const { scriptId } = google.model.addProject("conformance")
const host = createScriptHost({
  google,
  projectId: scriptId,
  code: await buildConformance(),
  now: Date.now,
  owner: "owner@example.go.th",
  fetch: answerAsHttpbin,
})
const { value } = await host.run("runConformance")
await host.close()
await google.close()
const results = value as readonly CaseResult[]

test("the suite has cases", () => expect(results.length).toBeGreaterThan(25))

test.each(results.map(({ tag, name, fault }) => ({ tag, name, fault })))("$tag: $name", ({ fault }) => {
  expect(fault).toBeNull()
})

/** The part of httpbin.org that the cases ask. */
async function answerAsHttpbin(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(String(input))
  const status = /^\/status\/(\d+)$/.exec(pathname)?.[1]
  if (status !== undefined) return new Response(null, { status: Number(status) })
  const body = await new Response(init.body ?? null).text()
  return Response.json({ data: body, headers: init.headers })
}
