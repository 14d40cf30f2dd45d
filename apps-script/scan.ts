/**
 * One scan of one spreadsheet: one read, the pushes, a small read of where the lines stand now, one write. Killed
 * anywhere, the next scan finishes the work.
 */

import { bangkokDate } from "../shared/date/civil-date.ts"
import { fillWrites, isImportTicked } from "../shared/import/fill.ts"
import type { MailHealth, PushReply } from "../shared/push/payload.ts"
import { decodeBase64url } from "../shared/push/sd-jwt.ts"
import { obligationParts } from "../shared/row/name.ts"
import { PUSH_LIMITS, splitChange } from "../shared/scan/change.ts"
import { layoutWrites, listWrites, markWrites, recordWrites } from "../shared/scan/marks.ts"
import { restoreWrites, tickedRows, vanishedOf } from "../shared/scan/restore.ts"
import { planScan, rememberAccepted, rememberRows, type ScanPlan } from "../shared/scan/scan.ts"
import { type Connection, SEND_NOW, statusLines } from "../shared/scan/status.ts"
import { formatMemory, type Known, type Memory, parseMemory, rebaseMemory } from "../shared/sheet/memory.ts"
import { mergesToUndo } from "../shared/sheet/merged.ts"
import { protectionRequests, protectionsOf } from "../shared/sheet/protection.ts"
import { cellOf, type SheetTab, tabsOf, textOf } from "../shared/sheet/sheet-tab.ts"
import { unreadableTabs } from "../shared/sheet/unseen.ts"
import { accountsOf, leadRowsOf } from "../shared/table/editors.ts"
import { type Hand, handsOn } from "../shared/table/hands.ts"
import { scheduledFrom } from "../shared/table/reports.ts"
import { contextOf } from "../shared/table/table.ts"
import { currentPace } from "./budget.ts"
import type { Config } from "./config.ts"
import { guardWrites } from "./guard.ts"
import { sendChange } from "./push.ts"
import { type ReadSpreadsheet, readSpreadsheet } from "./read.ts"
import { headerRequests, writeSpreadsheet } from "./write.ts"

/** Pushes tried after a 409 before leaving it to the next scan: somebody else is pushing too. */
const REBASES = 2

/** Scans in one run: rows that got their ids in the first are published by the second. */
const ROUNDS = 2

/** A ticked import, or a row ticked to be restored, is carried out first: then there is a read and a write more. */
function readFilled(spreadsheetId: string): ReadSpreadsheet {
  const read = readSpreadsheet(spreadsheetId)
  const base = isImportTicked(read.tabs) ? contextOf(read.tabs) : undefined
  const writes = [
    ...(base ? fillWrites({ tabs: read.tabs, newId, ...base }) : []),
    ...restoreWrites(read.tabs, tickedRows(read.tabs, readMemory(read.tabs))),
  ]
  if (writes.length === 0) return read
  writeSpreadsheet(spreadsheetId, read.tabs, guardWrites(spreadsheetId, read.tabs, writes).writes, [])
  return readSpreadsheet(spreadsheetId)
}

type Spreadsheet = Config["spreadsheets"][number]

type Published = {
  readonly plan: ScanPlan
  readonly memory: Memory
  readonly connection: Connection
  readonly mail: MailHealth | null
}

/** Why a scan is made, and whose hands were seen since the last. */
export type Occasion = { readonly byClock: boolean; readonly hands: readonly Hand[] }

export function scanSpreadsheet(config: Config, spreadsheet: Spreadsheet, occasion: Occasion): void {
  const hands = occasion.hands.filter(each => each.spreadsheetId === spreadsheet.id)
  for (let round = 0; round < ROUNDS; round++) {
    const byClock = occasion.byClock && round === 0
    if (scanOnce(config, spreadsheet, { byClock, hands }) === "finished") return
  }
}

