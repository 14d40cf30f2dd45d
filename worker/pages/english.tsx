/** What the record is and how to read it, in English, for those who ask with `?lang=en`. The record's own words stay Thai. */
import type { ObligationState } from "../../shared/due/obligation.ts"
import type { Moment } from "../host/clock.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { DayBanner } from "./heading.tsx"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./links.tsx"
import { StateChip } from "./state.tsx"
import { Fact } from "./table.tsx"

export function aboutInEnglish(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "About this record",
    description:
      "Where this record comes from, who answers for it, how it is signed, and how anybody can see that nothing in it was changed without a trace.",
    day: moment,
    year,
    here: "about",
    jsonTwin: "/about.json",
    children: (
      <div lang="en">
        <h1>About this record</h1>
        <InThai href="/about" />
        {year && pastDayOf(year) ? <DayBanner published={year} /> : null}
        <div class="prose">
          <p>
            It shows what this office announced it would do after its integrity and transparency assessment
            (ITA): who answers for each measure, by when, whether it is done, with which evidence, and what
            changed since the announcement. The sections of the office fill in the table themselves; nothing
            is added to what it says.
          </p>
        </div>
        <h2>How to check it</h2>
        <div class="prose">
          <p>
            Each change is signed with the office's key and names the SHA-256 of the one before it, in a log
            that takes neither edits nor deletions. Keep a hash from the foot of any page: compared with the
            log later, it shows whether the record was rewritten.
          </p>
          <p>
            <a href="/verify?lang=en">Verify all of it on your own machine</a>, in the browser or with{" "}
            <code>sujarit verify</code> and the address of this site: signatures, order, times, and every
            published row.
          </p>
        </div>
        <ul class="links contents">
          <li>
            <RecordLink href="/log">Every signed revision and its hash (Thai)</RecordLink>
          </li>
          <li>
            <a href="/.well-known/jwks.json">Public keys (JWKS)</a>
          </li>
          <li>
            <a href="/openapi.json">API (OpenAPI)</a>
          </li>
          <li>
            <RecordLink href="/help?lang=en">How to read it</RecordLink>
          </li>
        </ul>
      </div>
    ),
  })
}

type Topic = { readonly id: string; readonly question: string; readonly answer: string }

const TOPICS: readonly Topic[] = [
  {
    id: "find",
    question: "How do I find the measures of a section, or what is late?",
    answer:
      "On the page of a year choose a section, an indicator or a state; the address of what you see can be passed on. A section's name leads to all it owes, a measure's name to its evidence and history.",
  },
  {
    id: "past",
    question: "Can I see what stood on an earlier day?",
    answer:
      "Yes. Choose a day under “ดูข้อมูล ณ วันอื่น”, or add ?at= with the year, month and day of the common era to an address.",
  },
  {
    id: "moved",
    question: "How do I know that a date was moved?",
    answer:
      "The page of a year counts the moves and leads to all of them: the old date, the new one, how far from the first promise, whether the old date had passed, and why.",
  },
  {
    id: "data",
    question: "May I use the data?",
    answer:
      "Yes. Every page is also JSON: add .json to its address. Tables, calendars and feeds are linked at the foot.",
  },
]

const MEANINGS: readonly (readonly [ObligationState, string])[] = [
  ["overdue", "Overdue: the day has passed and no report has come."],
  ["due", "Due within 30 days."],
  ["reported", "Reported, but no evidence that anybody can open."],
  ["late", "First reported after its day, whatever date was typed."],
  ["unconfirmed", "The date is in question; nobody is late with it."],
  ["scheduled", "More than 30 days ahead."],
  ["done", "Reported in time, with evidence."],
  ["beforeRecord", "Due before this record began; not judged."],
  ["withdrawn", "Ended or taken out of the table; kept to be read."],
]

export function helpInEnglish(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "Help",
    description: "How to read this record, find a measure, understand its states, check it and use its data.",
    day: moment,
    year,
    here: "help",
    jsonTwin: "/help.json",
    children: (
      <div lang="en">
        <h1>Help</h1>
        <InThai href="/help" />
        {year && pastDayOf(year) ? <DayBanner published={year} /> : null}
        {TOPICS.map(({ id, question, answer }) => (
          <section aria-labelledby={id}>
            <h2 id={id}>{question}</h2>
            <p class="prose">{answer}</p>
          </section>
        ))}
        <section aria-labelledby="states">
          <h2 id="states">What do the states mean?</h2>
          <dl class="facts">
            {MEANINGS.map(([state, meaning]) => (
              <Fact
                term={
                  <span lang="th">
                    <StateChip state={state} />
                  </span>
                }
              >
                {meaning}
              </Fact>
            ))}
          </dl>
        </section>
        <p>
          <RecordLink href="/about?lang=en">About this record</RecordLink>
        </p>
      </div>
    ),
  })
}

function InThai({ href }: { href: string }) {
  return (
    <p class="meta">
      <a href={href} lang="th" hreflang="th">
        ภาษาไทย
      </a>
    </p>
  )
}
