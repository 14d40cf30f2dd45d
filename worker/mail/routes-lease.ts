/** `POST /api/v1/mail`: the office's script fetches mail to send, and tells what became of it. */
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { LEASE_BODY_LIMIT, LEASE_PATH } from "../../shared/mail/lease.ts"
import type { LeaseRequest } from "../../shared/mail/lease-request.ts"
import type { AppEnv } from "../app-env.ts"
import { isNewRequest, leaseMail, takeReceipts } from "./lease.ts"
import { LEASE_REFUSAL_WORDS, type LeaseRefused, refuseLease } from "./lease-refusal.ts"
import { openLeaseRequest } from "./lease-request.ts"
import { prepareDepsOf } from "./prepare.ts"

export const mailRoutes = new Hono<AppEnv>()

mailRoutes.post(
  LEASE_PATH,
  bodyLimit({ maxSize: LEASE_BODY_LIMIT, onError: c => refusal(c, refuseLease("tooLarge")) }),
  async c => {
    const config = c.get("config")
    const body = new TextDecoder().decode(await c.req.arrayBuffer())
    const type = c.req.header("Content-Type") ?? ""
    const request = await openLeaseRequest(config, type, body, c.get("moment").now)
    if ("refusal" in request) return refusal(c, request)
    if (config.mailTransport !== "google") return refusal(c, refuseLease("notFetched"))
    if (!(await isNewRequest(c.env.DB, config.officeId, request.nonce)))
      return refusal(c, refuseLease("repeated", `nonce ${request.nonce}`))
    c.header("Cache-Control", "no-store")
    return c.json(await answer(c, request))
  },
)

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

function refusal(c: Context<AppEnv>, { refusal: code, detail }: LeaseRefused): Response {
  const { status, th, en } = LEASE_REFUSAL_WORDS[code]
  const told = { requestId: c.get("requestId"), ...(detail === "" ? {} : { detail }) }
  const body = { type: `urn:sujarit:problem:${code}`, title: th, titleEn: en, status, code, ...told }
  c.header("Cache-Control", "no-store")
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" })
}