function scanOnce(config: Config, spreadsheet: Spreadsheet, occasion: Occasion): "finished" | "unfinished" {
  const spreadsheetId = spreadsheet.id
  const read = readFilled(spreadsheetId)
  const memory = readMemory(read.tabs)
  const byClock = occasion.byClock || isSendNowTicked(read.tabs)
  const published = publish(config, spreadsheet, read.tabs, memory, { ...occasion, byClock })
  if (published) writeBack(spreadsheetId, read, published)
  else writeUnreadable(spreadsheetId, read, memory)
  return published?.plan.isUnfinished ? "unfinished" : "finished"
}

/** Undefined when the settings name no fiscal year. */
function publish(
  config: Config,
  spreadsheet: Spreadsheet,
  tabs: readonly SheetTab[],
  before: Memory,
  { byClock, hands }: Occasion,
): Published | undefined {
  const saltKey = decodeBase64url(config.saltKey)
  const sheetAddress = spreadsheet.address ?? `https://docs.google.com/spreadsheets/d/${spreadsheet.id}/edit`
  const handByLine = handsOn(tabs, hands, hands.length > 0 ? currentAccounts(tabs) : undefined, before)
  let memory = before
  for (let attempt = 0; ; attempt++) {
    const plan = planScan({
      tabs,
      memory,
      saltKey,
      newId,
      handByLine,
      now: Date.now(),
      byClock,
      sheetAddress,
    })
    if (!plan) return undefined
    const sent = sendPlan(config, plan, memory)
    if (sent.rebaseOn === undefined) return { plan, ...sent }
    memory = rebaseMemory(sent.memory, sent.rebaseOn)
    if (attempt === REBASES) {
      return { plan, memory, mail: sent.mail, connection: { kind: "unreachable", detail: "409" } }
    }
  }
}

type Sent = Omit<Published, "plan"> & {
  /** What the Worker holds, when it is not what was remembered. */
  readonly rebaseOn?: Known
}

/** Smaller pushes tried after a 413 before giving up: each half as large as the one before. */
const HALVINGS = 6

function sendPlan(config: Config, plan: ScanPlan, before: Memory, halvings = 0): Sent {
  const { table, change } = plan
  const kind = table.announced ? "quiet" : "notAnnounced"
  const limits = { signed: PUSH_LIMITS.signed / 2 ** halvings, body: PUSH_LIMITS.body / 2 ** halvings }
  let sent: Sent = { memory: before, connection: { kind }, mail: null }
  for (const part of change ? splitChange(change, before, limits) : []) {
    const outcome = sendChange(config, table.fiscalYear, sent.memory, part)
    if (outcome.kind === "unreachable") return { ...sent, connection: outcome }
    const { reply } = outcome
    if (isTooLarge(reply) && sent.memory === before && halvings < HALVINGS)
      return sendPlan(config, plan, before, halvings + 1)
    if (reply.outcome === "refused")
      return { ...sent, connection: refusal(reply), mail: reply.mail ?? sent.mail }
    if (reply.outcome === "stale") return { ...sent, rebaseOn: { ...reply, rows: reply.rows ?? {} } }
    const memory = rememberAccepted(sent.memory, part, reply.head, reply.revision)
    // A heartbeat before the announcement is taken, and still nothing is public.
    const isPublic = table.announced || reply.revision > 0
    sent = { memory, connection: isPublic ? accepted(reply) : { kind: "notAnnounced" }, mail: reply.mail }
  }
  return sent
}

function isTooLarge({ outcome, problems }: PushReply): boolean {
  return outcome === "refused" && problems.some(({ code }) => code === "tooLarge")
}

function accepted({ keyExpiresAt }: PushReply): Connection {
  return { kind: "accepted", ...(keyExpiresAt ? { keyExpiresAt: Date.parse(keyExpiresAt) } : {}) }
}

function refusal(reply: PushReply): Connection {
  const [problem] = reply.problems
  return { kind: "refused", code: problem?.code ?? "", detail: problem?.message ?? "" }
}

