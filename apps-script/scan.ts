/**
 * One scan of one spreadsheet: one read, the pushes, a small read of where the lines stand now, one write. Killed
 * anywhere, the next scan finishes the work.
 */

import { bangkokDate, parseIsoDate } from "../shared/date/civil-date.ts"
import type { ScheduledObligation } from "../shared/due/schedule.ts"
import { decodeBase64url, type Hash } from "../shared/push/sd-jwt.ts"
import { nameParts, obligationParts } from "../shared/row/name.ts"
import { isRevokeTicked, type Revocation } from "../shared/scan/answers.ts"
import { type Gate, isTickedByAnother, plannerUntick, untickWrites } from "../shared/scan/gate.ts"
import { settingValue } from "../shared/scan/gate-figures.ts"
import { layoutWrites } from "../shared/scan/layout.ts"
import {
  type CellWrite,
  labelsOf,
  listWrites,
  markWrites,
  recordWrites,
  referenceWrites,
} from "../shared/scan/marks.ts"
import { orderMoves } from "../shared/scan/report-order.ts"
import { type LineStates, lineStatesOn } from "../shared/scan/report-state.ts"
import { planScan, rememberRows, type ScanPlan } from "../shared/scan/scan.ts"
import { isHeadShown, isSettled, isSettleTicked } from "../shared/scan/settle.ts"
import { isSendNowTicked, type Status, statusLines } from "../shared/scan/status.ts"
import { unreadableTabs, vanishedOf } from "../shared/scan/vanished.ts"
import { formatMemory, type Memory, readMemory, rebaseMemory } from "../shared/sheet/memory.ts"
import { mergesToUndo } from "../shared/sheet/merged.ts"
import { type Accounts, protectionsOf } from "../shared/sheet/protection.ts"
import { type SheetTab, tabsOf } from "../shared/sheet/sheet-tab.ts"
import type { Stood } from "../shared/sheet/stood.ts"
import { accountsOf, leadRowsOf } from "../shared/table/editors.ts"
import { type AuthoredEdit, findEnteredBy } from "../shared/table/entered-by.ts"
import { withMeasureIds } from "../shared/table/references.ts"
import { scheduledFrom } from "../shared/table/reports.ts"
import { typedReasons } from "../shared/table/status-reasons.ts"
import { fetchAnswers, revokeLinks } from "./answers.ts"
import { currentPace } from "./budget.ts"
import type { Config } from "./config.ts"
import { otherFaults } from "./faults.ts"
import { protect, untakenEditors } from "./protect.ts"
import { type Sent, sendPlan } from "./push.ts"
import { type ReadSpreadsheet, readSpreadsheet } from "./read.ts"
import { readStood } from "./stood.ts"
import { carryOutTicks } from "./ticks.ts"
import { originOf } from "./worker.ts"
import { headerRequests, writeSpreadsheet } from "./write.ts"

/** Pushes tried after a 409 before leaving it to the next scan: somebody else is pushing too. */
const REBASES = 2

/** Scans in one run: rows that got their ids in the first are published by the second. */
const ROUNDS = 2

type Spreadsheet = Config["spreadsheets"][number]

/** Why a scan is made, and the edits noted since the last. */
type Occasion = { readonly byClock: boolean; readonly edits: readonly AuthoredEdit[] }

/** Scans, and answers with the tabs as they were read. */
export function scanSpreadsheet(
  config: Config,
  spreadsheet: Spreadsheet,
  occasion: Occasion,
): readonly SheetTab[] {
  const edits = occasion.edits.filter(each => each.spreadsheetId === spreadsheet.id)
  for (let round = 1; ; round++) {
    const byClock = occasion.byClock && round === 1
    const { tabs, isUnfinished } = scanOnce(config, spreadsheet, { byClock, edits })
    if (!isUnfinished || round === ROUNDS) return tabs
  }
}

