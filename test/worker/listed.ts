/** The listed addresses, and an office where every one of them answers. */
import addresses from "../../docs/addresses.md?raw"
import { addressesListed } from "../listed-addresses.ts"
import { YEAR } from "./push-fixture.ts"
import { duty, FIRST, setting } from "./rows.ts"

export const WHOLE = {
  ...FIRST,
  rows: [...FIRST.rows, duty("a"), setting("contact", "https://office.example/help")],
}

export function listedAddresses(revision = 1): string[] {
  return addressesListed(addresses, {
    year: YEAR,
    measure: "m-aaaaaaaa",
    duty: "d-aaaaaaaa",
    section: "2",
    revision,
  })
}
