/** A Thai page is Thai: no English, no ISO date and no word of the machine stands in what a reader sees. */
import { expect, test } from "vitest"
import { listedAddresses, WHOLE } from "../listed.ts"
import { type Change, newOffice, push, request } from "../push-fixture.ts"
import { day, measure, report, setting } from "../rows.ts"

/** What has no Thai name: standards, file formats, companies, the items of the assessment. */
const NAMES = new Set([
  ...[
    "ITA",
    "IIT",
    "EIT",
    "OIT",
    "O42",
    "O43",
    "A4",
    "LINE",
    "Google",
    "Drive",
    "Excel",
    "Sujarit",
    "Worker",
  ],
  ...[
    "CSV",
    "JSON",
    "ZIP",
    "PDF",
    "HTML",
    "Atom",
    "iCalendar",
    "API",
    "OpenAPI",
    "SHA-256",
    "base64url",
    "JWKS",
    "https",
  ],
  ...["JSON Feed", "Data Package"].flatMap(name => name.split(" ")),
])

/** A year in which something of every kind has happened. */
async function pushYear(): Promise<void> {
  const office = newOffice()
  const accepted = async (change: Change) => {
    const response = await push(office, change)
    expect([response.status, await response.text()]).toEqual([201, expect.any(String)])
  }
  await accepted(WHOLE)
  const june = { occurrences: [{ id: "2566", due: day("2023-07-31") }] }
  await accepted({
    rows: [
      measure("a", { ...june, reason: "รอผลการประเมินความเสี่ยงของฝ่าย", issue: "ผู้รับบริการรอนาน" }),
      measure("b", { measure: "อบรมเจ้าหน้าที่", lead: "ฝ่ายโยธา" }),
      report("m-aaaaaaaa", "2", "2566", { evidence: "" }),
      report("d-aaaaaaaa", "2", "2566-05", { due: day("2023-06-05") }),
      setting("announcementDate", "2022-10-14"),
      {
        kind: "oversight",
        id: "o-aaaaaaaa",
        date: day("2023-05-01"),
        measures: ["m-aaaaaaaa"],
        order: "ให้ส่งแผน",
        outcome: "",
        link: "",
      },
      { kind: "holiday", date: day("2023-06-05"), name: "วันหยุดพิเศษ" },
    ],
  })
  const ended = { status: "ยกเลิก", reason: "งบประมาณถูกตัดทั้งจำนวน" } as const
  await accepted({ rows: [measure("b", { ...ended, measure: "อบรมเจ้าหน้าที่", lead: "ฝ่ายโยธา" })] })
  await accepted({ rows: [], held: ["duty/d-aaaaaaaa"] })
}

/** What is refused answers in Thai, too. */
const REFUSED = [
  "/2566?state=wrong",
  "/2566/measures/m-zzzzzzzz",
  "/2566/duties/d-zzzzzzzz",
  "/2570",
  "/nothing",
]
const OTHERWISE = [
  "/2566?state=overdue",
  "/2566?at=2023-05-01",
  "/2566?section=2",
  "/2566/measures/m-bbbbbbbb",
]

test("says nothing in another tongue, whatever has happened in the year", async () => {
  await pushYear()
  const found: Record<string, readonly string[]> = {}
  let pages = 0
  for (const address of [...listedAddresses(), ...OTHERWISE, ...REFUSED]) {
    const response = await request(address, { headers: { Accept: "text/html" } })
    const html = await response.text()
    const isPage = response.headers.get("Content-Type")?.startsWith("text/html")
    if (!isPage || !/<html[^>]* lang="th"/.test(html)) continue
    pages++
    const words = foreignWords(visibleText(html))
    if (words.length > 0) found[address] = words
  }
  expect(pages).toBeGreaterThan(25)
  expect(found).toEqual({})
})

test("a word of the machine is seen", () => {
  expect(foreignWords(visibleText('<body><p title="due">ณ 2023-06-05 <code>id</code></p></body>'))).toEqual([
    ...["2023-06-05", "due"],
  ])
})

/** What stands on the page and what a reader aloud says of it; not addresses, ids and hashes, which are `code`. */
function visibleText(html: string): string {
  const body = html.slice(html.indexOf("<body"))
  const labels = [...body.matchAll(/ (?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(match => match[1])
  const text = body
    .replace(/<(script|style|code|pre)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<(\w+)[^>]* lang="en"[^>]*>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
  return [text, ...labels].join(" ").replace(/&[a-z]+;|&#\d+;/g, " ")
}

function foreignWords(text: string): string[] {
  const plain = text
    .replace(/(?:https?|webcal|mailto):\S+|\b[\w.-]+\.(?:go\.th|example|com)\S*/g, " ")
    .replace(/(?<=\s)(?:\?at=|\.json)/g, " ")
    .replace(/\b[mdo]-[a-z0-9]{8}\b\S*/g, " ")
    .replace(/(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])/g, " ")
  const found = plain.match(/\d{4}-\d{2}-\d{2}\S*|[A-Za-z][A-Za-z0-9_'/+.-]*/g) ?? []
  return [...new Set(found)].filter(word => !NAMES.has(word))
}
