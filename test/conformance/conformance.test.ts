import { expect, test } from "vitest"
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { createScriptHost } from "../../local/google/script/script-host.ts"
import { buildConformance } from "./build.ts"
import type { ConformanceReport } from "./case.ts"

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
const { value, logs } = await host.run("conformance")
await host.close()
await google.close()
const { results } = value as ConformanceReport

test("the suite has at least forty cases, each under a name of its own", () => {
  expect(results.length).toBeGreaterThanOrEqual(40)
  expect(new Set(results.map(({ name }) => name)).size).toBe(results.length)
})

test("the log's last line is the report, as one JSON document", () => {
  expect(JSON.parse(logs.at(-1) ?? "")).toEqual(value)
})

test.each(results.map(({ tag, name, fault }) => ({ tag, name, fault })))("$tag: $name", ({ fault }) => {
  expect(fault).toBeNull()
})

test("doctor expects exactly these cases", async () => {
  const cases = results.map(({ name, tag }) => ({ name, tag }))
  await expect(`${JSON.stringify(cases, undefined, 2)}\n`).toMatchFileSnapshot(
    "../../cli/doctor/conformance-cases.json",
  )
})

/** The part of httpbin.org that the cases ask. */
async function answerAsHttpbin(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(String(input))
  const status = /^\/status\/(\d+)$/.exec(pathname)?.[1]
  if (status !== undefined) return new Response(null, { status: Number(status) })
  const body = await new Response(init.body ?? null).text()
  return Response.json({ data: body, headers: init.headers })
}
