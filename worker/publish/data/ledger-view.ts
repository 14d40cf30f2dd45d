/** The ledger with names: who was told, as what, of which duty. Made from public rows alone. */

import type { MailKind } from "../../../shared/due/notice.ts"
import type { Role } from "../../../shared/due/recipient.ts"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { rowsOfKind, type YearRecord } from "../../../shared/record/record.ts"
import { obligationParts } from "../../../shared/row/name.ts"
import { instantText } from "../../../shared/view/year.ts"
import { LEDGER_PAGE, type LedgerEntry, type LedgerNotice } from "./ledger.ts"

export type LedgerView = {
  readonly simulated: boolean
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly notices: readonly NoticeView[]
}

export type NoticeView = {
  readonly fiscalYear: number
  readonly at: string
  readonly kind: MailKind
  /** Blank section for the director. */
  readonly to: readonly { readonly role: Role; readonly section: string }[]
  readonly obligations: readonly ToldObligation[]
  /** The digest of the week; the questions that wait for the planner. */
  readonly weekly: boolean
  readonly asks: boolean
  /** Something was wrong with the system itself. */
  readonly alarm: boolean
  readonly hash: string
}

export type ToldObligation = {
  /** `<duty>/<section>/<occurrence>`; of a moved date `<duty>/<occurrence>`. */
  readonly id: string
  readonly measure: string
  readonly what: string
  readonly section: string
  readonly occurrence: string
  readonly due: string
}

export type LedgerPlace = { readonly simulated: boolean; readonly total: number; readonly page: number }

export function ledgerView(
  entries: readonly LedgerEntry[],
  recordsByYear: ReadonlyMap<number, YearRecord>,
  { simulated, total, page }: LedgerPlace,
): LedgerView {
  const namesByYear = new Map(Array.from(recordsByYear, ([year, record]) => [year, createNames(record)]))
  const notices = entries.map(entry => noticeView(entry, namesByYear.get(entry.fiscalYear)))
  return { simulated, total, page, pages: pagesOf(total), notices }
}

export function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / LEDGER_PAGE))
}

type Names = ReturnType<typeof createNames>

function createNames(record: YearRecord) {
  const sections = new Map(rowsOfKind(record, "section").map(({ row }) => [row.slug, row.name]))
  const duties = new Map([
    ...rowsOfKind(record, "measure").map(
      ({ row }) => [row.id, { measure: row.id, what: row.measure }] as const,
    ),
    ...rowsOfKind(record, "duty").map(
      ({ row }) => [row.id, { measure: row.measure, what: row.what }] as const,
    ),
  ])
  return { sections, duties, planner: settingsOf(record).get("planner") ?? "" }
}

function noticeView({ notices, sentAt, ...entry }: LedgerEntry, names: Names | undefined): NoticeView {
  const isAbout = (what: string) => notices.some(each => each.about === what)
  const recipients = new Map(
    notices.map(each => {
      const recipient = { role: each.role, section: sectionOf(each, names) }
      return [`${recipient.role}/${recipient.section}`, recipient]
    }),
  )
  const told = new Map(notices.filter(each => each.about.includes("/")).map(each => [each.about, each]))
  return {
    fiscalYear: entry.fiscalYear,
    at: instantText(sentAt),
    kind: entry.kind,
    to: [...recipients.values()],
    obligations: [...told.values()].map(each => toldObligation(each, names)),
    weekly: isAbout("digest"),
    asks: isAbout("asks"),
    alarm: isAbout("alarm"),
    hash: entry.hash,
  }
}

function sectionOf({ role, about }: LedgerNotice, names: Names | undefined): string {
  if (role === "director" || role === "operator") return ""
  if (role === "planner") return names?.planner ?? ""
  return names?.sections.get(obligationParts(about).slug) ?? ""
}

function toldObligation({ about, due }: LedgerNotice, names: Names | undefined): ToldObligation {
  const parts = about.split("/")
  const [duty = ""] = parts
  const slug = parts.length === 3 ? (parts[1] ?? "") : ""
  return {
    id: about,
    measure: names?.duties.get(duty)?.measure ?? "",
    what: names?.duties.get(duty)?.what ?? "",
    section: names?.sections.get(slug) ?? "",
    occurrence: parts[parts.length - 1] ?? "",
    due,
  }
}
