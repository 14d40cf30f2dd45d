/** A header as it stands in the bytes that arrived, unfolded as RFC 5322 has it and not decoded by anybody. */

/** The value of each header of a name, in order. A line that is folded within a word would come back with a blank in it. */
export function headersNamed(name: string, raw: string): string[] {
  const [head = ""] = raw.split("\r\n\r\n")
  return head
    .replaceAll(/\r\n(?=[ \t])/g, "")
    .split("\r\n")
    .filter(line => line.toLowerCase().startsWith(`${name}:`))
    .map(line => line.slice(name.length + 1).trim())
}
