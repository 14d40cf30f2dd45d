/** The routes that programs use, the grid page's own script first: the view, edits, and the clock. */
import type { Hono } from "hono"
import * as z from "zod"
import type { OfficeAppDeps } from "./app-deps.ts"
import type { DayMover } from "./day-mover.ts"
import type { Edited, OfficeRefusal } from "./office.ts"
import { valueToBlock } from "./paste.ts"
import { problem, refusalResponse } from "./refusals.ts"
import { tableOf } from "./tab.ts"
import { gridView } from "./view.ts"

/** Characters of a request: a pasted table of a thousand long rows fits. */
const BODY_LIMIT = 8_000_000
const CELL_LIMIT = 50_000

const cell = z.string().regex(/^[A-Za-z]{1,3}[1-9]\d{0,6}$/)
const text = z.string().max(CELL_LIMIT)
const typing = { tab: z.string(), cell, as: z.string(), row: z.string().min(1).optional() }
const typed = z.union([
  z.strictObject({ ...typing, value: z.string() }),
  z.strictObject({ ...typing, values: z.array(z.array(text)).min(1) }),
])
const place = { tab: z.string(), as: z.string() }
const line = z.int().min(1).max(1_000_000)
const rowsEdit = z.discriminatedUnion("action", [
  z.strictObject({ ...place, action: z.literal("insert"), at: line, count: z.int().min(1).max(1000) }),
  z.strictObject({ ...place, action: z.literal("delete"), at: line, count: z.int().min(1).max(10_000) }),
  z.strictObject({
    ...place,
    action: z.literal("sort"),
    column: z.int().min(0).max(1000),
    descending: z.boolean(),
  }),
])
const repeating = z.strictObject({ as: z.string(), direction: z.enum(["undo", "redo"]) })
const toDay = z.strictObject({ today: z.string() })

export function addApi(app: Hono, deps: OfficeAppDeps, mover: DayMover): void {
  const { office, news, publicUrl } = deps
  app.get("/api/events", context => news.stream(context.req.raw.signal))
  // The record is asked for at the other port; whoever comes here with its address is told which.
  app.get("/api/v1/*", context =>
    context.json({ code: "sheetAddress", publicUrl }, 404, { "Cache-Control": "no-store" }),
  )
  app.get("/api/view", context => {
    const { as = "", tab = "" } = context.req.query()
    return context.json(gridView(deps, as, tab))
  })
  app.get("/api/tabs/:file{.+\\.json}", context => {
    const title = context.req.param("file").replace(/\.json$/, "")
    const tab = office.tab(title)
    if (!tab) return problem(404, "no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้`)
    return context.json(tableOf(tab))
  })
  addEdits(app, deps)
  app.post("/api/clock", async context => {
    const body = toDay.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const done = await mover.moveTo(body.data.today)
    if (!done.ok) return problem(done.status, done.reason, done.message)
    const runs = done.runs.map(({ at, planned, sent, skipped }) => ({ at, planned, sent, skipped }))
    return context.json({ today: deps.clock.today(), isStopped: done.isStopped, runs })
  })
}

function addEdits(app: Hono, { office }: OfficeAppDeps): void {
  app.post("/api/cells", async context => {
    const body = typed.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const { tab, cell: at, as, row } = body.data
    const values = "values" in body.data ? body.data.values : valueToBlock(body.data.value)
    if (values.some(row => row.some(value => value.length > CELL_LIMIT)))
      return problem(422, "validation", `ช่องหนึ่งรับได้ไม่เกิน ${CELL_LIMIT} อักขระ ให้ย่อข้อความให้สั้นลง`)
    return answer(await office.type({ tab, as, cell: at.toUpperCase(), values, row }))
  })
  app.post("/api/rows", async context => {
    const body = rowsEdit.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const { tab, as, ...edit } = body.data
    return answer(await office.changeRows({ tab, as }, edit))
  })
  app.post("/api/undo", async context => {
    const body = repeating.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    return answer(await office.repeat(body.data.as, body.data.direction))
  })
}

function answer(result: Edited | OfficeRefusal): Response {
  if (!result.ok) return refusalResponse(result)
  return Response.json({ value: result.value, problems: result.problems })
}

function badRequest(error: z.ZodError): Response {
  const places = error.issues.map(issue => issue.path.join(".")).filter(path => path !== "")
  return problem(400, "badRequest", `คำขอไม่ครบหรือไม่ถูกรูป ${[...new Set(places)].join(", ")}`.trim())
}

/** Undefined when it is no JSON or too long; the content type keeps out forms, which other sites may send. */
async function readBody(request: Request): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return undefined
  const body = await request.text()
  if (body.length > BODY_LIMIT) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
