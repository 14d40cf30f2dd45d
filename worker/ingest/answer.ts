/** The reply to a push: the script writes it into the sheet, so it is Thai first and always says where the log is. */
import { GENESIS, type MailHealth, type PushReply } from "../../shared/push/payload.ts"
import { instantText } from "../../shared/view/year.ts"
import type { PushResult } from "./receive.ts"
import { REFUSAL_WORDS, type RefusalStatus, type Refused, refuse } from "./refusal.ts"

export type PushAnswer = {
  readonly status: 200 | 201 | RefusalStatus
  readonly contentType: "application/json" | "application/problem+json"
  readonly body: PushReply & Record<string, unknown>
}

/** Faults told one by one; a push of a thousand bad rows needs no thousand lines. */
const MAX_PROBLEMS = 20

export function answerOf(result: PushResult, mail: MailHealth | null, requestId: string): PushAnswer {
  const { outcome, standing } = result
  const expiresAt = result.key?.exp
  const position = {
    ...{ outcome, revision: standing?.sequence ?? 0, head: standing?.head ?? GENESIS, mail },
    ...(expiresAt === undefined ? {} : { keyExpiresAt: instantText(expiresAt * 1000) }),
  }
  switch (outcome) {
    case "accepted":
      return { status: 201, contentType: "application/json", body: { ...position, problems: [] } }
    case "unchanged":
      return { status: 200, contentType: "application/json", body: { ...position, problems: [] } }
    case "stale": {
      const rows = Object.fromEntries([...result.standing.rows, ...result.standing.privateRows])
      return refusal(refuse("staleBase"), { ...position, rows }, requestId)
    }
    case "refused":
      return refusal(result.refused, position, requestId)
    default:
      return outcome satisfies never
  }
}

/** RFC 9457 around the reply: `code` is one of `REFUSALS`, for programs; the rest is for people. */
function refusal(
  { refusal: code, details }: Refused,
  reply: Omit<PushReply, "problems">,
  requestId: string,
): PushAnswer {
  const { status, th, en } = REFUSAL_WORDS[code]
  const told = details.slice(0, MAX_PROBLEMS)
  const messages = told.length > 0 ? told.map(detail => `${th} (${detail})`) : [th]
  return {
    status,
    contentType: "application/problem+json",
    body: {
      type: `urn:sujarit:problem:${code}`,
      title: th,
      titleEn: en,
      status,
      ...(told.length > 0 ? { detail: told.join("; ") } : {}),
      code,
      requestId,
      ...reply,
      problems: messages.map(message => ({ code, message })),
    },
  }
}
