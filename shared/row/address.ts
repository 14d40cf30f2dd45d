/** Addresses of mail and of the web, strictly: what is not plainly one address is none. */

/** `name@example.go.th`: ASCII, lower-case domain, nothing a header could be broken with. */
export type MailAddress = string & { readonly __brand: "MailAddress" }

/** Whose box it is: letters that differ only in case lead to one. Mail is sent to the address as it was typed. */
export function mailboxOf(address: MailAddress): MailAddress {
  return address.toLowerCase() as MailAddress
}

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/

/** The address a text is; undefined for a name with an address, a list, or anything else. */
export function parseAddress(text: string): MailAddress | undefined {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf("@")
  const local = trimmed.slice(0, Math.max(at, 0))
  const domain = trimmed.slice(at + 1)
  if (local.length > 64 || trimmed.length > 254 || !LOCAL.test(local) || !DOMAIN.test(domain))
    return undefined
  return `${local}@${domain.toLowerCase()}` as MailAddress
}

/** The addresses of a typed list, each box once, and what in it is no address. Everything a cell may hold is understood. */
export function parseAddresses(texts: readonly string[]): { good: MailAddress[]; bad: string[] } {
  const parts = texts.flatMap(text => text.split(/[\s,;]+/)).filter(part => part !== "" && part !== "และ")
  const good = parts.flatMap(part => parseAddress(part) ?? [])
  const boxes = good.map(mailboxOf)
  return {
    good: good.filter((address, index) => boxes.indexOf(mailboxOf(address)) === index),
    bad: parts.filter(part => parseAddress(part) === undefined),
  }
}

/** A whole address of the web, and nothing beside it. */
export const WEB_ADDRESS = /^https:\/\/[^\s"<>]{1,1990}$/
