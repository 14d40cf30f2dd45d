/** A look behind a link of a report, as anybody without a log-in would open it, and what an answer means. */

export const OUTCOMES = ["open", "login", "gone", "down"] as const
/** `open` anybody reads it · `login` it asks who you are · `gone` it is not there · `down` nobody can tell: try again. */
export type Outcome = (typeof OUTCOMES)[number]

export type Look = {
  readonly link: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly outcome: Outcome
  /** Of HTTP; null where nothing answered. */
  readonly status: number | null
  /** Media type, without parameters; blank where none was said. */
  readonly type: string
  /** In bytes; of what is cut, as it says itself; null where nothing tells. */
  readonly size: number | null
  /** SHA-256 in hexadecimal of what was read: the whole, or its beginning where it is cut. Null unless open. */
  readonly sha256: string | null
  /** It was longer than is read. */
  readonly isCut: boolean
}

/** What came of asking for a link. */
export type Answer = {
  /** The addresses asked on the way, the link first. The last answered, or was not asked because it need not be. */
  readonly way: readonly string[]
  readonly status: number
  readonly type: string
  /** The beginning of a page, as text; blank for what is none. */
  readonly beginning: string
}

export function outcomeOf({ way, status, type, beginning }: Answer): Outcome {
  if (way.some(leadsToLogIn)) return "login"
  if (status === 401 || status === 403) return "login"
  if (status === 404 || status === 410) return "gone"
  if (status < 200 || status >= 300) return "down"
  const isLogIn = isPage(type) && asksForPassword(beginning, way[way.length - 1] ?? "")
  return isLogIn ? "login" : "open"
}

/** True of a media type that a browser shows as a page, which many sites make anew for each reader. */
export function isPage(type: string): boolean {
  return type === "text/html" || type === "application/xhtml+xml"
}

/** Hosts that do nothing but ask who you are. */
const LOG_IN_HOSTS: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "login.microsoftonline.com",
  "login.live.com",
  "login.windows.net",
  "login.yahoo.com",
  "access.line.me",
  "appleid.apple.com",
  "idmsa.apple.com",
])
const LOG_IN_PATH =
  /\/(?:log-?in|sign-?in|servicelogin|logon|wp-login|sso|adfs\/ls|cas\/login|oauth2?(?:\/v\d(?:\.\d)?)?\/authorize)(?:\.\w{2,5})?(?:[/?#;]|$)/i

/** A link that itself reads `/login` is what was given; a redirect to one is a question who you are. */
function leadsToLogIn(address: string, index: number): boolean {
  const host = /^https:\/\/([^/?#:]+)/.exec(address.toLowerCase())?.[1] ?? ""
  return LOG_IN_HOSTS.has(host) || (index > 0 && isLogInPath(address))
}

function isLogInPath(address: string): boolean {
  return LOG_IN_PATH.test(address.replace(/[?#].*$/, ""))
}

const PASSWORD = /<input\b[^>]{0,500}\btype\s*=\s*["']?password/i
const TITLE = /<title\b[^>]{0,200}>([^<]{0,300})/i
const LOG_IN_WORDS = /เข้าสู่ระบบ|ลงชื่อเข้า|ล็อกอิน|ล๊อกอิน|log[ -]?in|sign[ -]?in|log[ -]?on/i

/** Many an open page has a small log-in in its corner: what is one says so in its title or its address. */
function asksForPassword(beginning: string, address: string): boolean {
  const title = TITLE.exec(beginning)?.[1] ?? ""
  return PASSWORD.test(beginning) && (LOG_IN_WORDS.test(title) || isLogInPath(address))
}
