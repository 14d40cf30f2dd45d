/** The local office's stand-in for the web, in the place of the Worker's own `fetch`. */
import { EVIDENCE_HOST, evidenceAnswer } from "../../../local/evidence/evidence-host.ts"
import type { IsoDate } from "../../../shared/date/civil-date.ts"

export const linkTo = (path: string) => `https://${EVIDENCE_HOST}${path}`

export type StandIn = {
  readonly fetch: (request: Request) => Promise<Response>
  /** Every address that was asked for, in order. */
  readonly asked: string[]
}

export function standIn(today: () => IsoDate): StandIn {
  const asked: string[] = []
  const fetch = async ({ url }: Request) => {
    asked.push(url)
    const answer = evidenceAnswer(url, today())
    if (!answer) throw new TypeError("no such host")
    return new Response(answer.body, answer)
  }
  return { fetch, asked }
}
