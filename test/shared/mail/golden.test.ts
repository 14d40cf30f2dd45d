import { describe, expect, it } from "vitest"
import { mailFaults } from "../../../shared/mail/message.ts"
import {
  askedRecord,
  neglectedRecord,
  sampleAlarm,
  sampleAsks,
  sampleFirstDigest,
  sampleFirstReminder,
  sampleHeld,
  sampleReminder,
  sampleSummary,
} from "./sample.ts"

const MAILS = [
  ["digest", sampleSummary(false)],
  ["digest-simulated", sampleSummary(true)],
  ["digest-neglected", sampleSummary(false, neglectedRecord())],
  ["digest-first", sampleFirstDigest()],
  ["digest-asked", sampleSummary(false, askedRecord())],
  ["reminder", sampleReminder()],
  ["reminder-first", sampleFirstReminder()],
  ["asks", sampleAsks()],
  ["held", sampleHeld()],
  ["alarm", sampleAlarm()],
  ["reminder-neglected", sampleReminder("3", neglectedRecord())],
] as const

describe.each(MAILS)("%s", (name, mail) => {
  it("is byte for byte what was approved", async () => {
    const headers = Object.entries({ Subject: mail.subject, ...mail.headers }).map(
      ([key, value]) => `${key}: ${value}`,
    )
    await expect(mail.html).toMatchFileSnapshot(`../../golden/mail/${name}.html`)
    await expect(`${headers.join("\n")}\n\n${mail.text}`).toMatchFileSnapshot(`../../golden/mail/${name}.txt`)
  })

  it("is what production accepts, with a subject a phone can show", () => {
    expect(mailFaults(mail)).toEqual([])
    expect(Array.from(mail.subject).length).toBeLessThanOrEqual(60)
    expect(mail.subject).toMatch(/^(?:๑๒ มิ\.ย\.|๒๙ พ\.ค\.) ๖๖ /)
  })

  it("says the same in text and HTML", () => {
    const words = (text: string) =>
      text
        .replace(/<style>[\s\S]*?<\/style>|<title>.*?<\/title>|<[^>]+>/g, "")
        .replace(/&#39;|&quot;/g, "")
        .replace(/[\s\u00a0]+/g, "")
    const inHtml = words(mail.html)
    const lines = mail.text
      .split("\n")
      .map(line => line.replace(/: https\S+$/, "").replace(/^https:.*|^--$|^(?:เรื่อง|เรียน) /, ""))
    for (const line of lines) expect(inHtml).toContain(words(line))
  })

  it("parts what is said from the link behind it", () => {
    const run = mail.text
      .split("\n")
      .filter(line => /^ {3}.*[^·] (?:กรอกรายงาน|เปิดช่องนี้|แก้หลักฐาน): https/.test(line))
    expect(run).toEqual([])
    expect(mail.html).not.toMatch(/[^·>] <a class="link"[^>]*>(?:กรอกรายงาน|เปิดช่องนี้|แก้หลักฐาน)</)
  })

  it("has colours for the dark and a language for the reader", () => {
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">')
    expect(mail.html).toContain('<meta name="supported-color-schemes" content="light dark">')
    expect(mail.html).toContain('<html lang="th">')
    expect(mail.headers["Auto-Submitted"]).toBe("auto-generated")
    expect(mail.html).not.toContain("[object")
  })
})
