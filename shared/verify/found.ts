/** What was found behind links, and so whether a report is proven, nobody signed: it is taken from what is shown. */
import { type Obligation, obligationsOf, standsWithoutLinks, withObligations } from "../due/obligation.ts"
import type { SeenLink } from "../due/opened.ts"
import type { WholeRecord } from "../record/record.ts"
import type { LinkView, ReportView, YearView } from "../view/schema.ts"
import { reportViews } from "../view/year.ts"
import { dayOf, isSame } from "./shown.ts"

/**
 * The record in each way in which it can be read, with its obligations as they are shown, as far as they can be: which of two
 * rules an old report is read by, nobody signed either.
 */
export function recordsAsShown(readings: readonly WholeRecord[], served: YearView): WholeRecord[] {
  const { today } = dayOf(served)
  const [record, ...others] = readings
  if (!record) return []
  const shownById = new Map(served.reports.map(report => [report.id, report]))
  const oldById = others.map(old => new Map(obligationsOf(old, today).map(each => [each.id, each])))
  const obligations = obligationsOf(record, today).map(each => {
    const shown = shownById.get(each.id)
    if (!shown) return each
    const known = asShown(each, shown)
    const old = oldById.flatMap(ids => ids.get(each.id) ?? []).map(as => asShown(as, shown))
    const isShown = (as: Obligation) => isSame(reportViews(record, [as])[0], shown)
    // Most are the same by either rule.
    return old.length === 0 || isShown(known) ? known : (old.find(isShown) ?? known)
  })
  return readings.map(each => withObligations(each, { today, obligations }))
}

/** A report whose links were opened is `done` or `reported` by what was found; a document named beside them proves anyway. */
function asShown(obligation: Obligation, shown: ReportView): Obligation {
  const { report, state } = obligation
  if (shown.links.length === 0 || !report) return obligation
  const proven = obligation.proven && (shown.proven || standsWithoutLinks(report))
  const isProof = state === "done" || state === "reported"
  return {
    ...obligation,
    proven,
    // Which links there are is signed.
    links: obligation.links.map((each, at) => {
      const found = shown.links[at]
      return found?.link === each.link ? seenLinkOf(found) : each
    }),
    state: isProof ? (proven ? "done" : "reported") : state,
  }
}

/** Of what is public of a link, what it is made of. */
function seenLinkOf({ link, state, checkedAt, since, sentSha256, ...seen }: LinkView): SeenLink {
  const outcome = state === "login" || state === "gone" || state === "down" ? state : "open"
  const { status, type, size, sha256, isCut } = seen
  const look = { link, at: instantOf(checkedAt ?? ""), outcome, status, type, size, sha256, isCut } as const
  return {
    ...{ link, state },
    last: checkedAt === null ? undefined : look,
    sent: sentSha256 === null ? undefined : { ...look, sha256: sentSha256 },
    ...{ since: since === null ? null : instantOf(since), closedSince: null },
  }
}

/** Of what only looks like one, another. */
function instantOf(text: string): number {
  return Date.parse(text) || 0
}
