/**
 * The public texts of the entries of a bundle, as one file beside it: of each entry a line, which is what follows the signed
 * part in its push as that is served. `~` and no more where nothing may be shown; a blank line for an entry that is no push.
 */
import { parseTilePath, type Tile, tilePath } from "./tile.ts"

const BUNDLES = "tile/entries/"
const TEXTS = "disclosures/"

/** `disclosures/000.p/5` beside `tile/entries/000.p/5`. */
export function disclosuresPath(bundle: Tile): string {
  return tilePath({ ...bundle, level: "entries" }).replace(BUNDLES, TEXTS)
}

/** The bundle that they are of; undefined for anything but the one spelling of its path. */
export function parseDisclosuresPath(path: string): Tile | undefined {
  return path.startsWith(TEXTS) ? parseTilePath(path.replace(TEXTS, BUNDLES)) : undefined
}

/** A line for each entry; undefined for a text of another number of lines. */
export function disclosureLines(text: string, width: number): string[] | undefined {
  const lines = text.split("\n")
  return lines.pop() === "" && lines.length === width ? lines : undefined
}