function writeBack(spreadsheetId: string, read: ReadSpreadsheet, published: Published): void {
  const { plan, connection, mail } = published
  const { rows, context, fiscalYear } = plan.table
  const memory = rememberRows(published.memory, plan)
  const scheduled = scheduledFrom(rows, context)
  const unscheduled = new Set(rows.filter(row => row.state !== "ready").map(row => row.id))
  const status = {
    ...{ revision: memory.sequence, head: memory.head, connection, now: Date.now(), mail, rows },
    unreadable: unreadableTabs(read.tabs, context.sections),
    pace: currentPace(),
    vanished: vanishedOf(memory),
  }
  const unmerged = mergesToUndo(read.tabs, read.merges).map(range => ({ unmergeCells: { range } }))
  const others = [...unmerged, ...protections(read, plan)]
  // Nothing may come between this read and the write.
  const { writes, moved } = guardWrites(spreadsheetId, read.tabs, [
    ...markWrites(read.tabs, rows, name => memory.rowsByName.get(name)?.cells !== undefined),
    ...layoutWrites(read.tabs, scheduled, id => unscheduled.has(obligationParts(id).duty)),
    ...tabsOf(read.tabs, "status").flatMap(tab => listWrites(tab, statusLines(status))),
    ...tabsOf(read.tabs, "record").flatMap(tab => recordWrites(tab, formatMemory(memory, fiscalYear))),
  ])
  // Blocks of rows that have moved meanwhile are drawn by the scan that finds them where they are.
  if (moved.size > 0) writeSpreadsheet(spreadsheetId, read.tabs, writes, [])
  else writeSpreadsheet(spreadsheetId, read.tabs, writes, others, read.tabs.flatMap(headerRequests))
}

/** Section accounts that cannot be read leave the protections as they are: a typing slip must lock nobody out. */
function protections(read: ReadSpreadsheet, plan: ScanPlan) {
  const accounts = currentAccounts(read.tabs)
  if (!accounts) return []
  const leadRows = leadRowsOf(read.tabs, plan.table.context.sections)
  const desired = protectionsOf({ layouts: read.tabs, leadRows, accounts })
  return protectionRequests(read.protectedRanges, desired)
}

function currentAccounts(tabs: readonly SheetTab[]) {
  const owner = Session.getEffectiveUser().getEmail()
  return accountsOf({ tabs, owner, today: bangkokDate(Date.now()) })
}

function writeUnreadable(spreadsheetId: string, read: ReadSpreadsheet, memory: Memory): void {
  const status = {
    revision: memory.sequence,
    head: memory.head,
    connection: { kind: "noFiscalYear" } as const,
    now: Date.now(),
    mail: null,
    rows: [],
    unreadable: [],
    pace: currentPace(),
    vanished: vanishedOf(memory),
  }
  const writes = tabsOf(read.tabs, "status").flatMap(tab => listWrites(tab, statusLines(status)))
  writeSpreadsheet(spreadsheetId, read.tabs, writes, [])
}

function readMemory(tabs: readonly SheetTab[]): Memory {
  return parseMemory(
    tabsOf(tabs, "record")
      .flatMap(tab => tab.rows)
      .map(line => ({
        kind: textOf(line, "kind"),
        id: textOf(line, "id"),
        digest: textOf(line, "digest"),
        memory: textOf(line, "memory"),
      })),
  )
}

function isSendNowTicked(tabs: readonly SheetTab[]): boolean {
  const lines = tabsOf(tabs, "status").flatMap(tab => tab.rows)
  return lines.some(line => textOf(line, "item") === SEND_NOW && cellOf(line, "tick").value === true)
}

/** `m-` and 8 characters of [0-9a-z] from a random UUID: 40 bits. */
function newId(letter: string): string {
  const hex = Utilities.getUuid().replace(/-/g, "").slice(0, 10)
  return `${letter}-${Number.parseInt(hex, 16).toString(36).padStart(8, "0")}`
}
