/** The listed addresses, as Node reads the list. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { addressesListed, type Filling } from "../../listed-addresses.ts"

const LIST = readFileSync(resolve(import.meta.dirname, "../../../docs/addresses.md"), "utf8")

export function listedAddresses(filling: Filling): string[] {
  return addressesListed(LIST, filling)
}

/** Of these a browser shows a page. */
export function listedPages(filling: Filling): string[] {
  return listedAddresses(filling).filter(isPage)
}

function isPage(address: string): boolean {
  return !/^\/api\/|^\/healthz$|^\/log\/|\.[a-z]+$/.test(address.split("?")[0] ?? "")
}
