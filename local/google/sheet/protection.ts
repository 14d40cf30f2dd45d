/** Who may edit what: the file's permissions, then every protection a change touches. Each must allow it. */

import type { GoogleModel, ProtectedRange, Sheet } from "../model/model.ts"
import type { GridRange } from "../wire/wire.ts"
import { contains, type Rect, rectOf } from "./range.ts"

/** At least a writer of the file, by name, by domain or because anyone is. */
export function isWriter(model: GoogleModel, fileId: string, email: string): boolean {
  const { permissions = [] } = model.state.files.get(fileId) ?? {}
  return permissions.some(({ type, role, emailAddress, domain }) => {
    if (role !== "owner" && role !== "writer") return false
    if (type === "anyone") return true
    // Who is in a group is unknown here, so a group lets nobody in.
    return type === "domain" ? domain === domainOf(email) : type === "user" && isSame(emailAddress, email)
  })
}

function isOwner(model: GoogleModel, fileId: string, email: string): boolean {
  const { permissions = [] } = model.state.files.get(fileId) ?? {}
  return permissions.some(({ role, emailAddress }) => role === "owner" && isSame(emailAddress, email))
}

/** The protections that stop this account anywhere on the sheet; none for the owner, whom nothing stops. */
export function barriers(model: GoogleModel, fileId: string, sheet: Sheet, email: string): ProtectedRange[] {
  if (isOwner(model, fileId, email)) return []
  return sheet.protectedRanges.filter(
    protection => !protection.warningOnly && !isEditor(model, protection, email),
  )
}

function isEditor(model: GoogleModel, { editors }: ProtectedRange, email: string): boolean {
  if (editors?.domainUsersCanEdit && domainOf(email) === domainOf(model.owner)) return true
  return editors?.users?.some(user => isSame(user, email)) ?? false
}

/** The first barrier with a cell of the rectangle inside it and outside its exceptions. */
export function barrierToCells(
  found: readonly ProtectedRange[],
  sheet: Sheet,
  rect: Rect,
): ProtectedRange | undefined {
  return found.find(({ range, unprotectedRanges = [] }) => {
    const shared = intersection(rect, rectOf(range, sheet))
    if (!shared) return false
    if (unprotectedRanges.length === 0) return true
    for (let row = shared.top; row < shared.bottom; row++)
      for (let column = shared.left; column < shared.right; column++)
        if (!unprotectedRanges.some(open => contains(open, row, column))) return true
    return false
  })
}

/** A new row is cut through whatever reaches above and below it, exceptions or not: whole sheets, whole columns. */
export function barrierToInsertion(
  found: readonly ProtectedRange[],
  row: number,
): ProtectedRange | undefined {
  return found.find(({ range }) => {
    const isOpen = range.startRowIndex === undefined && range.endRowIndex === undefined
    return (
      isOpen || ((range.startRowIndex ?? 0) < row && row < (range.endRowIndex ?? Number.POSITIVE_INFINITY))
    )
  })
}

/** A row that goes takes all its cells with it, exceptions too. */
export function barrierToRows(
  found: readonly ProtectedRange[],
  start: number,
  end: number,
): ProtectedRange | undefined {
  return found.find(
    ({ range }) =>
      (range.startRowIndex ?? 0) < end && start < (range.endRowIndex ?? Number.POSITIVE_INFINITY),
  )
}

export function lockOf(
  found: readonly ProtectedRange[],
  sheet: Sheet,
  row: number,
  column: number,
): "no" | "warn" | undefined {
  const covers = ({ range, unprotectedRanges = [] }: ProtectedRange) =>
    contains(range, row, column) && !unprotectedRanges.some((open: GridRange) => contains(open, row, column))
  if (found.some(covers)) return "no"
  return sheet.protectedRanges.some(protection => protection.warningOnly && covers(protection))
    ? "warn"
    : undefined
}

function intersection(a: Rect, b: Rect): Rect | undefined {
  const rect = {
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
  }
  return rect.top < rect.bottom && rect.left < rect.right ? rect : undefined
}

function isSame(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

function domainOf(email: string): string {
  return email.slice(email.indexOf("@") + 1).toLowerCase()
}
