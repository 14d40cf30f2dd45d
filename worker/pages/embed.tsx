/** How a year stands, for a frame in the office's own site: pasted once a year, it stays as fresh as the record. */
import { movesOf } from "../../shared/due/move.ts"
import { latestRevision } from "../../shared/record/record.ts"
import { countedStates } from "../../shared/view/counted-states.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { yearView } from "../../shared/view/year.ts"
import { findingText, yearFinding } from "../../shared/view/year-finding.ts"
import type { Published } from "../publish/answer/published.ts"
import { AsOf, Instant } from "./dates.tsx"
import { DayBanner } from "./heading.tsx"
import { htmlOf } from "./jsx/jsx-runtime.ts"
import { Icon } from "./state.tsx"
import { STYLE_FILE } from "./style/style.ts"

/** The one page that another site may frame: it has nothing to press but links that open beside it. */
export function isFramable(path: string): boolean {
  return /^\/[0-9]+\/embed$/.test(path)
}

export function embedPage(published: Published): string | undefined {
  const view = yearView(published.record, published.day)
  if (!view) return undefined
  const { fiscalYear, measures, office } = view
  const home = `/${fiscalYear}`
  const latest = latestRevision(published.record)
  const page = (
    <html lang="th">
      <EmbedHead title={`มาตรการ ITA ปีงบประมาณ ${fiscalYear} – ${office}`} />
      <body class="embed">
        <main>
          <p class="kicker">{`มาตรการ ITA ปีงบประมาณ พ.ศ. ${fiscalYear} ${office}`}</p>
          <h1>
            <Outward href={home}>{findingText(yearFinding(measures, movesOf(published.record)))}</Outward>
          </h1>
          <ul class="key">
            {countedStates(measures).map(({ state, count }) => (
              <li class={`key-${state}`}>
                <Icon shape={state} />{" "}
                <Outward href={`${home}?state=${state}#measures`}>{`${STATE_WORDS[state]} ${count}`}</Outward>
              </li>
            ))}
          </ul>
          <p class="small quiet">
            <AsOf today={view.today} simulated={view.simulated} /> · แก้ไขล่าสุด <Instant at={view.updatedAt} />{" "}
            · ฉบับที่ {latest?.sequence} · <Outward href="/about">วิธีตรวจสอบ</Outward>
          </p>
          <DayBanner published={published} />
        </main>
      </body>
    </html>
  )
  return `<!doctype html>${htmlOf(page)}`
}

function EmbedHead({ title }: { title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="stylesheet" href={`/assets/${STYLE_FILE}`} />
    </head>
  )
}

function Outward({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  )
}

/** What the office pastes into its own site. */
export function embedSnippet(origin: string, fiscalYear: number): string {
  return `<iframe src="${origin}/${fiscalYear}/embed" title="มาตรการ ITA ปีงบประมาณ ${fiscalYear}" width="100%" height="320" loading="lazy"></iframe>`
}
