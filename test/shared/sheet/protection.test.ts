import { expect, test } from "vitest"
import { type TabKey, tabOf } from "../../../shared/columns.ts"
import {
  type Accounts,
  type DesiredProtection,
  type LeadRow,
  PROTECTION_PREFIX,
  protectionsOf,
  type SheetLayout,
} from "../../../shared/sheet/protection.ts"
import { type ProtectedRange, protectionRequests } from "../../../shared/sheet/protection-requests.ts"

const ACCOUNTS: Accounts = {
  owner: "Owner@example.go.th",
  planner: ["planner@example.go.th"],
  director: ["director@example.go.th"],
  bySlug: new Map([
    ["1", ["planner@example.go.th"]],
    ["2", ["Two@example.go.th", "deputy@example.go.th"]],
    ["3", ["three@example.go.th"]],
    ["4", []],
  ]),
}

function layout(
  tab: TabKey,
  sectionSlug?: string,
  keys = tabOf(tab).columns.map(column => column.key),
): SheetLayout {
  return {
    sheetId: 7,
    tab,
    sectionSlug,
    columnIndexByKey: new Map(keys.map((key, index) => [key, index])),
    rowCount: 100,
    columnCount: keys.length,
  }
}

function desired(layouts: readonly SheetLayout[], leadRows: readonly LeadRow[] = [], accounts = ACCOUNTS) {
  return protectionsOf({ layouts, leadRows, accounts })
}

function wholeTab(protections: readonly DesiredProtection[]) {
  return protections.find(each => each.range.startRowIndex === undefined)
}

function blocks(protections: readonly DesiredProtection[]) {
  return protections.filter(each => each.range.endRowIndex !== undefined)
}

/** The protections as Google would answer them after the requests. */
function applied(current: readonly ProtectedRange[], requests: ReturnType<typeof protectionRequests>) {
  const byId = new Map(current.map(each => [each.protectedRangeId, each]))
  let next = 1000
  for (const request of requests) {
    if ("deleteProtectedRange" in request) byId.delete(request.deleteProtectedRange.protectedRangeId)
    else if ("updateProtectedRange" in request) {
      const { protectedRange } = request.updateProtectedRange
      byId.set(protectedRange.protectedRangeId, protectedRange)
    } else byId.set(++next, { ...request.addProtectedRange.protectedRange, protectedRangeId: next })
  }
  return [...byId.values()]
}

const EDITORS: readonly [TabKey, string | undefined, readonly string[]][] = [
  ["assessment", undefined, ["planner"]],
  ["measure", undefined, ["planner"]],
  ["duty", undefined, ["planner"]],
  ["section", undefined, ["planner"]],
  ["holiday", undefined, ["planner"]],
  ["setting", undefined, ["planner"]],
  ["import", undefined, ["planner"]],
  ["oversight", undefined, ["planner", "director"]],
  ["report", "2", ["two", "deputy", "planner"]],
  ["report", "99", ["planner"]],
  ["status", undefined, []],
  ["record", undefined, []],
]

test.each(EDITORS)("tab %s %s may be edited by %j and the owner", (tab, slug, names) => {
  const protections = desired([layout(tab, slug)])
  const editors = ["owner", ...names].map(name => `${name}@example.go.th`)
  expect(wholeTab(protections)?.editors).toEqual(editors)
  expect(protections.every(each => each.description.startsWith(PROTECTION_PREFIX))).toBe(true)
})

test("script columns only warn, below the header, in runs; none where the script owns the tab", () => {
  const warnings = desired([layout("measure")]).filter(each => each.editors === undefined)
  expect(warnings.map(each => each.range)).toEqual([
    { sheetId: 7, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 },
    { sheetId: 7, startRowIndex: 1, startColumnIndex: 11, endColumnIndex: 12 },
    { sheetId: 7, startRowIndex: 1, startColumnIndex: 13, endColumnIndex: 16 },
  ])
  expect(desired([layout("status")]).filter(({ editors }) => !editors)).toEqual([])
})

