/** CSV as most programs read it: a record ends at a line feed, a carriage return or both, wherever no quotes are open. */
const FIELD = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\r|\n|$)/y

/** @throws on what RFC 4180 does not allow */
export function readCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  const field = new RegExp(FIELD)
  for (const source = text.replace(/^\ufeff/, ""); field.lastIndex < source.length; ) {
    const at = field.lastIndex
    const [, cell = "", end] = field.exec(source) ?? []
    if (end === undefined) throw new Error(`no CSV: ${JSON.stringify(source.slice(at, at + 40))}`)
    record.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === ",") continue
    records.push(record)
    record = []
  }
  return records
}
