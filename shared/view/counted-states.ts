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
  return STATES_BY_ATTENTION.map(state => ({
    state,
    count: all.filter(each => each.state === state).length,
  })).filter(({ count }) => count > 0)
}
