/** What each account did, newest last, so that it can take it back: as at Google, only its own edits. */

export type Deed =
  | {
      readonly kind: "cells"
      readonly tab: string
      readonly row: number
      readonly column: number
      readonly before: readonly (readonly string[])[]
      readonly after: readonly (readonly string[])[]
    }
  | { readonly kind: "insert"; readonly tab: string; readonly at: number; readonly count: number }
  | {
      readonly kind: "delete"
      readonly tab: string
      readonly at: number
      /** What stood in the rows, from column A. */
      readonly rows: readonly (readonly string[])[]
    }

export type DeedLog = {
  did(account: string, deed: Deed): void
  /** The deed an undo or redo would act on. */
  next(account: string, direction: "undo" | "redo"): Deed | undefined
  /** That deed was undone or redone. */
  turned(account: string, direction: "undo" | "redo"): void
}

/** Deeds kept for each account. */
const KEPT = 100

export function createDeedLog(): DeedLog {
  const done = new Map<string, Deed[]>()
  const undone = new Map<string, Deed[]>()
  const listOf = (lists: Map<string, Deed[]>, account: string) => {
    const list = lists.get(account) ?? []
    lists.set(account, list)
    return list
  }
  const sides = (account: string, direction: "undo" | "redo") => {
    const [from, to] = direction === "undo" ? [done, undone] : [undone, done]
    return { from: listOf(from, account), to: listOf(to, account) }
  }
  return {
    did(account, deed) {
      listOf(done, account).push(deed)
      if (listOf(done, account).length > KEPT) listOf(done, account).shift()
      undone.delete(account)
    },
    next: (account, direction) => sides(account, direction).from.at(-1),
    turned(account, direction) {
      const { from, to } = sides(account, direction)
      const deed = from.pop()
      if (deed) to.push(deed)
    },
  }
}
