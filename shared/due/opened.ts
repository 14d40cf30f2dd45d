/**
 * How a report's links stand: whether anybody can open them, and whether they are still what was sent. Only a log-in says
 * anything of the report; a site that is down, or a file that is gone, accuses nobody.
 */
import { addDays, bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { isPage, type Look } from "../record/look.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { isNameOf } from "../row/name.ts"
import { linksIn } from "../row/public-link.ts"

export const LINK_STATES = ["unchecked", "open", "changed", "login", "gone", "down"] as const
export type LinkState = (typeof LINK_STATES)[number]

export type SeenLink = {
  readonly link: string
  readonly state: LinkState
  /** The newest look; undefined while it is unchecked. */
  readonly last: Look | undefined
  /** The first that opened it: what was sent. */
  readonly sent: Look | undefined
  /** Epoch milliseconds from which it has stood so; null while it is unchecked. */
  readonly since: number | null
  /** From when it asked for a log-in and has not opened since; null where it does not. */
  readonly closedSince: number | null
}

/** The links of a row as it stands, one after another; none of what was accepted before links were opened. */
export function seenLinks(record: Pick<YearRecord, "looksByLink">, versions: readonly Version[]): SeenLink[] {
  return looksOfLinks(record, versions).map(({ link, looks }) => seenLinkOf(link, looks))
}

/**
 * Of all looks those that say how the links of the reports stand, in their order: the others only say the same again. Looks
 * that follow, and reports that are accepted later, need none of those left out.
 */
export function neededLooks(record: YearRecord): Look[] {
  const needed = new Set<Look | undefined>()
  for (const [name, versions] of record.versionsByName) {
    if (!isNameOf(name, "report")) continue
    for (const { looks } of looksOfLinks(record, versions))
      for (const each of turnsOf(looks)) needed.add(each)
  }
  return [...record.looksByLink.values()].flat().filter(look => needed.has(look))
}

/** The links of a row as it stands, each with its looks since it was given. */
function looksOfLinks(
  { looksByLink }: Pick<YearRecord, "looksByLink">,
  versions: readonly Version[],
): { readonly link: string; readonly looks: readonly Look[] }[] {
  return linksOf(versions[versions.length - 1]).map(link => {
    const from = sentAt(versions, link)
    return { link, looks: (looksByLink.get(link) ?? []).filter(({ at }) => at >= from) }
  })
}

/** A link that is found closed has that day to be opened to all; from the next civil day on it is none. */
const GRACE_DAYS = 1

/** True of a link that nobody can open without a log-in, once its day of grace is over. */
export function isClosed({ closedSince }: SeenLink, today: IsoDate): boolean {
  return closedSince !== null && daysBetween(bangkokDate(closedSince), today) >= GRACE_DAYS
}

/** Long enough for a site to come back by itself. */
const DOWN_DAYS = 7

/** True of what somebody should be told: one that asks for a log-in, is gone or another, or down for a week. */
export function isToTell({ state, since }: SeenLink, today: IsoDate): boolean {
  if (state !== "down") return state === "login" || state === "gone" || state === "changed"
  return since !== null && daysBetween(bangkokDate(since), today) >= DOWN_DAYS
}

function linksOf(version: Version | undefined): string[] {
  return version?.row?.kind === "report" && !version.isUnopened ? linksIn(version.row.evidence) : []
}

/** When a link was given: an edit of other words of the report does not send it anew. */
function sentAt(versions: readonly Version[], link: string): number {
  const newestFirst = [...versions].reverse()
  const end = newestFirst.findIndex(version => !linksOf(version).includes(link))
  const first = newestFirst[(end === -1 ? newestFirst.length : end) - 1]
  return first?.acceptedAt ?? 0
}

function seenLinkOf(link: string, looks: readonly Look[]): SeenLink {
  const { state, last, sent, first, closed } = readLooks(looks)
  return { link, state, last, sent, since: first?.at ?? null, closedSince: closed?.at ?? null }
}

/** What the state of a link is read from, and what the states between are told by. */
function turnsOf(looks: readonly Look[]): (Look | undefined)[] {
  const { last, sent, before, first, lastOpen, closed } = readLooks(looks)
  const again = sent && looks.find(each => each !== sent && isSame(sent, each))
  return [last, sent, again, before, first, lastOpen, closed]
}

/** `first` of those that say what the last says, `before` it, and `closed`, the first log-in since it opened last. */
function readLooks(looks: readonly Look[]) {
  const last = looks[looks.length - 1]
  const sent = looks.find(each => each.outcome === "open")
  const states = looks.map((look, index) => stateAt(look, looks.slice(0, index), sent))
  const state = states[states.length - 1] ?? "unchecked"
  const other = states.map(each => each !== state).lastIndexOf(true)
  const open = looks.map(each => each.outcome).lastIndexOf("open")
  const closed = looks.slice(open + 1).find(each => each.outcome === "login")
  return { state, last, sent, before: looks[other], first: looks[other + 1], lastOpen: looks[open], closed }
}

function stateAt(look: Look, before: readonly Look[], sent: Look | undefined): LinkState {
  if (look.outcome !== "open") return look.outcome
  return sent && isChanged(look, before, sent) ? "changed" : "open"
}

/** A page that is another at each look (a counter, a token) cannot tell: it must have been the same once. */
function isChanged(look: Look, before: readonly Look[], sent: Look): boolean {
  if (isSame(sent, look)) return false
  return !isPage(sent.type) || before.some(each => each !== sent && isSame(sent, each))
}

function isSame(one: Look, other: Look): boolean {
  return one.sha256 === other.sha256 && one.size === other.size
}

type LooksDue = {
  /** Links to open now, those that nobody has opened first, then the one longest ago. */
  readonly links: readonly string[]
  /** The day from which the next will have to be; undefined where there is none. */
  readonly next: IsoDate | undefined
}

/** What is to be opened on a day, of the reports as they stand. */
export function looksDue(record: YearRecord, today: IsoDate): LooksDue {
  const links = [...record.versionsByName]
    .filter(([name]) => isNameOf(name, "report"))
    .flatMap(([, versions]) => seenLinks(record, versions))
    .map(each => ({ ...each, day: nextLook(each) }))
    .sort((a, b) => (a.last?.at ?? 0) - (b.last?.at ?? 0))
  const due = links.filter(({ day }) => day === undefined || day <= today)
  const later = links.flatMap(({ day }) => (day !== undefined && day > today ? [day] : []))
  return { links: [...new Set(due.map(({ link }) => link))], next: later.sort()[0] }
}

const MONTH = 30
const WEEK = 7

/**
 * When to look again; undefined for at once. The next day a second time, so that a page that changes by itself is known;
 * then each month. What does not open: each day of the first week, so that whoever mends it sees it, then each week.
 */
function nextLook({ state, last, sent, since }: SeenLink): IsoDate | undefined {
  if (!last) return undefined
  const day = bangkokDate(last.at)
  if (last.outcome !== "open")
    return addDays(day, daysBetween(bangkokDate(since ?? last.at), day) < WEEK ? 1 : WEEK)
  const isFirst = state === "open" && sent === last
  return addDays(day, isFirst ? 1 : MONTH)
}
