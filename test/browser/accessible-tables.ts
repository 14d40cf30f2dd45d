/** Tables as the browser tells a screen reader of them, from its own accessibility tree: style may take from a table what it is. */
import type { Page } from "playwright-core"

/** How many rows, heads of columns and of rows, and cells there are, counted by role. */
export type TableParts = Readonly<Record<"table" | "row" | "columnheader" | "rowheader" | "cell", number>>

/** In the document: what is not shown is told to nobody. */
export function partsWritten(page: Page): Promise<TableParts> {
  return page.evaluate(() => {
    const count = (selector: string) =>
      [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).length
    return {
      table: count("table"),
      row: count("tr"),
      columnheader: count("th[scope=col]"),
      rowheader: count("th:not([scope=col])"),
      cell: count("td"),
    }
  })
}

/** In the tree that assistive technology reads. */
export async function partsTold(page: Page): Promise<TableParts> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send("Accessibility.getFullAXTree")
  await session.detach()
  const count = (role: string) => nodes.filter(each => !each.ignored && each.role?.value === role).length
  return {
    table: count("table"),
    row: count("row"),
    columnheader: count("columnheader"),
    rowheader: count("rowheader"),
    cell: count("cell") + count("gridcell"),
  }
}
