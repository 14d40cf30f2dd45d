/** Content nobody should trust: every text of a row at its worst, and every private value, looked for everywhere. */
import { base64urlnopad } from "@scure/base"
import { expect, test } from "vitest"
import { cleanText } from "../../../shared/row/plain-text.ts"
import type { Row } from "../../../shared/row/row.ts"
import { listedAddresses } from "../listed.ts"
import { newOffice, push, request, textOf, YEAR } from "../push-fixture.ts"
import { assessment, duty, evidenceWith, FIRST, measure, PRIVATE_ROWS, report, setting } from "../rows.ts"

const NAUGHTY = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  "</title><script>alert(1)</script>",
  "<!-- -->&lt;&amp;&#x3c;script",
  "https://x.example/\"onclick=alert(1) https://y.example/'><svg onload=alert(1)>",
  "\u202eevil\u202c \u0000\u0007 \ud83d\ude00 ก็ก็ก็",
  "{{7*7}} <%= 7*7 %> %s %n",
  "ๆ".repeat(300),
] as const

/** What can be signed at all: the judge's own tests have what cannot. */
function hostileRows(naughty: string): Row[] {
  const text = cleanText(naughty)
  const short = text.slice(0, 300)
  return [
    setting("title", text),
    setting("contact", text),
    { ...assessment(1, short, 50), description: text },
    measure("a", {
      issue: text,
      measure: text,
      monitoring: text,
      responsible: text,
      reason: `เปลี่ยนข้อความเพราะ ${text}`,
    }),
    duty("a", { what: text, owedTo: short, evidenceKind: short }),
    report("m-aaaaaaaa", "2", "2566", { result: text, evidence: evidenceWith(text), nothingToReport: true }),
    {
      kind: "oversight",
      id: "o-aaaaaaaa",
      date: "2023-06-01" as never,
      measures: ["m-aaaaaaaa"],
      order: text,
      outcome: text,
      link: "",
    },
    { kind: "section", slug: "2", name: "ฝ่ายทะเบียน", shortNames: [short], head: short },
  ]
}

const ADDRESSES = [
  ...listedAddresses(2),
  `/${YEAR}/calendar.ics?section=2`,
  `/${YEAR}/measures/%3Cscript%3E`,
  `/${YEAR}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`,
  `/${YEAR}?at=%3Cscript%3E`,
  `/api/v1/pushes/${YEAR}/1`,
  "/nothing",
]

/** The guides' own pictures, whole: the only images there are. */
const GUIDE_PICTURE =
  /^<img src="\/assets\/guides\/[a-z-]+\.[0-9a-f]{12}\.webp" width="\d+" height="\d+" alt="[^"<>]+" loading="lazy">$/

/** The one script there is, whole, and on its own page alone. */
const OWN_SCRIPT = /^<script defer="" src="\/assets\/verify\.[\w-]+\.js" integrity="sha256-[\w+/]+=">$/

/** Data that is never run, and the page's own address, on this machine alone without a certificate. */
const DATA = '<script type="application/ld+json">'
const CANONICAL = /<link rel="canonical" href="http:\/\/127\.0\.0\.1\/[^"]*"\/>/

/** A file is none, and what it says is not read as tags. */
const PAGES = ADDRESSES.filter(address => !/\.[a-z-]+(?:\?.*)?$/.test(address))

test.for(NAUGHTY)("%j is text on every page", async text => {
  const office = newOffice()
  await push(office, FIRST)
  const accepted = await push(office, { rows: hostileRows(text) })
  expect(accepted.status).toBe(201)
  await push(office, {
    rows: [measure("a", { issue: "ปกติ", measure: cleanText(text), reason: `อีกครั้งเพราะ ${cleanText(text)}` })],
  })
  for (const address of PAGES) {
    const response = await request(address, { headers: { Accept: "text/html" } })
    if (!response.headers.get("Content-Type")?.includes("text/html")) continue
    const page = await textOf(response)
    const tags = [...page.matchAll(/<([a-z!/][^\s>]*)([^>]*)>/gi)].map(match => match[0])
    const isOurs = (tag: string) =>
      tag === DATA ||
      (address.startsWith("/help/") && GUIDE_PICTURE.test(tag)) ||
      (address === "/verify" && OWN_SCRIPT.test(tag))
    const foreign = tags.filter(tag => !isOurs(tag))
    expect(foreign.filter(tag => /^<(?:script|img|iframe|object|embed)/i.test(tag))).toEqual([])
    expect(tags.filter(tag => /\son[a-z]+\s*=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([])
    const led = [...page.replace(CANONICAL, "").matchAll(/href="([^"]*)"/g)].map(match => match[1] ?? "")
    expect(led.filter(href => !/^(?:\/|#|https:|webcal:\/\/127\.0\.0\.1\/)/.test(href))).toEqual([])
  }
})

test("no private value is in any answer, whatever becomes of its row", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, {
    rows: [measure("a", { issue: "x" })],
    privateRows: [{ ...PRIVATE_ROWS[1], value: "secret-second@office.example" } as never],
  })
  const secrets = JSON.stringify(PRIVATE_ROWS).match(/secret-[a-z]+/g) ?? []
  expect(secrets).toHaveLength(5)
  for (const address of ADDRESSES) {
    const response = await request(address)
    const text = `${await textOf(response)}${JSON.stringify([...response.headers])}`
    for (const part of [text, ...disclosedIn(text)]) expect(part).not.toMatch(/secret-/)
  }
})

/** Disclosures hide what they say from a plain search. */
function disclosedIn(text: string): string[] {
  return text
    .split(/[~.]/)
    .filter(part => /^[A-Za-z0-9_-]{20,}$/.test(part) && part.length % 4 !== 1)
    .map(part => new TextDecoder().decode(base64urlnopad.decode(part)))
}

test("a held row shows its last accepted text and nothing of the new", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { held: ["measure/m-aaaaaaaa"] })
  const page = await textOf(await request(`/${YEAR}/measures/m-aaaaaaaa`))
  expect(page).toContain("แก้ไขค้างอยู่")
  expect(page).toContain("จัดทำคู่มือการให้บริการ")
})