function scanOnce(config: Config, spreadsheet: Spreadsheet, occasion: Occasion) {
  const spreadsheetId = spreadsheet.id
  let read = readSpreadsheet(spreadsheetId)
  if (carryOutTicks(spreadsheetId, read.tabs, newId)) read = readSpreadsheet(spreadsheetId)
  const byClock = occasion.byClock || isSendNowTicked(read.tabs) || isSettleTicked(read.tabs)
  const tabs = withMeasureIds(read.tabs, readMemory(read.tabs))
  const published = publish(config, spreadsheet, tabs, { ...occasion, byClock })
  if (!published) {
    writeNoFiscalYear(spreadsheetId, read)
    return { tabs, isUnfinished: false }
  }
  const { fiscalYear } = published.plan.table
  writeBack(
    spreadsheetId,
    { ...read, tabs, typed: read.tabs },
    { ...published, ...(isRevokeTicked(tabs) && { revocation: revokeLinks(config, fiscalYear) }) },
  )
  // The Worker said that answers wait: what is written now is published by the next round.
  const isTaken = (published.mail?.answers ?? 0) > 0 && fetchAnswers(config, spreadsheetId, fiscalYear)
  return { tabs, isUnfinished: isTaken || published.plan.isUnfinished }
}

type Published = Sent & {
  readonly plan: ScanPlan
  readonly byClock: boolean
  readonly revocation?: Revocation
}

/** Tabs whose measures are read as ids, and as they stand in the sheet. */
type Read = ReadSpreadsheet & { readonly typed: readonly SheetTab[] }

/** Undefined when the settings name no fiscal year. */
function publish(
  config: Config,
  spreadsheet: Spreadsheet,
  tabs: readonly SheetTab[],
  { byClock, edits }: Occasion,
): Published | undefined {
  let memory = readMemory(tabs)
  let stood: Stood | undefined
  const accounts = edits.length > 0 ? currentAccounts(tabs, memory) : undefined
  const input = {
    tabs,
    saltKey: decodeBase64url(config.saltKey),
    newId,
    enteredByLine: findEnteredBy({ tabs, edits, accounts, memory }),
    isTickedByAnother: isTickedByAnother(tabs, edits, accounts),
    byClock,
    origin: originOf(config.pushUrl),
    sheetAddress: spreadsheet.address ?? `https://docs.google.com/spreadsheets/d/${spreadsheet.id}/edit`,
  }
  const isSettledHere = (head: Hash) => !input.isTickedByAnother && isSettled(tabs, head)
  for (let attempt = 0; ; attempt++) {
    const plan = planScan({ ...input, memory, now: Date.now() })
    if (!plan) return undefined
    stood ??= readStood(plan.table.fiscalYear, memory)
    const sent = sendPlan(config, plan, { memory, stood }, isSettledHere)
    if (sent.rebaseOn === undefined) return { plan, byClock, ...sent }
    memory = rebaseMemory(sent.memory, sent.rebaseOn)
    stood = sent.stood
    if (attempt === REBASES) {
      const connection = { kind: "unreachable", detail: "409" } as const
      return { plan, byClock, memory, stood, mail: sent.mail, connection }
    }
  }
}

function writeBack(spreadsheetId: string, read: Read, published: Published): void {
  const { tabs, typed } = read
  const { plan, connection, mail, stood, revocation } = published
  const { rows, context, fiscalYear } = plan.table
  const laid = layOut(tabs, published)
  const { memory } = laid
  const unreadable = unreadableTabs(tabs, context.sections)
  const unmerged = mergesToUndo(tabs, read.merges).map(range => ({ unmergeCells: { range } }))
  const accounts = currentAccounts(tabs, published.memory)
  const untaken = accounts ? untakenEditors(accounts) : []
  const isInPlace = writeSpreadsheet({
    spreadsheetId,
    tabs: typed,
    writes: [
      ...markWrites(tabs, rows, name => memory.rowsByName.get(name)?.cells !== undefined),
      ...referenceWrites({ tabs, typed, rows, labelById: laid.labelById }),
      ...laid.writes,
      ...untickWrites(tabs, plan.gate),
      ...(stood.doubt && !isHeadShown(tabs, stood.doubt.head) ? plannerUntick(tabs) : []),
      ...statusWrites(tabs, memory, {
        ...{ gate: plan.gate, connection, mail, rows, unreadable, stood, untaken, revocation },
        faults: otherFaults(spreadsheetId),
      }),
      ...tabsOf(tabs, "record").flatMap(tab => recordWrites(tab, formatMemory(memory, fiscalYear))),
    ],
    ranges: unmerged,
    moves: [...tabs.flatMap(headerRequests), ...laid.moves],
  })
  // Section accounts that cannot be read leave the protections as they are: a typing slip must lock nobody out.
  if (!isInPlace || !accounts) return
  const leadRows = leadRowsOf(tabs, context.sections)
  const desiredOf = (allowed: Accounts) => protectionsOf({ layouts: tabs, leadRows, accounts: allowed })
  protect({ spreadsheetId, found: read.protectedRanges, accounts, desiredOf })
}

