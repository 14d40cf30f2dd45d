/** What was given as evidence, and what was found behind its links by whoever opens them without a log-in. */
import { shortDate } from "../../shared/date/thai-date.ts"
import { splitByLinks } from "../../shared/row/public-link.ts"
import { linkText } from "../../shared/view/link-text.ts"
import type { LinkView, ReportView } from "../../shared/view/schema.ts"
import { Words } from "./text.tsx"

export function Evidence({ report: { evidence, links } }: { report: ReportView }) {
  return (
    <>
      <EvidenceText text={evidence} />
      {links.map(link => (
        <>
          {" "}
          <Found link={link} isOnly={links.length === 1} />
        </>
      ))}
    </>
  )
}

/** Only https becomes a link, named by where it leads; the rest is a document's name. */
function EvidenceText({ text }: { text: string }) {
  const parts = splitByLinks(text)
  return (
    <>
      {parts.map((part, at) => (at % 2 === 1 ? <EvidenceLink href={part} /> : part && <Words text={part} />))}
    </>
  )
}

export function EvidenceLink({ href }: { href: string }) {
  return (
    <a href={href} rel="noopener nofollow ugc">
      {hostOf(href)}
    </a>
  )
}

/** What asks for a log-in, is gone or another stands out; what opens, and what nobody has opened yet, does not. */
function Found({ link, isOnly }: { link: LinkView; isOnly: boolean }) {
  const isWell = link.state === "open" || link.state === "unchecked"
  return (
    <span class={isWell ? "small quiet" : "small slip"}>
      {isOnly ? "" : `${hostOf(link.link)}: `}
      <Words text={linkText(link, shortDate)} />
    </span>
  )
}

function hostOf(href: string): string {
  return URL.parse(href)?.host ?? href
}
