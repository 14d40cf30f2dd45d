/**
 * Every byte that a verifier reads, flipped one at a time: each is found. All of them take twenty minutes: a sample by a seed
 * here, and all where `EVERY_BYTE` is set.
 */
import { expect, it } from "vitest"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import { createDice } from "../../faults/dice.ts"
import { doorTo, newSite, serve } from "./site.ts"

const ALL = process.env.EVERY_BYTE !== undefined
const SAMPLED = 4

/** What says nothing of the record: where it may differ, and no reader is told another thing. */
const SAYS_NOTHING: Readonly<Record<string, RegExp>> = {
  "/log/vkey": /\n$/g,
  // Other algorithms than RS256 are refused by what is signed.
  "/.well-known/jwks.json": /"kty":"RSA"/g,
  "/2566/calendar.ics":
    /^(?!(?:BEGIN|END):VEVENT|(?:UID|SEQUENCE|DTSTART|STATUS|SUMMARY|DESCRIPTION|URL)[;:]| ).*\r\n(?: .*\r\n)*|(?<=URL;VALUE=URI):https:\/\/record\.example|(?<=^(?:DTSTART|URL));VALUE=[A-Z]+|(?<=\\)n|\r\n/gm,
  "/2566?page=1": /<(?!tr)[^>]*>|\s/g,
}

const files = serve(newSite())

it.each([...files])(
  "of %s",
  async (path, body) => {
    const bytes = new Uint8Array(Buffer.from(body))
    const text = Buffer.from(body).toString("latin1")
    const quiet = [...text.matchAll(SAYS_NOTHING[path] ?? /$^/g)]
    const speaks = Array.from(bytes.keys()).filter(
      at => !quiet.some(({ index, 0: part }) => at >= index && at < index + part.length),
    )
    const dice = createDice(path.length)
    const chosen = ALL ? speaks : Array.from({ length: SAMPLED }, () => dice.oneOf(speaks) ?? 0)
    const missed: string[] = []
    for (const at of chosen) {
      const other = bytes.with(at, (bytes[at] ?? 0) ^ (1 << dice.below(7)))
      const { faults } = await verifyRecord(doorTo(new Map(files).set(path, other)), {})
      if (faults.length === 0)
        missed.push(`${at}: ${text.slice(Math.max(0, at - 20), at)}»${text.slice(at, at + 10)}`)
    }
    expect(missed).toEqual([])
  },
  ALL ? 600_000 : 60_000,
)
