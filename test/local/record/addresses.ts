/** Every address that `docs/addresses.md` lists, filled in: what is added there is checked everywhere without being named again. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"

const LIST = resolve(import.meta.dirname, "../../../docs/addresses.md")

/** What stands for the parts of an address. */
export type Filling = {
  readonly year: number
  readonly measure: string
  readonly duty: string
  readonly section: string
  readonly revision: number
}

export function listedAddresses(filling: Filling): string[] {
  return [...readFileSync(LIST, "utf8").matchAll(/^\| `(\/[^`]*)` \|/gm)].map(match =>
    filledAddress(match[1] ?? "", filling),
  )
}

/** Of these a browser shows a page. */
export function listedPages(filling: Filling): string[] {
  return listedAddresses(filling).filter(isPage)
}

export function isPage(address: string): boolean {
  return !/^\/api\/|^\/healthz$|^\/log\/|\.[a-z]+$/.test(address.split("?")[0] ?? "")
}

function filledAddress(address: string, { year, measure, duty, section, revision }: Filling): string {
  return address
    .replace("<year>", String(year))
    .replace("<id>", measure)
    .replace("<duty>", duty)
    .replace("<guide>", "clerk")
    .replace("<slug>", section)
    .replace("<n>", String(revision))
}
