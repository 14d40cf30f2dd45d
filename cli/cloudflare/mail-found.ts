/** What a Cloudflare account can send: from which domains to anybody, and to which addresses from anywhere. */
import type { Wrangler } from "./wrangler.ts"

export type MailFound = {
  /** Domains that are onboarded for sending: mail from one of them reaches anybody. */
  readonly domains: readonly string[]
  /** Without such a domain, mail reaches these alone: each clicked a link that Cloudflare sent. */
  readonly verified: readonly string[]
  /** Asked, and did not click yet. */
  readonly pending: readonly string[]
}

/**
 * Undefined where the account does not say: not logged in, no network, no right to ask, or wrangler cannot be run, which the
 * step that needs it tells.
 */
export async function findMail(wrangler: Wrangler): Promise<MailFound | undefined> {
  const runs = await Promise.all([
    wrangler({ args: ["email", "sending", "list"] }),
    wrangler({ args: ["email", "routing", "addresses", "list"] }),
  ]).catch(() => undefined)
  if (!runs || runs.some(({ exitCode }) => exitCode !== 0)) return undefined
  const [domains = [], addresses = []] = runs.map(({ stdout }) => tableRows(stdout))
  const emails = (isPending: boolean) =>
    addresses.flatMap(({ email = "", verified }) =>
      email.includes("@") && (verified === "pending") === isPending ? [email.toLowerCase()] : [],
    )
  return {
    domains: domains.flatMap(({ name, enabled }) => (name && enabled === "yes" ? [name.toLowerCase()] : [])),
    verified: emails(false),
    pending: emails(true),
  }
}

/** Whether mail from this address reaches anybody. */
export function reachesAnybody({ domains }: MailFound, mailFrom: string): boolean {
  return domains.includes(mailFrom.split("@")[1]?.toLowerCase() ?? "")
}

/** These commands have no JSON: rows of the table that wrangler draws, by the words of its first row. */
function tableRows(printed: string): Readonly<Record<string, string>>[] {
  const [heads = [], ...rows] = printed
    .split("\n")
    .filter(line => line.trim().startsWith("│"))
    .map(line =>
      line
        .trim()
        .slice(1, -1)
        .split("│")
        .map(cell => cell.trim()),
    )
  return rows.map(cells => Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ""])))
}