/** What the report tabs are to say, and once a day, with the day's first scan of the clock, in what order. */
function layOut(tabs: readonly SheetTab[], { plan, memory: accepted, stood, byClock }: Published) {
  const { rows, context } = plan.table
  const today = bangkokDate(plan.now)
  const remembered = rememberRows(accepted, plan)
  const isOrdered = !byClock || accepted.orderedOn === today
  const labelById = labelsOf(rows, remembered)
  const memory: Memory = {
    ...remembered,
    labelById,
    isStood: remembered.isStood || stood.sequence > 0,
    orderedOn: isOrdered ? accepted.orderedOn : today,
  }
  const obligations = scheduledFrom(rows, context)
  // What is held, or vanished, is owed as it was accepted: its lines stay.
  const missing = [...plan.missingSince.keys()].map(name => nameParts(name).id)
  const unscheduled = new Set([...missing, ...rows.filter(row => row.state !== "ready").map(row => row.id)])
  const lineStates = lineStatesOn(memory, today, parseIsoDate(settingValue(rows, "announcementDate")))
  return {
    memory,
    labelById,
    writes: layoutWrites(tabs, {
      obligations,
      keeps: id => unscheduled.has(obligationParts(id).duty),
      lineStates,
    }),
    moves: isOrdered ? [] : orderRequests(tabs, obligations, lineStates),
  }
}

function orderRequests(
  tabs: readonly SheetTab[],
  obligations: readonly ScheduledObligation[],
  lineStates: LineStates,
): Google.Request[] {
  const owed = new Map(obligations.map(each => [each.id, each]))
  const moves = tabsOf(tabs, "report").flatMap(tab =>
    orderMoves(tab, id => {
      const obligation = owed.get(id)
      return obligation && { isOpen: lineStates.of(obligation).isOpen, due: obligation.due }
    }),
  )
  return moves.map(({ sheetId, start, end, to }) => ({
    moveDimension: {
      source: { sheetId, dimension: "ROWS", startIndex: start, endIndex: end },
      destinationIndex: to,
    },
  }))
}

/** Nothing else can be said of a table that cannot be read. */
function writeNoFiscalYear(spreadsheetId: string, { tabs }: ReadSpreadsheet): void {
  const connection = { kind: "noFiscalYear" } as const
  const gate: Gate = { kind: "unsigned" }
  const faults = otherFaults(spreadsheetId)
  const said = { gate, connection, mail: null, rows: [], unreadable: [], untaken: [], faults }
  const writes = statusWrites(tabs, readMemory(tabs), said)
  writeSpreadsheet({ spreadsheetId, tabs, writes })
}

function statusWrites(
  tabs: readonly SheetTab[],
  memory: Memory,
  scanned: Omit<Status, "revision" | "head" | "now" | "pace" | "vanished" | "reasons">,
): CellWrite[] {
  const lines = statusLines({
    ...scanned,
    revision: memory.sequence,
    head: memory.head,
    now: Date.now(),
    pace: currentPace(),
    vanished: vanishedOf(memory),
    reasons: typedReasons(tabs),
  })
  return tabsOf(tabs, "status").flatMap(tab => listWrites(tab, lines))
}

function currentAccounts(tabs: readonly SheetTab[], memory: Memory) {
  const owner = Session.getEffectiveUser().getEmail()
  return accountsOf({ tabs, owner, memory, today: bangkokDate(Date.now()) })
}

/** `m-` and 8 characters of [0-9a-z] from a random UUID: 40 bits. */
function newId(letter: string): string {
  const hex = Utilities.getUuid().replace(/-/g, "").slice(0, 10)
  return `${letter}-${Number.parseInt(hex, 16).toString(36).padStart(8, "0")}`
}
