/** The head of every page: what search engines, LINE and Facebook show of it, and what a browser needs to draw it. */
import { latestRevision } from "../../shared/record/record.ts"
import { oneLine, shorten } from "../../shared/row/shorten.ts"
import { normalQuery, withQuery } from "../publish/answer/address.ts"
import { type Published, pastDayOf, sameDay } from "../publish/answer/published.ts"
import { alternatesOf } from "../publish/data/links.ts"
import { PICTURE } from "./picture/year-picture.ts"
import { STYLE_FILE } from "./style/style.ts"

type HeadProps = {
  readonly title: string
  /** What this page alone tells, in a sentence. */
  readonly description: string
  readonly office: string
  readonly year: Published | undefined
  readonly jsonTwin: string | undefined
}

/** Small, and all on every page; one that came late would leave its letters to another font. */
const PRELOADED = ["thai-400", "thai-600", "latin-400", "latin-600"]

export function Head({ title, description, office, year, jsonTwin }: HeadProps) {
  const alternates = jsonTwin ? alternatesOf(sameDay(jsonTwin, year)) : []
  const told = shorten(oneLine(description), LONGEST_DESCRIPTION, LONGEST_DESCRIPTION)
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="description" content={told} />
      <title>{title === office ? title : `${title} – ${office}`}</title>
      {PRELOADED.map(file => (
        <link
          rel="preload"
          href={`/assets/sarabun-5-${file}.woff2`}
          as="font"
          type="font/woff2"
          crossorigin=""
        />
      ))}
      <link rel="stylesheet" href={`/assets/${STYLE_FILE}`} />
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      {year ? <Shared title={title} description={told} office={office} year={year} /> : null}
      {alternates.map(({ href, type, title }) => (
        <link rel="alternate" type={type} title={title} href={href} />
      ))}
    </head>
  )
}

/** Search engines show some 160 letters, a chat fewer. */
const LONGEST_DESCRIPTION = 200

type SharedProps = Pick<HeadProps, "title" | "description" | "office"> & { readonly year: Published }

/** What a link to this page is shown as (Open Graph), and the one address it has. */
function Shared({ title, description, office, year }: SharedProps) {
  const address = canonicalAddress(year)
  const properties = {
    "og:type": "website",
    "og:locale": "th_TH",
    "og:site_name": office,
    "og:title": title,
    "og:description": description,
    "og:url": address,
    "og:image": pictureAddress(year),
    "og:image:type": "image/png",
    "og:image:width": PICTURE.width,
    "og:image:height": PICTURE.height,
    "og:image:alt": `จำนวนมาตรการตามสถานะ ปีงบประมาณ ${year.record.fiscalYear}`,
  }
  return (
    <>
      <link rel="canonical" href={address} />
      {pastDayOf(year) ? <meta name="robots" content="noindex" /> : null}
      {Object.entries(properties).map(([property, content]) => (
        <meta property={property} content={String(content)} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}

/** Filters show a part of the same page; a page of a long list, an edition and a past day are others. */
const OWN_PAGE = ["page", "as", "at"]
/** These are there in English too. */
const IN_ENGLISH_TOO: ReadonlySet<string> = new Set(["/about", "/help", "/verify"])

/** English was asked for, of a page that is in Thai alone. */
export function isThaiAlone({ path, address }: Published): boolean {
  return !IN_ENGLISH_TOO.has(path) && new URLSearchParams(address.split("?")[1]).get("lang") === "en"
}

/** The newest year answers at the root too, until there is a newer one: its own address stays true. */
export function canonicalAddress({ origin, address, record }: Published): string {
  const { pathname, search } = new URL(address, origin)
  const path = pathname === "/" ? `/${record.fiscalYear}` : pathname
  if (search === "") return `${origin}${path}`
  const asked = new URLSearchParams(search)
  const ownPage = IN_ENGLISH_TOO.has(pathname) ? [...OWN_PAGE, "lang"] : OWN_PAGE
  const kept = ownPage.flatMap(name => {
    const value = asked.get(name)
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return `${origin}${withQuery(path, normalQuery(...kept))}`
}

/** Chats keep a picture by its address: the revision and the day are in it, so that a changed state is a new picture. */
function pictureAddress(year: Published): string {
  const { origin, record, day } = year
  const version = `v=${latestRevision(record)?.sequence ?? 0}.${day.today.replaceAll("-", "")}`
  return `${origin}${sameDay(withQuery(`/${record.fiscalYear}/picture.png`, version), year)}`
}
