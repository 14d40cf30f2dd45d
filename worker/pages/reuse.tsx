/** The same page for machines and for paper. */
import { RecordLink } from "./record-link.tsx"

export type ReuseLink = { readonly href: string; readonly text: string }

export function Reuse({ links }: { links: readonly ReuseLink[] }) {
  return (
    <section aria-labelledby="reuse">
      <h2 id="reuse">นำไปใช้ต่อ</h2>
      <ul class="links">
        {links.map(({ href, text }) => (
          <li>
            <RecordLink href={href}>{text}</RecordLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
