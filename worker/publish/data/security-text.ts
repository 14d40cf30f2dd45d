/** `security.txt` (RFC 9116): where to tell of a fault in this site. */
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import { parseAddress } from "../../../shared/row/address.ts"

/** Less than the year that the RFC allows; it moves on each day that the file is asked for. */
const VALID_DAYS = 180

/** Undefined when the office names no link or address: a contact that cannot be followed is none. */
export function securityText(contact: string, origin: string, today: IsoDate): string | undefined {
  const address = contactAddress(contact.trim())
  if (address === undefined) return undefined
  return [
    `Contact: ${address}`,
    `Expires: ${addDays(today, VALID_DAYS)}T00:00:00Z`,
    "Preferred-Languages: th, en",
    `Canonical: ${origin}/.well-known/security.txt`,
    "",
  ].join("\n")
}

/** As a URI in ASCII, which a line of the file is. */
function contactAddress(contact: string): string | undefined {
  const mail = parseAddress(contact)
  if (mail) return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`
  if (!/^https:\/\/[^\s"<>]{1,1990}$/.test(contact)) return undefined
  return URL.parse(contact)?.href
}
