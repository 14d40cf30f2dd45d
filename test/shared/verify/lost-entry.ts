/** A site whose office took a new key, and one key of which another says that it is lost. */
import type { KeyObject } from "node:crypto"
import { instantOf, type KeyEntry, type LogEntry } from "../../../shared/log/entry.ts"
import { LOST_KEY_JWT_TYPE } from "../../../shared/log/lost-key.ts"
import { decodePayload } from "../../../shared/push/sd-jwt.ts"
import { FROM, newSite, type Site, signedPart, signedPushes, stranger } from "./site.ts"

export const DAY = 86_400_000
/** The new key of the office. */
const next = stranger
const { n = "", e = "" } = next.publicKey.export({ format: "jwk" })
const NEXT = { kid: "next", n, e }
/** After the second push, and a day before the third. */
export const CHANGED = FROM + 15 * DAY + 3600_000
export const THIRD = FROM + 16 * DAY

/** The third push is signed with the office's new key, which an entry before it names beside the old one. */
export function rotated(more: object = {}, key: KeyObject = next.privateKey): Site {
  const pushes = signedPushes().map((push, index) =>
    index === 2
      ? { ...push, signed: signedPart({ ...(decodePayload(push.signed) as object), ...more }, key, "next") }
      : push,
  )
  const site = newSite(pushes)
  const first = site.entries[0] as KeyEntry
  const named = { ...first, at: instantOf(CHANGED), office: [NEXT, ...first.office] }
  return { ...site, otherKeys: [NEXT], entries: site.entries.toSpliced(3, 0, named) }
}

export type LostReport = { key?: string; since?: number; iat?: number; by?: KeyObject; kid?: string }

export function lostEntry({
  key = "office",
  since = FROM + DAY,
  iat = THIRD + DAY,
  by = next.privateKey,
  kid = "next",
}: LostReport) {
  const seconds = (ms: number) => Math.floor(ms / 1000)
  const claims = {
    iss: "test-office",
    aud: "https://record.example",
    iat: seconds(iat),
    key,
    since: seconds(since),
  }
  const jws = signedPart(claims, by, kid, LOST_KEY_JWT_TYPE)
  return { type: "lost", at: instantOf(THIRD + DAY), jws } satisfies LogEntry
}

export const withReport = (report: LostReport, site = rotated()): Site => ({
  ...site,
  entries: [...site.entries, lostEntry(report)],
})
