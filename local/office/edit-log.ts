/** What each account did, newest last, so that it can take it back: as at Google, only its own edits. */

export type Direction = "undo" | "redo"

export type OfficeEdit =
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

export type EditLog = {
  add(account: string, edit: OfficeEdit): void
  /** The edit that an undo or redo would act on. */
  next(account: string, direction: Direction): OfficeEdit | undefined
  /** That edit was undone or redone. */
  moved(account: string, direction: Direction): void
}

/** Edits kept for each account. */
const KEPT = 100

export function createEditLog(): EditLog {
  const done = new Map<string, OfficeEdit[]>()
  const undone = new Map<string, OfficeEdit[]>()
  const listOf = (lists: Map<string, OfficeEdit[]>, account: string) => {
    const list = lists.get(account) ?? []
    lists.set(account, list)
    return list
  }
  const sides = (account: string, direction: Direction) => {
    const [from, to] = direction === "undo" ? [done, undone] : [undone, done]
    return { from: listOf(from, account), to: listOf(to, account) }
  }
  return {
    add(account, edit) {
      listOf(done, account).push(edit)
      if (listOf(done, account).length > KEPT) listOf(done, account).shift()
      undone.delete(account)
    },
    next: (account, direction) => sides(account, direction).from.at(-1),
    moved(account, direction) {
      const { from, to } = sides(account, direction)
      const edit = from.pop()
      if (edit) to.push(edit)
    },
  }
}
