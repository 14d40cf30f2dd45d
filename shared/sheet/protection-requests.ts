/** What turns the protections that a spreadsheet has into those it should have, as requests to the Sheets API. */
import { accountKey, type Bounds, type DesiredProtection, PROTECTION_PREFIX } from "./protection.ts"

/** A protection as `spreadsheets.get` answers it. */
export type ProtectedRange = {
  readonly protectedRangeId?: number | null | undefined
  readonly range?: ReadRange | undefined
  readonly description?: string | null | undefined
  readonly warningOnly?: boolean | null | undefined
  readonly unprotectedRanges?: readonly ReadRange[] | null | undefined
  readonly editors?: ReadEditors | undefined
}

type ReadEditors = {
  readonly users?: readonly string[] | null | undefined
  readonly groups?: readonly string[] | null | undefined
  readonly domainUsersCanEdit?: boolean | null | undefined
}

type ReadRange = { readonly [Bound in keyof Bounds]?: number | null | undefined }

type WrittenProtection = {
  protectedRangeId?: number
  range: Bounds
  description: string
  warningOnly: boolean
  unprotectedRanges: Bounds[]
  editors?: { users: string[]; domainUsersCanEdit: boolean }
}

export type ProtectionRequest =
  | { addProtectedRange: { protectedRange: WrittenProtection } }
  | { updateProtectedRange: { protectedRange: WrittenProtection; fields: string } }
  | { deleteProtectedRange: { protectedRangeId: number } }

/**
 * The requests that turn what is into what should be; none when nothing differs. Only tabs with a desired protection
 * are touched, so that a tab the script cannot recognise keeps the protection it has.
 */
export function protectionRequests(
  current: readonly ProtectedRange[],
  desired: readonly DesiredProtection[],
): ProtectionRequest[] {
  const known = new Set(desired.map(each => each.range.sheetId))
  const spare = current.filter(
    each => each.description?.startsWith(PROTECTION_PREFIX) && known.has(each.range?.sheetId ?? 0),
  )
  const take = (matches: (each: ProtectedRange) => boolean) => {
    const at = spare.findIndex(matches)
    return at < 0 ? undefined : spare.splice(at, 1)[0]
  }
  const differing = desired.filter(wanted => !take(each => isSame(each, wanted)))
  const writes = differing.map((wanted): ProtectionRequest => {
    const old = take(each => isSuccessor(each, wanted))
    const protectedRange = writtenProtection(wanted)
    if (old?.protectedRangeId == null) return { addProtectedRange: { protectedRange } }
    protectedRange.protectedRangeId = old.protectedRangeId
    const fields = `range,description,warningOnly,unprotectedRanges${wanted.editors ? ",editors" : ""}`
    return { updateProtectedRange: { protectedRange, fields } }
  })
  // Deleted first: a tab may hold one protection of the whole tab only.
  const deletes = spare.map(each => ({
    deleteProtectedRange: { protectedRangeId: each.protectedRangeId ?? 0 },
  }))
  return [...deletes, ...writes]
}

function writtenProtection(wanted: DesiredProtection): WrittenProtection {
  const { description, range, unprotected, editors } = wanted
  return {
    range,
    description,
    warningOnly: !editors,
    unprotectedRanges: unprotected.slice(),
    // Both are said outright: a protection without editors, or silent about the domain, can let every writer through.
    ...(editors && { editors: { users: editors.slice(), domainUsersCanEdit: false } }),
  }
}

/** One that may be rewritten into the other: a block that moved, a tab whose editors changed. */
function isSuccessor(current: ProtectedRange, wanted: DesiredProtection): boolean {
  return (
    current.description === wanted.description &&
    (current.range?.sheetId ?? 0) === wanted.range.sheetId &&
    (current.warningOnly ?? false) === !wanted.editors
  )
}

function isSame(current: ProtectedRange, wanted: DesiredProtection): boolean {
  const key = (range: ReadRange) => boundsKey(range, wanted.sheet)
  return (
    isSuccessor(current, wanted) &&
    key(current.range ?? {}) === key(wanted.range) &&
    sameSet((current.unprotectedRanges ?? []).map(key), wanted.unprotected.map(key)) &&
    (!wanted.editors || hasEditors(current.editors ?? {}, wanted.editors, wanted.owner))
  )
}

/** Google lists a group among the groups, wherever it was written. */
function hasEditors(found: ReadEditors, wanted: readonly string[], owner: string): boolean {
  const listed = [...(found.users ?? []), ...(found.groups ?? [])]
  return found.domainUsersCanEdit !== true && sameSet(others(listed, owner), others(wanted, owner))
}

/** Google may answer a bound at the sheet's edge, or none, for the same rectangle. */
function boundsKey(range: ReadRange, sheet: DesiredProtection["sheet"]): string {
  const { sheetId, startRowIndex, endRowIndex, startColumnIndex, endColumnIndex } = range
  return [
    sheetId ?? 0,
    startRowIndex ?? 0,
    Math.min(endRowIndex ?? sheet.rowCount, sheet.rowCount),
    startColumnIndex ?? 0,
    Math.min(endColumnIndex ?? sheet.columnCount, sheet.columnCount),
  ].join(",")
}

/** The owner may always edit, and Google does not always list him. */
function others(editors: readonly string[], owner: string): string[] {
  return editors.map(accountKey).filter(mail => mail !== accountKey(owner))
}

function sameSet(some: readonly string[], rest: readonly string[]): boolean {
  return some.slice().sort().join("\n") === rest.slice().sort().join("\n")
}
