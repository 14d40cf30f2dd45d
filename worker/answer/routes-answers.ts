/** `POST /api/v1/answers`: the office's script fetches what was answered from mails, and tells what became of it. */
import { type Context, Hono } from "hono"
import * as z from "zod/mini"
import {
  ANSWERS_JWT_TYPE,
  ANSWERS_LIMIT,
  ANSWERS_PATH,
  type AnswersAsked,
  OUTCOMES,
} from "../../shared/push/answer.ts"
import { claims, nonce } from "../../shared/push/request-schema.ts"
import { hashSchema } from "../../shared/push/sd-jwt.ts"
import type { AppEnv } from "../app-env.ts"
import { postedText } from "../host/posted-body.ts"
import { isRefused } from "../ingest/refusal.ts"
import { isNewRequest } from "../mail/lease.ts"
import { openMailRequest } from "../mail/signed-request.ts"
import { problem } from "../publish/answer/problem.ts"
import { countWaiting, revokeSent, settleAnswers, waitingAnswers } from "../store/answers.ts"

export const answersRoutes = new Hono<AppEnv>()

const BODY_LIMIT = 20_000

/** Parsed by the Worker alone. */
const requestSchema = z.strictObject({
  ...claims,
  nonce,
  fiscalYear: z.int(),
  settled: z
    .array(z.strictObject({ id: hashSchema, outcome: z.enum(OUTCOMES) }))
    .check(z.maxLength(ANSWERS_LIMIT)),
  revoke: z.optional(z.literal(true)),
})

/** To nobody but a holder of the office's key: who cannot sign is told nothing of how it failed. */
answersRoutes.post(ANSWERS_PATH, async c => {
  const request = await signedRequest(c)
  if (!request) return problem(c, "notSigned")
  const { fiscalYear, settled, revoke } = request
  const { now } = c.get("moment")
  if (revoke) await revokeSent(c.env.DB, fiscalYear, now)
  await settleAnswers(c.env.DB, fiscalYear, settled, now)
  const waiting = await waitingAnswers(c.env.DB, fiscalYear, ANSWERS_LIMIT)
  c.header("Cache-Control", "no-store")
  return c.json({ answers: waiting.map(({ id, of, at, cells }) => ({ id, of, at, cells })) })
})

async function signedRequest(c: Context<AppEnv>): Promise<AnswersAsked | undefined> {
  const { now } = c.get("moment")
  const body = (await postedText(c.req.raw, BODY_LIMIT)) ?? ""
  const expected = { type: ANSWERS_JWT_TYPE, schema: requestSchema, now }
  const request = await openMailRequest(c.get("config"), body, expected)
  if (isRefused(request)) return undefined
  const asker = `${c.get("config").officeId} answers`
  return (await isNewRequest(c.env.DB, asker, { nonce: request.nonce, now })) ? request : undefined
}

/** Of the local office alone: whether its script is to be woken, which at Google wakes by itself. */
answersRoutes.get(`${ANSWERS_PATH}-waiting`, async c => {
  if (c.env.CLOCK === undefined) return c.notFound()
  c.header("Cache-Control", "no-store")
  return c.json({ waiting: await countWaiting(c.env.DB, null) })
})
