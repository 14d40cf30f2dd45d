/** What the record is and how to read it, in English, for those who ask with `?lang=en`. The record's own words stay Thai. */
import type { ObligationState } from "../../shared/due/obligation.ts"
import type { Moment } from "../host/clock.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { documentText } from "./layout.tsx"
import { RecordLink } from "./links.tsx"
import { StateChip } from "./state.tsx"
import { Fact } from "./table.tsx"

export function aboutInEnglish(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "About this record",
    description:
      "Where this record comes from, whose it is, how it is signed, and how anyone can check that nothing in it was changed or deleted without a trace.",
    day: moment,
    year,
    here: "about",
    jsonTwin: "/about.json",
    children: (
      <div lang="en">
        <h1>About this record</h1>
        <InThai href="/about" />
        <PastDay year={year} address="/about?lang=en" />
        <div class="prose">
          <p>
            This record shows what the office announced it would do after its Integrity and Transparency
            Assessment (ITA): who is responsible for each measure, when it is due, whether it has been done
            and on what evidence, and what has changed since the announcement. The office's own sections fill
            in the sheet; the system adds nothing to what it says.
          </p>
        </div>
        <Checking />
      </div>
    ),
  })
}

function Checking() {
  return (
    <>
      <h2>How to check it</h2>
      <div class="prose">
        <p>
          Each change is signed with the office's key and carries the hash (SHA-256) of the one before it. The
          log that holds them accepts no edits and no deletions. If you keep the hash at the foot of any page
          and compare it with the log later, you can tell whether the record has been rewritten.
        </p>
        <p>
          You can <a href="/verify?lang=en">verify the whole record on your own machine</a>, in your browser
          or by running <code>sujarit verify</code> with the address of this site. Both check signatures,
          order, times and every published row, and tell you what has been proved and what has not.
        </p>
      </div>
      <ul class="links contents">
        <li>
          <RecordLink href="/help?lang=en">How to read this record</RecordLink>
        </li>
        <li>
          <RecordLink href="/log">Every signed revision and its hash (in Thai)</RecordLink>
        </li>
        <li>
          <a href="/notices">Who was told what, and when (in Thai)</a>
        </li>
        <li>
          <a href="/.well-known/jwks.json">Public keys (JWKS)</a>
        </li>
        <li>
          <a href="/openapi.json">API description (OpenAPI)</a>
        </li>
      </ul>
    </>
  )
}

type Topic = { readonly id: string; readonly question: string; readonly answer: string }

const TOPICS: readonly Topic[] = [
  {
    id: "find",
    question: "How do I find a section's measures, or what is overdue?",
    answer:
      "On a year's page, choose a section, an indicator or a state; you can pass on the address of what you then see. Follow a section's name to everything it has to report, and a measure's name to its evidence and history.",
  },
  {
    id: "past",
    question: "Can I see the record as it stood on an earlier day?",
    answer:
      "Yes. Choose a day under “ดูข้อมูล ณ วันอื่น” (data as of another day), or add the date to the address, as in ?at=2023-05-31.",
  },
  {
    id: "moved",
    question: "How can I tell that a due date was moved?",
    answer:
      "A year's page counts the moves and links to all of them: the old date and the new one, how far that is from the date first promised, whether the old date had already passed, and the reason given.",
  },
  {
    id: "data",
    question: "How can I reuse the data?",
    answer:
      "Every page of the record is also available as JSON: add .json to its address. Tables, calendars and feeds are linked at the foot of the pages.",
  },
  {
    id: "contact",
    question: "Whom do I ask?",
    answer: "About a measure, ask the section named on its page.",
  },
]

const MEANINGS: readonly (readonly [ObligationState, string])[] = [
  ["overdue", "Overdue: the due date has passed and no report has been received."],
  ["due", "Due soon: due today or within the next 30 days."],
  [
    "reported",
    "Awaiting evidence: reported, but with neither a link that anyone can open nor the number and date of a document.",
  ],
  ["late", "Reported late: first received after the due date, whatever date was typed."],
  ["unconfirmed", "Due date in question: waiting for someone to confirm it, so not counted as overdue."],
  ["scheduled", "Not due yet: more than 30 days to go."],
  ["done", "Done: reported on time, with evidence."],
  ["beforeRecord", "Before this record: due before the plan was published here, so not counted as overdue."],
  ["withdrawn", "Withdrawn: ended, or taken out of the sheet; still to be read at its old address."],
]

export function helpInEnglish(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "Help",
    description:
      "How to read this record, find a measure, understand its states, check it and reuse its data.",
    day: moment,
    year,
    here: "help",
    jsonTwin: "/help.json",
    children: (
      <div lang="en">
        <h1>Help</h1>
        <InThai href="/help" />
        <PastDay year={year} address="/help?lang=en" />
        {TOPICS.map(({ id, question, answer }) => (
          <section aria-labelledby={id}>
            <h2 id={id}>{question}</h2>
            <p class="prose">{answer}</p>
          </section>
        ))}
        <Meanings />
        <p>
          <RecordLink href="/about?lang=en">About this record, and how to check it</RecordLink>
        </p>
      </div>
    ),
  })
}

function Meanings() {
  return (
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
  )
}

const ENGLISH_DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })

type PastDayProps = { readonly year: Published | undefined; readonly address: string }

/** As the banner of the Thai pages says. */
function PastDay({ year, address }: PastDayProps) {
  const past = year && pastDayOf(year)
  if (!past) return null
  return (
    <p class="banner past">
      This page shows the record as it stood at the end of{" "}
      <time datetime={past}>{ENGLISH_DAY.format(new Date(past))}</time>, not as it is now.{" "}
      <a href={address}>See the newest</a>
    </p>
  )
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
