import { expect, test } from "vitest"
import { COLUMN_METADATA_KEY, columnOf, TAB_METADATA_KEY, tabOf } from "../../../shared/columns.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { PLANNER_TICK_ROW } from "../../../shared/sheet/protection.ts"
import { MEASURES, OWNER, openYear, REGISTRY_REPORTS } from "./office.ts"

type Year = Awaited<ReturnType<typeof openYear>>

const HEADERS = tabOf("measure").columns.map(column => column.header)
const columnRange = (sheetId: number, at: number, count = 1) => ({
  sheetId,
  dimension: "COLUMNS",
  startIndex: at,
  endIndex: at + count,
})
const STATUS = tabOf("status").title
const REASON_AT = tabOf("status").columns.indexOf(columnOf("status", "reason"))
const periodAt = tabOf("measure").columns.indexOf(columnOf("measure", "period"))

/** What people break, and how it looks once mended. */
const BREAKAGES: readonly {
  name: string
  break: (year: Year) => Promise<unknown>
  mended: (year: Year) => void
}[] = [
  {
    name: "a renamed header",
    break: year => year.type(`'${MEASURES}'!F1`, [["กำหนดเสร็จ"]]),
    mended: year => expect(year.headersOf(MEASURES)).toEqual(HEADERS),
  },
  {
    name: "lost column metadata",
    break: year => loseMetadata(year, COLUMN_METADATA_KEY),
    mended: year => {
      const { metadata } = year.google.model.spreadsheet(year.spreadsheetId)
      const { sheetId } = year.sheetOf(MEASURES)
      const named = metadata.filter(entry => entry.location.dimensionRange?.sheetId === sheetId)
      expect(named.map(entry => entry.metadataValue)).toEqual(
        tabOf("measure").columns.map(column => column.key),
      )
    },
  },
  {
    name: "lost tab metadata",
    break: year => loseMetadata(year, TAB_METADATA_KEY),
    mended: year => expect(year.google.model.spreadsheet(year.spreadsheetId).sheets).toHaveLength(20),
  },
  {
    name: "a deleted column",
    break: year =>
      year.batch({ deleteDimension: { range: columnRange(year.sheetOf(MEASURES).sheetId, periodAt) } }),
    mended: year => expect(year.headersOf(MEASURES)).toEqual(HEADERS),
  },
  {
    name: "a deleted last column",
    break: year =>
      year.batch({
        deleteDimension: { range: columnRange(year.sheetOf(MEASURES).sheetId, HEADERS.length - 1) },
      }),
    mended: year => expect(year.headersOf(MEASURES)).toEqual(HEADERS),
  },
  {
    name: "a narrowed column and a hidden one",
    break: year => {
      const range = columnRange(year.sheetOf(MEASURES).sheetId, periodAt, 2)
      const properties = { pixelSize: 20, hiddenByUser: true }
      return year.batch({
        updateDimensionProperties: { range, properties, fields: "pixelSize,hiddenByUser" },
      })
    },
    mended: year =>
      expect(year.sheetOf(MEASURES).columnBands[periodAt]).toEqual({
        pixelSize: columnOf("measure", "period").width,
        hiddenByUser: false,
      }),
  },
  {
    name: "a status tab of the version before: no reasons, and any tick is anybody's",
    break: year => {
      const { sheetId, protectedRanges } = year.sheetOf(STATUS)
      return year.batch(
        ...protectedRanges
          .filter(({ range }) => range.startColumnIndex !== undefined)
          .map(({ protectedRangeId }) => ({ deleteProtectedRange: { protectedRangeId } })),
        { deleteDimension: { range: columnRange(sheetId, REASON_AT) } },
      )
    },
    mended: year => {
      expect(year.headersOf(STATUS)).toEqual(tabOf("status").columns.map(column => column.header))
      const blocks = year.sheetOf(STATUS).protectedRanges.filter(({ range }) => range.startColumnIndex)
      expect(
        blocks.map(({ range }) => [range.startRowIndex, range.endRowIndex, range.startColumnIndex]),
      ).toEqual([
        [PLANNER_TICK_ROW, PLANNER_TICK_ROW + 2, REASON_AT - 1],
        [1, undefined, REASON_AT],
      ])
      for (const { editors, warningOnly } of blocks)
        expect([editors?.users, warningOnly ?? false]).toEqual([[OWNER, "section-1@example.go.th"], false])
      // Text, as reasons are typed, and no tick left of the column beside it.
      expect(year.sheetOf(STATUS).rows[4]?.[REASON_AT]).toMatchObject({
        format: { numberFormat: { type: "TEXT" } },
      })
      expect(year.sheetOf(STATUS).rows[4]?.[REASON_AT]?.validation).toBeUndefined()
    },
  },
  {
    name: "a renamed tab, thawed and hidden",
    break: year => {
      const properties = { sheetId: year.sheetOf(MEASURES).sheetId, title: "แผนใหม่", hidden: true }
      return year.batch({
        updateSheetProperties: { properties, fields: "title,hidden,gridProperties.frozenRowCount" },
      })
    },
    mended: year => expect(year.sheetOf(MEASURES)).toMatchObject({ hidden: false, frozenRowCount: 1 }),
  },
  {
    name: "a deleted report tab",
    break: year => year.batch({ deleteSheet: { sheetId: year.sheetOf(REGISTRY_REPORTS).sheetId } }),
    mended: year => {
      const titles = year.google.model.spreadsheet(year.spreadsheetId).sheets.map(sheet => sheet.title)
      expect(titles.indexOf(REGISTRY_REPORTS)).toBe(titles.indexOf("รายงาน ฝ่ายปกครอง") + 1)
    },
  },
  {
    name: "a removed protection and a widened one",
    break: year => {
      const [first] = year.sheetOf(MEASURES).protectedRanges
      const [second] = year.sheetOf(REGISTRY_REPORTS).protectedRanges
      const editors = { users: ["stranger@example.com"] }
      return year.batch(
        { deleteProtectedRange: { protectedRangeId: first?.protectedRangeId } },
        {
          updateProtectedRange: {
            protectedRange: { protectedRangeId: second?.protectedRangeId, editors },
            fields: "editors",
          },
        },
      )
    },
    mended: year => {
      expect(year.sheetOf(MEASURES).protectedRanges.filter(each => !each.warningOnly)).toHaveLength(1)
      const users = year.sheetOf(REGISTRY_REPORTS).protectedRanges[0]?.editors?.users
      expect(users).toContain("section-2@example.go.th")
      expect(users).not.toContain("stranger@example.com")
    },
  },
  {
    name: "formats and dropdowns lost to a paste",
    break: year => {
      const { sheetId } = year.sheetOf(MEASURES)
      const range = { sheetId, startRowIndex: 3, endRowIndex: 6, startColumnIndex: 2, endColumnIndex: 9 }
      return year.batch({
        repeatCell: { range, cell: {}, fields: "userEnteredFormat,dataValidation" },
      })
    },
    mended: year => {
      const rows = year.sheetOf(MEASURES).rows
      expect(rows[4]?.slice(2, 9)).toEqual(rows[7]?.slice(2, 9))
    },
  },
  {
    name: "a removed conditional format",
    break: year =>
      year.batch({ deleteConditionalFormatRule: { sheetId: year.sheetOf(MEASURES).sheetId, index: 3 } }),
    mended: year => expect(year.sheetOf(MEASURES).conditionalFormats).toHaveLength(22),
  },
  {
    name: "all rows of a tab",
    break: year => {
      const range = { sheetId: year.sheetOf("วันหยุด").sheetId, dimension: "ROWS", startIndex: 1 }
      return year.batch({ deleteDimension: { range } })
    },
    mended: year => expect(year.textsOf("วันหยุด", 1)[1]).toBe("วันสงกรานต์"),
  },
  {
    name: "a setting's label, key and row",
    break: async year => {
      await year.type("'ตั้งค่า'!A3:B4", [
        ["", "ต้นสังกัด"],
        ["title", "ชื่อ"],
      ])
      const { sheetId } = year.sheetOf("ตั้งค่า")
      const at = 1 + SETTINGS.findIndex(({ key }) => key === "publicAddress")
      await year.batch({
        deleteDimension: { range: { sheetId, dimension: "ROWS", startIndex: at, endIndex: at + 1 } },
      })
    },
    mended: year => {
      expect(year.textsOf("ตั้งค่า", 2).slice(0, 3)).toEqual(["parent", "ต้นสังกัด", "กรุงเทพมหานคร"])
      expect(year.textsOf("ตั้งค่า", 3).slice(0, 3)).toEqual(["title", "ชื่อแผน", "แผน 2566"])
      expect(year.textsOf("ตั้งค่า", SETTINGS.length)[0]).toBe("publicAddress")
    },
  },
]

