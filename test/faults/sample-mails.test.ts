/** The mail of the sample's whole year, as those who get it read it: in order, one after the other. */
import { afterAll, expect, test } from "vitest"
import { daysBetween } from "../../shared/date/civil-date.ts"
import { mailFaults } from "../../shared/mail/message.ts"
import { groupBy } from "../../shared/record/group.ts"
import { openNodeWorker } from "../bench/node-worker.ts"
import { liveSampleYear, SAMPLE_ORIGIN, type SentMail } from "./sample-year.ts"
import { rungHeight } from "./year.ts"

const lived = liveSampleYear()
afterAll(async () => (await lived).close())

test("is, by days, what was read and approved", async () => {
  const { mails } = await lived
  const days = Array.from(
    groupBy(mails, each => each.day),
    ([day, sent]) => [day, ...subjectsOf(sent)].join("\n"),
  )
  await expect(`${days.join("\n\n")}\n`).toMatchFileSnapshot("../golden/mail/sample-year.txt")
})

test("no subject comes twice to one reader within a week", async () => {
  const repeated = byReader((await lived).mails).flatMap(mails =>
    mails.flatMap((mail, at) => {
      const before = mails[at - 1]
      // What comes weekly comes after six days where the Monday before was a holiday.
      const isSoon = before !== undefined && daysBetween(before.day, mail.day) < 6
      return isSoon && endingOf(before) === endingOf(mail) ? [`${mail.day} ${mail.to} ${endingOf(mail)}`] : []
    }),
  )
  expect(repeated).toEqual([])
})

test("what is owed is told by rungs that only climb, each once", async () => {
  const { mails } = await lived
  const backwards = byReader(mails).flatMap(own => {
    const told = new Map<string, number>()
    return own.flatMap(({ day, to, notices }) =>
      notices
        .filter(({ rung }) => /^(?:before|day|after)/.test(rung))
        .flatMap(({ about, due, rung }) => {
          const [last, height] = [told.get(`${about}/${due}`) ?? Number.NEGATIVE_INFINITY, rungHeight(rung)]
          told.set(`${about}/${due}`, height)
          return height > last ? [] : [`${day} ${to} ${about} ${rung}`]
        }),
    )
  })
  expect(backwards).toEqual([])
  const rungs = new Set(mails.flatMap(each => each.notices.map(({ rung }) => rung.replace(/\d.*$/, ""))))
  expect([...rungs].sort()).toEqual(expect.arrayContaining(["after-", "before-", "day", "moved-", "overdue"]))
})

test("the director reads what is new first, and when there is nothing new, that", async () => {
  const summaries = (await lived).mails.filter(({ to }) => to.startsWith("director@")).slice(1)
  expect(summaries.length).toBeGreaterThan(40)
  for (const { day, message } of summaries) {
    const [opening = "", first = ""] = message.text.split("\n\n").slice(1)
    const isQuiet = message.subject.includes("ไม่มีเรื่องใหม่")
    expect([day, opening.includes("ไม่มีเรื่องใหม่")]).toEqual([day, isQuiet])
    expect([day, /^(?:๑\. )?(?:ไม่มีมาตรการ|เกินกำหนด [๐-๙]+ จาก)/.test(first)]).toEqual([day, isQuiet])
  }
})

test("nothing in them is a machine's word, English, or a date as machines write it", async () => {
  const { mails } = await lived
  const found = mails.flatMap(mail => foreignIn(mail).map(word => `${mail.day} ${mail.to} ${word}`))
  expect(found).toEqual([])
  for (const { message } of mails) expect(mailFaults(message)).toEqual([])
})

test("every link leads somewhere", async () => {
  const { mails, database } = await lived
  const links = [...new Set(mails.flatMap(({ message }) => linksIn(message)))]
  const ours = links
    .filter(link => link.startsWith(SAMPLE_ORIGIN))
    .map(link => link.slice(SAMPLE_ORIGIN.length))
  const elsewhere = links.filter(link => !link.startsWith(SAMPLE_ORIGIN))
  expect(elsewhere.filter(link => !SHEET.test(link))).toEqual([])
  const lastDay = mails.at(-1)?.day ?? ""
  const worker = await openNodeWorker(NO_KEYS, () => Date.parse(`${lastDay}T03:00:00Z`), {
    database: { db: database.db, counts: { statements: 0, rowsWritten: 0, ms: 0 } },
  })
  try {
    const isOfMail = (path: string) => path.startsWith("/answer/")
    // A link to answer by lives for two weeks: those of the last mails.
    const answers = linksIn(mails.at(-1)?.message).flatMap(
      link => link.match(/\/answer\/[0-9a-f]{40}$/) ?? [],
    )
    expect(answers.length).toBeGreaterThan(0)
    const asked = [...ours.filter(path => !isOfMail(path)), ...answers]
    expect(asked.length).toBeGreaterThan(20)
    for (const path of asked) expect([path, (await worker.get(path)).status]).toEqual([path, 200])
  } finally {
    worker.close()
  }
})

const NO_KEYS = '{"keys":[]}'
/** The sample's sheet, one of its tabs, or a cell of one. */
const SHEET = /^http:\/\/127\.0\.0\.1:8788(?:#gid=\d+(?:&range=[A-Z]+\d+)?)?$/

function byReader(mails: readonly SentMail[]): SentMail[][] {
  return [...groupBy(mails, each => each.to).values()]
}

/** One line for all who got the same. */
function subjectsOf(mails: readonly SentMail[]): string[] {
  const bySubject = groupBy(mails, each => each.message.subject)
  return Array.from(bySubject, ([subject, same]) => {
    const readers = same.map(({ to }) => to.slice(0, to.indexOf("@")))
    return `  ${subject}  → ${readers.join(" ")}`
  })
}

/** A subject without its day. */
function endingOf({ message }: SentMail): string {
  return message.subject.replace(/^\S+ \S+ \S+ /, "")
}

/** Links, addresses and check values are for machines; what is official is written so in the plan. */
function foreignIn({ message: { subject, text } }: SentMail): string[] {
  const read = `${subject}\n${text}`
    .replace(/^(?:ค่าตรวจสอบ|จุดตรวจ) .*$/gm, "")
    .replace(/https?:\S+/g, "")
    .replace(/\bITA\b|E - Service|BMA Q/g, "")
  return read.match(/[A-Za-z_]{2,}|[0-9๐-๙]{4}-[0-9๐-๙]{2}|[0-9]+/g) ?? []
}

function linksIn(message: SentMail["message"] | undefined): string[] {
  return Array.from(message?.html.matchAll(/href="([^"]+)"/g) ?? [], ([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  )
}
