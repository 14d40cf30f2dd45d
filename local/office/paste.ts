/** A block of cells as text, the way spreadsheets put it on the clipboard: tabs, line ends, quotes around either. */

/** One cell unless there is a tab in it: a line end alone is part of a cell's text. */
export function valueToBlock(value: string): string[][] {
  return value.includes("\t") ? parseBlock(value) : [[value]]
}

/** Rows may differ in length; a last line end ends the block. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y
  while (cell.lastIndex < text.length) {
    const [, quoted, plain = "", end] = cell.exec(text) ?? []
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== "\t" && cell.lastIndex < text.length) rows.push([])
    else if (end === "\t" && cell.lastIndex === text.length) rows.at(-1)?.push("")
  }
  return rows
}