for (const breakage of BREAKAGES)
  test(`${breakage.name} is mended by one batch and one of protections, and then nothing is left to do`, async () => {
    const year = await openYear()
    await year.type(`'${MEASURES}'!C2:D2`, [["ประเด็น", "=ไม่ใช่สูตร"]])
    await breakage.break(year)
    year.google.calls.clear()
    expect((await year.again()).outcome).toBe("repaired")
    expect(year.google.calls.get("sheets.spreadsheets.batchUpdate")).toBeLessThanOrEqual(2)
    breakage.mended(year)
    expect(year.textsOf(MEASURES, 1).slice(2, 4)).toEqual(["ประเด็น", "=ไม่ใช่สูตร"])
    expect((await year.again()).requestCount).toBe(0)
  })

test("everything broken at once is mended, what people typed still there", async () => {
  const year = await openYear()
  await year.type(`'${MEASURES}'!C2:D2`, [["ประเด็น", "=ไม่ใช่สูตร"]])
  const together = BREAKAGES.filter(
    each => !/metadata|renamed tab|all rows|^a deleted column$|report tab/.test(each.name),
  )
  for (const breakage of together) await breakage.break(year)
  await year.again()
  for (const breakage of together) breakage.mended(year)
  expect(year.textsOf(MEASURES, 1).slice(2, 4)).toEqual(["ประเด็น", "=ไม่ใช่สูตร"])
  expect((await year.again()).requestCount).toBe(0)
})

function loseMetadata(year: Year, key: string) {
  const { metadata } = year.google.model.spreadsheet(year.spreadsheetId)
  const lost = metadata.filter(({ metadataKey }) => metadataKey === key)
  return year.batch(
    ...lost.map(({ metadataId }) => ({
      deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
    })),
  )
}
