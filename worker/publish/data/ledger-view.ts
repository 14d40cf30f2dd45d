/** The ledger with names: who was told, as what, of which duty. Made from public rows alone. */

import * as z from "zod/mini"
import { isReceiptAbout, MAIL_KINDS } from "../../../shared/due/notice.ts"
import { ROLES } from "../../../shared/due/recipient.ts"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { isMendAbout } from "../../../shared/due/to-mend.ts"
import { rowsOfKind, type YearRecord } from "../../../shared/record/record.ts"
import { obligationParts } from "../../../shared/row/name.ts"
import { pagesOf } from "../../../shared/view/page-of.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { LedgerEntry, LedgerNotice } from "./ledger.ts"

const toldSchema = z.strictObject({
  /** `<duty>/<section>/<occurrence>`; of a moved date `<duty>/<occurrence>`. */
  id: z.string(),
  measure: z.string(),
  what: z.string(),
  section: z.string(),
  occurrence: z.string(),
  due: z.string(),
})
export type ToldObligation = Readonly<z.infer<typeof toldSchema>>

const noticeSchema = z.strictObject({
  fiscalYear: z.int(),
  at: yearViewSchema.shape.updatedAt,
  kind: z.enum(MAIL_KINDS),
  /** Blank section for the director. */
  to: z.array(z.strictObject({ role: z.enum(ROLES), section: z.string() })),
  obligations: z.array(toldSchema),
  /** The digest of the week; the questions that wait for the planner. */
  weekly: z.boolean(),
  asks: z.boolean(),
  /** Rows of the section that an error holds back in the sheet: that there are, not which. */
  held: z.boolean(),
  /** What was answered from a mail in the section's name: that it was, not what. */
  answered: z.boolean(),
  /** Something was wrong with the system itself. */
  alarm: z.boolean(),
  hash: z.string(),
})
export type NoticeView = Readonly<z.input<typeof noticeSchema>>

export const ledgerViewSchema = z.strictObject({
  simulated: z.boolean(),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  notices: z.array(noticeSchema),
})
export type LedgerView = Readonly<z.input<typeof ledgerViewSchema>>

type LedgerPlace = { readonly simulated: boolean; readonly total: number; readonly page: number }

export function ledgerView(
  entries: readonly LedgerEntry[],
  recordsByYear: ReadonlyMap<number, YearRecord>,
  { simulated, total, page }: LedgerPlace,
): LedgerView {
  const namesByYear = new Map(Array.from(recordsByYear, ([year, record]) => [year, createNames(record)]))
  const notices = entries.map(entry => noticeView(entry, namesByYear.get(entry.fiscalYear)))
  return { simulated, total, page, pages: pagesOf(total), notices }
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
  const told = new Map(notices.filter(isOfObligation).map(each => [each.about, each]))
  return {
    fiscalYear: entry.fiscalYear,
    at: instantText(sentAt),
    kind: entry.kind,
    to: [...recipients.values()],
    obligations: [...told.values()].map(each => toldObligation(each, names)),
    weekly: isAbout("digest"),
    asks: isAbout("asks"),
    held: notices.some(each => isMendAbout(each.about)),
    answered: notices.some(each => isReceiptAbout(each.about)),
    alarm: isAbout("alarm"),
    hash: entry.hash,
  }
}

function isOfObligation({ about }: LedgerNotice): boolean {
  return about.includes("/") && !isMendAbout(about) && !isReceiptAbout(about)
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
