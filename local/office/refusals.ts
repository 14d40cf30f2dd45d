/** Refusals as problem details (RFC 9457), with an `error` that says the same to programs. */
import type { OfficeRefusal } from "./office.ts"

export function problem(status: number, reason: string, message: string): Response {
  const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail: message }
  return Response.json(
    { ...body, error: { reason, message } },
    { status, headers: { "Content-Type": "application/problem+json" } },
  )
}

export function refusalResponse({ reason, message }: OfficeRefusal): Response {
  return problem(STATUSES[reason], reason, message)
}

const STATUSES: Readonly<Record<OfficeRefusal["reason"], number>> = {
  protected: 403,
  "no-access": 403,
  validation: 422,
  "no-such-place": 400,
  "no-such-actor": 400,
  "no-such-tab": 404,
  "row-gone": 409,
  nothing: 409,
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not accepted",
  500: "Internal error",
  507: "Insufficient storage",
}
