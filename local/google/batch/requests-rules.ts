/** Requests about protections, conditional formats and merges. */
import * as z from "zod"
import type { GridRange, Habits, ProtectedRange, Spreadsheet } from "../model/model.ts"
import { changeCells } from "../sheet/cells.ts"
import { overlaps, rectOf, sheetById } from "../sheet/range.ts"
import { checkShowable } from "../sheet/rules.ts"
import { invalid } from "../wire/errors.ts"
import { checkFields, merge, parseMask } from "../wire/field-mask.ts"
import { conditionalFormatRule, gridRange, protectedRange } from "../wire/wire.ts"
import { request } from "./request.ts"

const PROTECTION_FIELDS = ["range", "description", "warningOnly", "unprotectedRanges", "editors"]
const sheetId = z.int().default(0)
const ruleIndex = z.int().check(z.nonnegative()).default(0)

export const ruleRequests = {
  addProtectedRange: request(z.strictObject({ protectedRange }), ({ spreadsheet, touch, habits }, body) => {
    const sheet = sheetById(spreadsheet, body.protectedRange.range.sheetId)
    if (isWhole(body.protectedRange.range) && sheet.protectedRanges.some(({ range }) => isWhole(range)))
      throw invalid(`Sheet "${sheet.title}" already has sheet protection.`)
    const protectedRangeId = body.protectedRange.protectedRangeId ?? spreadsheet.nextId++
    if (
      spreadsheet.sheets.some(other =>
        other.protectedRanges.some(p => p.protectedRangeId === protectedRangeId),
      )
    )
      throw invalid(`A protected range with id ${protectedRangeId} already exists.`)
    const added = settled({ ...body.protectedRange, protectedRangeId }, habits)
    checkWarning(body.protectedRange)
    sheet.protectedRanges = [...sheet.protectedRanges, added]
    touch(sheet.sheetId)
    return { protectedRange: added }
  }),

  updateProtectedRange: request(
    z.strictObject({ protectedRange: protectedRange.partial({ range: true }), fields: z.string() }),
    ({ spreadsheet, touch, habits }, { protectedRange: update, fields }) => {
      const { sheet, protection } = protectionById(spreadsheet, update.protectedRangeId)
      const mask = parseMask(fields)
      checkFields(mask, PROTECTION_FIELDS)
      const { protectedRangeId } = protection
      const merged: Partial<ProtectedRange> = merge<object>(protection, update, mask)
      checkWarning(update)
      const wanted = { ...merged, range: merged.range ?? protection.range, protectedRangeId }
      const updated = settled(wanted, habits)
      if (updated.range.sheetId !== sheet.sheetId)
        throw invalid("A protected range cannot move to another sheet.")
      sheet.protectedRanges = sheet.protectedRanges.map(other => (other === protection ? updated : other))
      touch(sheet.sheetId)
    },
  ),

  deleteProtectedRange: request(
    z.strictObject({ protectedRangeId: z.int() }),
    ({ spreadsheet, touch }, { protectedRangeId }) => {
      const { sheet, protection } = protectionById(spreadsheet, protectedRangeId)
      sheet.protectedRanges = sheet.protectedRanges.filter(other => other !== protection)
      touch(sheet.sheetId)
    },
  ),

  addConditionalFormatRule: request(
    z.strictObject({ rule: conditionalFormatRule, index: ruleIndex }),
    ({ spreadsheet, touch }, { rule, index }) => {
      const sheet = sheetById(spreadsheet, rule.ranges[0]?.sheetId ?? 0)
      checkShowable(rule)
      if (index > sheet.conditionalFormats.length) throw invalid(`Invalid rule index: ${index}`)
      sheet.conditionalFormats = sheet.conditionalFormats.toSpliced(index, 0, rule)
      touch(sheet.sheetId)
    },
  ),

  deleteConditionalFormatRule: request(
    z.strictObject({ index: ruleIndex, sheetId }),
    ({ spreadsheet, touch }, { index, sheetId }) => {
      const sheet = sheetById(spreadsheet, sheetId)
      if (!sheet.conditionalFormats[index])
        throw invalid(`No conditional format on sheet: ${sheet.sheetId} at index: ${index}`)
      sheet.conditionalFormats = sheet.conditionalFormats.toSpliced(index, 1)
      touch(sheetId)
    },
  ),

  mergeCells: request(
    z.strictObject({ range: gridRange, mergeType: z.literal("MERGE_ALL").default("MERGE_ALL") }),
    ({ spreadsheet, touch }, { range }) => {
      const sheet = sheetById(spreadsheet, range.sheetId)
      const rect = rectOf(range, sheet)
      sheet.merges = [...sheet.merges.filter(merge => !overlaps(merge, range)), range]
      // Only the top left cell of a merge keeps what it holds.
      changeCells(sheet, rect, (cell, row, column) =>
        row === rect.top && column === rect.left
          ? cell
          : { format: cell?.format, validation: cell?.validation },
      )
      touch(sheet.sheetId, range)
    },
  ),

  unmergeCells: request(z.strictObject({ range: gridRange }), ({ spreadsheet, touch }, { range }) => {
    const sheet = sheetById(spreadsheet, range.sheetId)
    sheet.merges = sheet.merges.filter(merge => !overlaps(merge, range))
    touch(sheet.sheetId, range)
  }),
}

/** In Google's words, where somebody met them (burnash/gspread issue 1437). */
function checkWarning({ warningOnly, editors }: Pick<ProtectedRange, "warningOnly" | "editors">): void {
  if (warningOnly && editors) throw invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
}

/** Google keeps no editors where a protection only warns. */
function settled(protection: ProtectedRange, { takeEditor }: Habits): ProtectedRange {
  const { editors, ...rest } = protection
  if (protection.warningOnly || !editors) return rest
  const users = (editors.users ?? []).flatMap(address => takeEditor(address) ?? [])
  return { ...rest, editors: { ...editors, users } }
}

function isWhole({ sheetId: _, ...bounds }: GridRange): boolean {
  return Object.values(bounds).every(bound => bound === undefined)
}

function protectionById(spreadsheet: Spreadsheet, protectedRangeId: number | undefined) {
  for (const sheet of spreadsheet.sheets) {
    const protection = sheet.protectedRanges.find(other => other.protectedRangeId === protectedRangeId)
    if (protection) return { sheet, protection }
  }
  throw invalid(`No protected range with id: ${protectedRangeId}`)
}
