/**
 * What the operator asks of the mail: signed with the office's key, a test mail and whom mail does not reach; at his own
 * machine, what each run did and the mail of any day.
 */
import { type Context, Hono } from "hono"
import * as z from "zod/mini"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import {
  OPERATOR_BODY_LIMIT,
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  type TestMailRequest,
  testMailRequestSchema,
  UNREACHED_JWT_TYPE,
  UNREACHED_LIMIT,
  UNREACHED_PATH,
  type Unreached,
  type UnreachedReply,
  unreachedRequestSchema,
} from "../../shared/mail/requests.ts"
import type { Claims } from "../../shared/push/signed-request.ts"
import type { AppEnv } from "../app-env.ts"
import { postedText } from "../host/posted-body.ts"
import { isRefused } from "../ingest/refusal.ts"
import { problem } from "../publish/answer/problem.ts"
import { oldestOpenYear, STILL_DEAD } from "../store/mail-health.ts"
import { readRows } from "../store/sql.ts"
import { isNewRequest } from "./lease.ts"
import { previewDay } from "./preview.ts"
import { runsFrom } from "./run-log.ts"
import { type Expected, openMailRequest } from "./signed-request.ts"
import { keepTest, testMessage, testReply } from "./test-mail.ts"
import { transportOf } from "./transport.ts"

export const operatorMailRoutes = new Hono<AppEnv>()

/** Of the local office alone, as all that follows under GET: on a public host there is nothing here. */
operatorMailRoutes.get("/api/v1/cron", async c => {
  const from = Number(c.req.query("from") ?? "0")
  if (c.env.CLOCK === undefined || !Number.isSafeInteger(from)) return c.notFound()
  c.header("Cache-Control", "no-store")
  return c.json({ runs: await runsFrom(c.env.DB, from) })
})

operatorMailRoutes.get("/api/v1/mail-preview", async c => {
  if (c.env.CLOCK === undefined) return c.notFound()
  const on = parseIsoDate(c.req.query("on") ?? "")
  c.header("Cache-Control", "no-store")
  if (!on) return c.json({ code: "badDay" }, 400)
  const preview = await previewDay(c.env, on, c.req.query("to") ?? "director")
  return "sections" in preview ? c.json({ code: "noSuchSection", ...preview }, 404) : c.json(preview)
})

/** It tells nobody anything of the record. */
operatorMailRoutes.post(TEST_MAIL_PATH, async c => {
  const request = await signedRequest(c, { type: TEST_MAIL_JWT_TYPE, schema: testMailRequestSchema })
  // Asking what became of one sends nothing, and may come again.
  const isAnswered = request?.id === undefined && !(await isNew(c, "test", request))
  if (!request || isAnswered) return problem(c, "notSigned")
  c.header("Cache-Control", "no-store")
  return c.json(await replyTo(c, request))
})

/** To nobody but a holder of the office's key: it answers with addresses. */
operatorMailRoutes.post(UNREACHED_PATH, async c => {
  const request = await signedRequest(c, { type: UNREACHED_JWT_TYPE, schema: unreachedRequestSchema })
  if (!request || !(await isNew(c, "operator", request))) return problem(c, "notSigned")
  c.header("Cache-Control", "no-store")
  const unreached = await readUnreached(c.env.DB, c.get("moment").today)
  return c.json({ unreached } satisfies UnreachedReply)
})

/** Undefined for every fault alike: who cannot sign is told nothing of how it failed. */
async function signedRequest<T extends Claims>(
  c: Context<AppEnv>,
  expected: Omit<Expected<T>, "now">,
): Promise<T | undefined> {
  const { now } = c.get("moment")
  const body = (await postedText(c.req.raw, OPERATOR_BODY_LIMIT)) ?? ""
  const request = await openMailRequest(c.get("config"), body, { ...expected, now })
  return isRefused(request) ? undefined : request
}

/** Apart from the script's: the clock of an operator's machine that is fast must not stop the script's mail. */
async function isNew(
  c: Context<AppEnv>,
  asks: "operator" | "test",
  request: { readonly nonce: number } | undefined,
): Promise<boolean> {
  if (!request) return false
  const { nonce } = request
  const { now } = c.get("moment")
  return isNewRequest(c.env.DB, `${c.get("config").officeId} ${asks}`, { nonce, now })
}

async function replyTo(c: Context<AppEnv>, { to, id }: TestMailRequest): Promise<TestMailReply> {
  if (id !== undefined) return testReply(c.env.DB, id)
  const newId = `test-${c.get("requestId")}`
  const transport = transportOf(c.env)
  if (!transport) return keepTest(c.env.DB, newId, to)
  const handover = await transport(testMessage(c.get("config"), to), newId)
  return { outcome: handover.outcome, code: "code" in handover ? handover.code : null }
}

/** Addresses whose mail was given up, with nothing that reached them since, and those who are to verify theirs first. */
async function readUnreached(db: D1Database, today: IsoDate): Promise<Unreached[]> {
  const found = await readRows(
    db,
    z.object({ address: z.string(), code: z.nullable(z.string()), at: z.int() }),
    // SQLite takes `error` from the row that has the least time.
    `SELECT recipient AS address, error AS code, MIN(created_at) AS at FROM message
     WHERE fiscal_year >= ?1
       AND (${STILL_DEAD} OR (state IN ('open', 'leased') AND error = 'E_RECIPIENT_NOT_ALLOWED')) GROUP BY recipient ORDER BY at, recipient LIMIT ?2`,
    oldestOpenYear(today),
    UNREACHED_LIMIT,
  )
  return found.map(({ address, code, at }) => ({
    address,
    code: code ?? "",
    since: new Date(at).toISOString(),
  }))
}
