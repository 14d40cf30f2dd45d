/**
 * Links within the record, and lists of them. They keep to the day that was asked for: a past page must not lead to the
 * present unsaid.
 */
import type { Child } from "hono/jsx"
import { rowsOfKind } from "../../shared/record/record.ts"
import type { PagePlace } from "../../shared/view/page-of.ts"
import { withPage } from "../publish/answer/address.ts"
import { type Published, pastDayOf, sameDay } from "../publish/answer/published.ts"
import { canonicalAddress } from "./head.tsx"
import { htmlOf } from "./jsx/jsx-runtime.ts"
import { Joined, Words } from "./text.tsx"

/** The record that the links of the page being written lead through. */
let published: Published | undefined

/** A page whose links lead through a record. Writing never waits: no other page is written meanwhile. */
export function pageHtml(page: Child, through: Published | undefined): string {
  published = through
  try {
    return htmlOf(page)
  } finally {
    published = undefined
  }
}

type RecordLinkProps = {
  /** With its query, if any; without `at`. */
  readonly href: string
  readonly class?: string
  readonly rel?: string
  readonly current?: boolean
  readonly children?: Child
}

export function RecordLink({ href, current = false, children, ...rest }: RecordLinkProps) {
  return (
    <a {...rest} href={sameDay(href, published)} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  )
}

const SHORT_NAME = 14

/** A section's name, leading to its page where it has one; a short one stays on one line. */
export function SectionName({ name }: { name: string }) {
  const short = name.length <= SHORT_NAME ? "nw" : undefined
  const slug = published && slugsOf(published).get(name)
  if (slug === undefined) return <span class={short}>{name}</span>
  return (
    <RecordLink class={short ?? ""} href={`/${published?.record.fiscalYear}/sections/${slug}`}>
      {name}
    </RecordLink>
  )
}

/** Several of them, a space between. */
export function SectionNames({ names }: { names: readonly string[] }) {
  return <Joined by=" " pieces={names.map(name => <SectionName name={name} />)} />
}

type MeasureLinkProps = {
  readonly fiscalYear: number
  /** Its id; without one, the words stand alone. */
  readonly measure: string | null | undefined
  readonly text: string
}

/** Words that lead to the page of a measure. */
export function MeasureLink({ fiscalYear, measure, text }: MeasureLinkProps) {
  if (!measure) return <Words text={text} />
  return (
    <RecordLink href={`/${fiscalYear}/measures/${measure}`}>
      <Words text={text} />
    </RecordLink>
  )
}

/** In a form: it keeps to the day too. */
export function AtField() {
  const past = published && pastDayOf(published)
  return past ? <input type="hidden" name="at" value={past} /> : null
}

const slugsByPage = new WeakMap<Published, ReadonlyMap<string, string>>()

/** A year names its sections many times; they are looked up once a page. */
function slugsOf(published: Published): ReadonlyMap<string, string> {
  const known = slugsByPage.get(published)
  if (known) return known
  const sections = rowsOfKind(published.record, "section").filter(each => !each.withdrawn)
  const slugs = new Map(sections.map(({ row }) => [row.name, row.slug]))
  slugsByPage.set(published, slugs)
  return slugs
}

type PagerProps = Pick<PagePlace, "page" | "pages"> & {
  /** Without the page; with any other query. */
  readonly address: string
  readonly fragment?: string
  readonly older?: string
  readonly newer?: string
}

/** Leads from a page of a long list to those beside it. */
export function Pager({ page, pages, address, fragment = "", older = "ถัดไป", newer = "ก่อนหน้า" }: PagerProps) {
  if (pages === 1) return null
  const hrefOf = (number: number) => `${withPage(address, number)}${fragment}`
  return (
    <nav class="pager" aria-label="หน้าของรายการ">
      <ul class="links">
        {page > 1 ? (
          <li>
            <RecordLink rel="prev" href={hrefOf(page - 1)}>
              {newer}
            </RecordLink>
          </li>
        ) : null}
        <li>
          หน้า {page} จาก {pages}
        </li>
        {page < pages ? (
          <li>
            <RecordLink rel="next" href={hrefOf(page + 1)}>
              {older}
            </RecordLink>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

export type NamedLink = { readonly href: string; readonly text: string }

/** Shows in LINE what the head says of the page: its picture, its title and what it found. */
function lineShare(shared: Published): NamedLink {
  const address = encodeURIComponent(canonicalAddress(shared))
  return { href: `https://social-plugins.line.me/lineit/share?url=${address}`, text: "แชร์ใน LINE" }
}

/** The same page for others, for machines and for paper. */
export function Reuse({ links }: { links: readonly NamedLink[] }) {
  return (
    <section aria-labelledby="reuse">
      <h2 id="reuse">นำไปใช้ต่อ</h2>
      <LinkList class="links" links={published ? [lineShare(published), ...links] : links} />
    </section>
  )
}

/** A calendar as a file, and to be kept up to date by the reader's own program or by Google's. */
export function calendarLinks(origin: string, path: string, text: string): NamedLink[] {
  const webcal = `${origin}${path}`.replace(/^https?:/, "webcal:")
  return [
    { href: path, text: `${text} (iCalendar)` },
    { href: webcal, text: `ติดตาม${text}ในเครื่องนี้` },
    {
      href: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
      text: `เพิ่ม${text}ใน Google`,
    },
  ]
}

type LinkListProps = { readonly class: string; readonly links: readonly NamedLink[] }

export function LinkList({ links, ...rest }: LinkListProps) {
  return (
    <ul {...rest}>
      {links.map(({ href, text }) => (
        <li>
          {href.startsWith("/") ? <RecordLink href={href}>{text}</RecordLink> : <a href={href}>{text}</a>}
        </li>
      ))}
    </ul>
  )
}
