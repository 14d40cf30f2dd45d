/** `POST /api/v1/mail`: the office's script fetches mail to send, and tells what became of it. */
import { type Context, Hono } from "hono"
import {
  JOSE_CONTENT_TYPE,
  LEASE_BODY_LIMIT,
  LEASE_JWT_TYPE,
  LEASE_PATH,
  type LeaseRefusal,
} from "../../shared/mail/lease.ts"
import { type LeaseRequest, leaseRequestSchema } from "../../shared/mail/requests.ts"
import type { AppEnv } from "../app-env.ts"
import { postedBody } from "../host/posted-body.ts"
import { isRefused, REFUSAL_WORDS, type RefusalWords, type Refused, refuse } from "../ingest/refusal.ts"
import { isOfType } from "../ingest/signed.ts"
import { problemDetails } from "../publish/answer/problem.ts"
import { isNewRequest, leaseMail, takeReceipts } from "./lease.ts"
import { prepareDepsOf } from "./prepare.ts"
import { openMailRequest } from "./signed-request.ts"

const { tooSlow, badSignature, wrongOffice, wrongAudience, clockSkew, keyExpired } = REFUSAL_WORDS

/** Why a request of the script for mail is refused, in the two languages. */
export const LEASE_REFUSAL_WORDS: Readonly<Record<LeaseRefusal, RefusalWords>> = {
  tooSlow,
  badSignature,
  wrongOffice,
  wrongAudience,
  clockSkew,
  keyExpired,
  unsupportedType: {
    status: 415,
    th: "ต้องส่งเป็น application/jose",
    en: "The content type must be application/jose",
  },
  tooLarge: { status: 413, th: "คำขอนี้ใหญ่เกินกำหนด", en: "The request is too large" },
  malformed: { status: 400, th: "อ่านคำขอนี้ไม่ได้", en: "The request cannot be read" },
  notFetched: {
    status: 409,
    th: "สำนักงานนี้ไม่ได้เลือกให้สคริปต์ส่งอีเมล ให้ตั้ง MAIL_TRANSPORT เป็น google ก่อน",
    en: "This office's mail is not sent by the script: set MAIL_TRANSPORT to google",
  },
  repeated: { status: 409, th: "คำขอนี้ตอบไปแล้ว", en: "This request was answered already" },
}

export const mailRoutes = new Hono<AppEnv>()

mailRoutes.post(LEASE_PATH, async c => {
  const request = await openLeaseRequest(c)
  if (isRefused(request)) return refusal(c, request)
  c.header("Cache-Control", "no-store")
  return c.json(await answer(c, request))
})

/** Cheapest checks first: the address is open to the world. */
async function openLeaseRequest(c: Context<AppEnv>): Promise<LeaseRequest | Refused<LeaseRefusal>> {
  const config = c.get("config")
  if (!isOfType(c.req.header("Content-Type") ?? "", JOSE_CONTENT_TYPE)) return refuse("unsupportedType")
  const body = await postedBody(c.req.raw, LEASE_BODY_LIMIT)
  if (body === "tooLarge") return refuse(body, `over ${LEASE_BODY_LIMIT} bytes`)
  if (body === "tooSlow") return refuse(body)
  const expected = { type: LEASE_JWT_TYPE, schema: leaseRequestSchema, now: c.get("moment").now }
  const request = await openMailRequest(config, new TextDecoder().decode(body), expected)
  if (isRefused(request)) return request
  if (config.mailTransport !== "google") return refuse("notFetched")
  if (!(await isNewRequest(c.env.DB, config.officeId, { nonce: request.nonce, now: c.get("moment").now })))
    return refuse("repeated", `nonce ${request.nonce}`)
  return request
}

async function answer(c: Context<AppEnv>, request: LeaseRequest): Promise<object> {
  const deps = await prepareDepsOf(c.env)
  switch (request.purpose) {
    case "lease":
      return { messages: await leaseMail(deps, request.limit) }
    case "receipt":
      return { settled: await takeReceipts(deps, request.receipts) }
    default:
      return request satisfies never
  }
}

function refusal(c: Context<AppEnv>, { refusal: code, details }: Refused<LeaseRefusal>): Response {
  const detail = details.length === 0 ? undefined : details.join("; ")
  return problemDetails(c, code, LEASE_REFUSAL_WORDS[code], detail)
}
