/** The addresses that `docs/addresses.md` lists, filled in: what is added there is checked everywhere without being named again. */

export type Filling = {
  readonly year: number
  readonly measure: string
  readonly duty: string
  readonly section: string
  readonly revision: number
}

/** Throws at a part that nothing stands for yet: it would only be asked for what is not there. */
export function addressesListed(document: string, filling: Filling): string[] {
  return [...document.matchAll(/^\| `(\/[^`]*)` \|/gm)].map(match => filledAddress(match[1] ?? "", filling))
}

function filledAddress(address: string, { year, measure, duty, section, revision }: Filling): string {
  const filled = address
    .replace("<year>", String(year))
    .replace("<id>", measure)
    .replace("<duty>", duty)
    .replace("<slug>", section)
    .replace("<n>", String(revision))
    .replace("<guide>", "clerk")
  if (filled.includes("<")) throw new Error(`nothing stands for a part of ${address}`)
  return filled
}
