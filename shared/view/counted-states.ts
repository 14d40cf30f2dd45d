/** How many are in each state. */
import type { ObligationState } from "../due/obligation.ts"

/** Those that need someone first, then what is well. */
export const STATES_BY_ATTENTION: readonly ObligationState[] = [
  "overdue",
  "due",
  "reported",
  "late",
  "unconfirmed",
  "scheduled",
  "done",
  "beforeRecord",
  "withdrawn",
]

export type CountedState = { readonly state: ObligationState; readonly count: number }

/** How many of these are in each state, without those that none is in. */
export function countedStates(all: readonly { readonly state: ObligationState }[]): CountedState[] {
  const counts = new Map<ObligationState, number>()
  for (const { state } of all) counts.set(state, (counts.get(state) ?? 0) + 1)
  return STATES_BY_ATTENTION.flatMap(state => {
    const count = counts.get(state)
    return count === undefined ? [] : [{ state, count }]
  })
}
