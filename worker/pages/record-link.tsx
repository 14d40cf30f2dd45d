/** Links within the record keep to the day that was asked for: a past page must not lead to the present unsaid. */
import { type Child, createContext, useContext } from "hono/jsx"
import { rowsOfKind } from "../../shared/record/record.ts"
import { type Published, pastDayOf, sameDay } from "../publish/answer/published.ts"

const PublishedContext = createContext<Published | undefined>(undefined)

/** Around a page: the record its links lead through. */
export const RecordProvider = PublishedContext.Provider

export type RecordLinkProps = {
  /** With its query, if any; without `at`. */
  readonly href: string
  readonly class?: string
  readonly rel?: string
  readonly current?: boolean
  readonly children?: Child
}

export function RecordLink({ href, current = false, children, ...rest }: RecordLinkProps) {
  const published = useContext(PublishedContext)
  return (
    <a {...rest} href={sameDay(href, published)} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  )
}

const SHORT_NAME = 14

/** A section's name, leading to its page where it has one; a short one stays on one line. */
export function SectionName({ name }: { name: string }) {
  const published = useContext(PublishedContext)
  const short = name.length <= SHORT_NAME ? "nw" : undefined
  const slug = published && slugsOf(published).get(name)
  if (slug === undefined) return <span class={short}>{name}</span>
  return (
    <RecordLink class={short ?? ""} href={`/${published?.record.fiscalYear}/sections/${slug}`}>
      {name}
    </RecordLink>
  )
}

/** In a form: it keeps to the day too. */
export function AtField() {
  const published = useContext(PublishedContext)
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
