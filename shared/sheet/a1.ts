/** A1 notation, the way Google writes places in a sheet. */

/** A column's letters: 0 → `A`, 27 → `AB`. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (index % 26))
}

/** `E4` for the fifth column of line 4. */
export function cellName(column: number, line: number): string {
  return `${columnName(column)}${line}`
}