test("on the status tab the planner alone announces, revokes links and gives reasons, anyone ticks the rest", () => {
  const reasons = { sheetId: 7, startRowIndex: 1, startColumnIndex: 3, endColumnIndex: 4 }
  const ticks = { sheetId: 7, startRowIndex: 1, startColumnIndex: 2, endColumnIndex: 3 }
  const announcing = { ...ticks, startRowIndex: 2, endRowIndex: 4 }
  const status = desired([layout("status")])
  const blocks = status.filter(({ range }) => "startColumnIndex" in range)
  expect(blocks.map(({ range }) => range)).toEqual([announcing, reasons])
  for (const { editors } of blocks) expect(editors).toEqual(wholeTab(desired([layout("measure")]))?.editors)
  expect(wholeTab(status)?.unprotected).toEqual([
    announcing,
    reasons,
    { ...ticks, endRowIndex: 2 },
    { ...ticks, startRowIndex: 4 },
  ])
})

test("a block is a run of rows with one lead, over the lead's columns, wherever they stand", () => {
  const keys = ["confirm", "id", "issue", "measure", "ours", "period", "reason", "lead"]
  const rows = [5, 1, 2, 4].map(row => ({ row, slug: row === 4 ? "3" : "2" }))
  const protections = desired([layout("measure", undefined, keys)], rows)
  const found = blocks(protections).map(({ range }) => [
    range.startRowIndex,
    range.endRowIndex,
    range.startColumnIndex,
    range.endColumnIndex,
  ])
  const runs = [
    [1, 3],
    [4, 5],
    [5, 6],
  ]
  expect(found).toEqual(runs.map(run => [...run, 0, 7]))
  const open = wholeTab(protections)?.unprotected.map(range => Object.values(range).slice(1))
  // Rows that follow each other are opened together, whoever leads them; what lies between the lead's columns is not.
  expect(open).toEqual(
    [
      [1, 3],
      [4, 6],
    ].flatMap(run => [
      [...run, 0, 1],
      [...run, 2, 4],
      [...run, 5, 7],
    ]),
  )
  expect(blocks(protections)[0]?.editors).toEqual(
    ["owner", "two", "deputy", "planner"].map(name => `${name}@example.go.th`),
  )
})

test("the header and rows of a section without accounts are never opened", () => {
  const rows = [
    { row: 0, slug: "2" },
    { row: 1, slug: "4" },
    { row: 2, slug: "77" },
  ]
  expect(blocks(desired([layout("measure")], rows))).toEqual([])
})

const LAYOUTS = [layout("measure"), { ...layout("report", "2"), sheetId: 8 }]
const ROWS = [1, 2, 3].map(row => ({ row, slug: "2" }))

test("what was written once is not written again, in whatever way Google answers it", () => {
  const wanted = desired(LAYOUTS, ROWS)
  const current = applied([], protectionRequests([], wanted))
  expect(protectionRequests(current, wanted)).toEqual([])
  const answered = current.map(each => ({
    ...each,
    warningOnly: each.warningOnly || undefined,
    unprotectedRanges: each.unprotectedRanges?.length ? [...each.unprotectedRanges].reverse() : undefined,
    range: {
      ...each.range,
      startRowIndex: each.range?.startRowIndex ?? 0,
      endRowIndex: each.range?.endRowIndex ?? 100,
    },
    // The owner is not always listed, and mails come in any case.
    editors: { users: each.editors?.users?.slice(1).map(mail => mail.toUpperCase()) },
  }))
  expect(protectionRequests(answered, wanted)).toEqual([])
})

test("a block that moved or whose editors changed is rewritten in place", () => {
  const current = applied([], protectionRequests([], desired(LAYOUTS, ROWS)))
  const bySlug = new Map([...ACCOUNTS.bySlug, ["2", ["new@example.go.th"]]] as const)
  const wanted = desired(LAYOUTS, [{ row: 9, slug: "2" }], { ...ACCOUNTS, bySlug })
  const requests = protectionRequests(current, wanted)
  expect(requests.every(request => "updateProtectedRange" in request)).toBe(true)
  // Both whole tabs and the block; the warnings stay.
  expect(requests).toHaveLength(3)
  expect(protectionRequests(applied(current, requests), wanted)).toEqual([])
})

