/** `spreadsheets.batchUpdate`: requests in order, replies mirrored, all or nothing. */

import type { Transaction } from "../model/model.ts"
import { invalid, notInSurface } from "../wire/errors.ts"
import type { RequestKind } from "../wire/surface.ts"
import type { RequestHandler } from "./request.ts"
import { cellRequests } from "./requests-cells.ts"
import { dimensionRequests } from "./requests-dimensions.ts"
import { metadataRequests } from "./requests-metadata.ts"
import { moveRequests } from "./requests-move.ts"
import { ruleRequests } from "./requests-rules.ts"
import { sheetRequests } from "./requests-sheets.ts"

const HANDLERS: Readonly<Record<RequestKind, RequestHandler>> = {
  ...sheetRequests,
  ...cellRequests,
  ...dimensionRequests,
  ...moveRequests,
  ...ruleRequests,
  ...metadataRequests,
}

/** One reply per request, `{}` where Google says nothing. Call it inside a transaction. */
export function applyRequests(transaction: Transaction, requests: unknown): object[] {
  if (!Array.isArray(requests) || requests.length === 0) throw invalid("Must specify at least one request.")
  return requests.map((request, index) => applyRequest(transaction, request, index))
}

function applyRequest(transaction: Transaction, request: unknown, index: number): object {
  const entries = Object.entries(Object(request)).filter(([, body]) => body !== undefined && body !== null)
  const [entry] = entries
  if (!entry || entries.length > 1)
    throw invalid(`Invalid value at 'requests[${index}]' (oneof): one kind is needed`)
  const [kind, body] = entry
  if (!(kind in HANDLERS)) throw notInSurface(`The request ${kind}`)
  const reply = HANDLERS[kind as RequestKind](transaction, body, `requests[${index}].${kind}`)
  return reply === undefined ? {} : { [kind]: reply }
}
