/** The ledger of notices, whose hashes stand in the log once their day is over. Of a notice nothing else is bound by anything. */
import * as z from "zod/mini"
import { bangkokDate } from "../date/civil-date.ts"
import type { LogEntry } from "../log/entry.ts"
import { groupBy } from "../record/group.ts"
import { MOST_PAGES } from "./addresses.ts"
import { all, type Door } from "./door.ts"
import { type Fault, faultsAt } from "./fault.ts"
import { jsonAt } from "./fetch-views.ts"
import type { Held } from "./hold.ts"

const ledgerSchema = z.object({
  pages: z.int(),
  total: z.int(),
  notices: z.array(z.object({ at: z.string(), hash: z.string() })),
})
type Ledger = z.infer<typeof ledgerSchema>

const ADDRESS = "/notices.json"

/** The newest pages. Of a simulated clock, which may fall, a mail can come to a day that was told already. */
export async function holdNotices(
  door: Door,
  entries: readonly (LogEntry | undefined)[],
  simulated: boolean,
): Promise<Held> {
  const sent = entries.flatMap(each => (each?.type === "notices" ? [each] : []))
  if (sent.length === 0) return { faults: [], unproved: new Set() }
  const pageAt = async (page: number) =>
    ledgerSchema.safeParse(await jsonAt(door, `${ADDRESS}?page=${page}`)).data
  const first = await pageAt(1)
  const others = Array.from({ length: Math.min(MOST_PAGES, first?.pages ?? 1) - 1 }, (_, at) => at + 2)
  const pages = [first, ...(await all(door, others, pageAt))]
  const read = pages.flatMap((page, at) => (page ? [{ ...page, place: `${ADDRESS}?page=${at + 1}` }] : []))
  if (read.length < pages.length)
    return { faults: [{ code: "viewUnread", place: ADDRESS }], unproved: new Set() }
  const isCut = (first?.pages ?? 1) > MOST_PAGES
  const { added, lacking, total } = noticeFaults(read, sent, isCut)
  return {
    faults: [...(simulated ? [] : added), ...lacking, ...total],
    unproved: new Set(isCut ? ["olderPages"] : []),
  }
}

type Listed = { readonly day: string; readonly hash: string; readonly place: string }

/** Each day that the log tells of, as far back as the pages go: the same mails, as often. */
function noticeFaults(
  pages: readonly (Ledger & { readonly place: string })[],
  sent: readonly Extract<LogEntry, { type: "notices" }>[],
  isCut: boolean,
): Readonly<Record<"added" | "lacking" | "total", Fault[]>> {
  const listed: Listed[] = pages.flatMap(({ notices, place }) =>
    notices.map(({ at, hash }) => ({ day: dayOf(at), hash, place: `${place}#${hash}` })),
  )
  const told = sent.flatMap(each => each.sent.map(hash => ({ day: each.day as string, hash })))
  const newest = told.reduce((last, { day }) => (day > last ? day : last), "")
  // The oldest day of a list that is cut goes on beyond it.
  const oldest = isCut ? listed.reduce((first, { day }) => (day < first ? day : first), newest) : ""
  const left = new Map(
    [...groupBy(told, ({ day, hash }) => `${day} ${hash}`)].map(([key, each]) => [key, each.length]),
  )
  const take = ({ day, hash }: { day: string; hash: string }) => {
    const many = left.get(`${day} ${hash}`) ?? 0
    left.set(`${day} ${hash}`, many - 1)
    return many > 0
  }
  const added = listed.filter(each => each.day <= newest && !take(each))
  const lacking = [...left].filter(([key, many]) => many > 0 && key.slice(0, 10) > oldest)
  return {
    added: added.map(({ place }) => ({ code: "viewAdds", place })),
    lacking: lacking.map(([key]) => ({ code: "viewLacks", place: `${ADDRESS}#${key.slice(11)}` })),
    total: faultsAt(ADDRESS, [[isCut || pages.every(({ total }) => total === listed.length), "viewOther"]]),
  }
}

/** Blank for what is no instant: of no day that the log tells of. */
function dayOf(at: string): string {
  const instant = Date.parse(at)
  return Number.isFinite(instant) ? bangkokDate(instant) : ""
}