test("a protection that was widened, to a group or to the whole domain, is narrowed again", () => {
  const wanted = desired([layout("duty")])
  const current = applied([], protectionRequests([], wanted))
  const [tab, ...rest] = current
  const users = tab?.editors?.users ?? []
  for (const editors of [
    { users, groups: ["all@example.go.th"] },
    { users, domainUsersCanEdit: true },
    { users: [...users, "stranger@example.com"] },
    {},
  ]) {
    const requests = protectionRequests([{ ...tab, editors }, ...rest], wanted)
    expect(requests).toMatchObject([
      { updateProtectedRange: { protectedRange: { editors: { users, domainUsersCanEdit: false } } } },
    ])
  }
  const asGroup = { users: users.slice(0, 1), groups: users.slice(1) }
  expect(protectionRequests([{ ...tab, editors: asGroup }, ...rest], wanted)).toEqual([])
})

test("blocks that are gone are deleted before anything is added", () => {
  const current = applied([], protectionRequests([], desired(LAYOUTS, ROWS)))
  const wanted = desired(LAYOUTS, [])
  const kinds = protectionRequests(current, wanted).map(request => Object.keys(request)[0])
  expect(kinds).toEqual(["deleteProtectedRange", "updateProtectedRange"])
})

test("sixty measures whose leads alternate cost a protection a row, in one small batch", () => {
  const slugs = Array.from({ length: 10 }, (_, at) => String(at + 1))
  const bySlug = new Map(slugs.map(slug => [slug, [`section-${slug}@bangsommut.example`]]))
  const rows = Array.from({ length: 60 }, (_, at) => ({ row: at + 1, slug: slugs[at % 10] ?? "" }))
  const wanted = desired([layout("measure")], rows, { ...ACCOUNTS, bySlug })
  expect(blocks(wanted)).toHaveLength(60)
  expect(wholeTab(wanted)?.unprotected).toHaveLength(3)
  const requests = protectionRequests([], wanted)
  expect(requests).toHaveLength(64)
  expect(JSON.stringify({ requests }).length).toBeLessThan(25_000)
})

test("people's own protections, and those of a tab that was not recognised, are left alone", () => {
  const wanted = desired(LAYOUTS, ROWS)
  const own = { protectedRangeId: 1, range: { sheetId: 7 }, description: "ของฝ่ายเอง" }
  const lost = { protectedRangeId: 2, range: { sheetId: 55 }, description: `${PROTECTION_PREFIX} เดิม` }
  const current = applied([own, lost], protectionRequests([own, lost], wanted))
  expect(current).toContainEqual(own)
  expect(current).toContainEqual(lost)
  expect(protectionRequests(current, wanted)).toEqual([])
})

test("any order of leads over six rows opens exactly the rows that have one, to that one", () => {
  const slugs = ["2", "3", "4", ""]
  for (let number = 0; number < 4 ** 6; number++) {
    const leads = Array.from({ length: 6 }, (_, at) => slugs[Math.floor(number / 4 ** at) % 4] ?? "")
    const rows = leads.flatMap((slug, at) => (slug === "" ? [] : [{ row: at + 1, slug }]))
    const found = new Map<number, string>()
    for (const { range, editors } of blocks(desired([layout("measure")], rows)))
      for (let row = range.startRowIndex ?? 0; row < (range.endRowIndex ?? 0); row++)
        found.set(row, editors?.[1] ?? "")
    const wanted = rows.filter(({ slug }) => slug === "2" || slug === "3")
    expect(found.size).toBe(wanted.length)
    for (const { row, slug } of wanted)
      expect(found.get(row)?.startsWith(slug === "2" ? "two" : "three")).toBe(true)
  }
})
