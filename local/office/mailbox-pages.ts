/** The mail that was sent, as a list and one by one. What a mail holds is shown, never run. */
import { html } from "hono/html"
import { bangkokDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import type { Mail } from "../mailbox/mailbox.ts"
import { momentOf } from "./clock-page.ts"
import type { Html } from "./frame.ts"
import type { Recipient } from "./recipients.ts"

type MailboxInput = {
  readonly mails: readonly Mail[]
  readonly recipients: readonly Recipient[]
  /** Words, an address and a day asked for; blank for all. */
  readonly asked: { readonly q?: string; readonly to?: string; readonly on?: string }
}

/** Newest first; of what is asked for, only the mails that have it all. */
export function mailboxPage({ mails, recipients, asked }: MailboxInput): Html {
  if (mails.length === 0)
    return html`<div class="column"><h1>อีเมลที่ส่ง</h1>
<p>ยังไม่มีอีเมล ระบบส่งบันทึกสรุปเช้าวันจันทร์ และเตือนก่อนครบกำหนด <a href="/clock">เลื่อนวัน</a>เพื่อดู</p>
${addresses(mails, recipients)}</div>`
  const { q = "", to = "", on = "" } = asked
  const found = mails
    .map((mail, at) => ({ mail, at }))
    .filter(({ mail }) => hasWords(mail, q) && isTo(mail, to) && (on === "" || dayOf(mail) === on))
  return html`<div class="column"><h1>อีเมลที่ส่ง</h1>
<form method="get" action="/mailbox" class="controls" role="search">
<label for="q">ค้นหาในเรื่อง ผู้รับ และข้อความ</label>
<input type="search" id="q" name="q" value="${q}">
<button>ค้นหา</button>
</form>
${q.trim() + to + on === "" ? "" : html`<p role="status">พบ ${found.length} จาก ${mails.length} ฉบับ ${askedText({ to, on }, recipients)} <a href="/mailbox">แสดงทั้งหมด</a></p>`}
<p class="meta">${mails.length} ฉบับ ใหม่ที่สุดอยู่บน เก็บไว้ในโฟลเดอร์ข้อมูลของเครื่องนี้ ไม่ได้ส่งออกจริง <a href="/clock">เลื่อนวัน</a>เพื่อให้ส่งต่อ</p>
${addresses(mails, recipients)}
<ol class="mails" reversed>
${found
  .map(
    ({ mail, at }) => html`<li value="${at + 1}"><a href="/mailbox/${at + 1}">${mail.subject}</a>
<span>ถึง ${toWhom(mail, recipients)} · ${momentOf(mail.at)}</span></li>`,
  )
  .reverse()}
</ol></div>`
}

/** Everybody who can be written to, also who was not yet. */
function addresses(mails: readonly Mail[], recipients: readonly Recipient[]): Html {
  return html`<details class="addresses"><summary>ผู้รับทั้งหมด ${recipients.length} ที่อยู่</summary>
<table><thead><tr><th>ผู้รับ</th><th>ที่อยู่</th><th>อีเมล</th></tr></thead><tbody>
${recipients.map(({ address, role, link }) => {
  const count = mails.filter(mail => isTo(mail, address)).length
  const mailLink = html`<a href="/mailbox?${new URLSearchParams({ to: address })}" aria-label="อีเมล ${count} ฉบับถึง${role}">${count} ฉบับ</a>`
  return html`<tr><td><a href="${link}">${role}</a></td><td>${address}</td><td>${count > 0 ? mailLink : "ยังไม่มี"}</td></tr>`
})}
</tbody></table></details>`
}

function askedText({ to, on }: { to: string; on: string }, recipients: readonly Recipient[]): string {
  const day = parseIsoDate(on)
  return [to === "" ? "" : `ถึง ${nameOf(to, recipients)}`, day ? `ส่งวันที่ ${plainDate(day)}` : on].join(" ")
}

function toWhom({ to }: Mail, recipients: readonly Recipient[]): string {
  return to
    .split(", ")
    .map(address => nameOf(address, recipients))
    .join(", ")
}

function nameOf(address: string, recipients: readonly Recipient[]): string {
  const role = recipientAt(address, recipients)?.role
  return role === undefined ? address : `${role} (${address})`
}

function recipientAt(address: string, recipients: readonly Recipient[]): Recipient | undefined {
  return recipients.find(each => each.address.toLowerCase() === address.toLowerCase())
}

function isTo(mail: Mail, address: string): boolean {
  return address === "" || mail.to.toLowerCase().split(", ").includes(address.toLowerCase())
}

function dayOf({ at }: Mail): string {
  return bangkokDate(Date.parse(at))
}

function hasWords({ subject, to, text }: Mail, asked: string): boolean {
  const all = `${subject} ${to} ${text}`.toLowerCase()
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word))
}

export function mailPage(mail: Mail, number: number, recipients: readonly Recipient[]): Html {
  const recipient = recipientAt(mail.to, recipients)
  return html`<div class="column">
<p><a href="/mailbox">อีเมลทั้งหมด</a></p>
<h1>${mail.subject}</h1>
<p class="meta">ถึง ${toWhom(mail, recipients)} · ${momentOf(mail.at)}</p>
${recipient ? html`<p><a href="${recipient.link}">เปิดตารางในนาม${recipient.role}</a> · <a href="/mailbox?${new URLSearchParams({ to: mail.to })}">อีเมลทุกฉบับถึงผู้รับนี้</a></p>` : ""}
${mail.attachments.length > 0 ? attachments(mail, number) : ""}
<h2>ที่เห็นในโปรแกรมอ่านอีเมล</h2>
<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${number}/html" title="${mail.subject}"></iframe>
<h2>ข้อความล้วน</h2>
<pre class="text">${mail.text}</pre>
<details><summary>ส่วนหัวของอีเมลและต้นฉบับ HTML</summary>
<table class="headers"><tbody>
${Object.entries(mail.headers).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
</tbody></table>
<pre class="source">${mail.html}</pre>
</details>
</div>`
}

/** The mail's own HTML, alone: no script, no network, and links open elsewhere. `fonts` are ours, for bare machines. */
export function mailBody(mail: Mail, fonts: string): Response {
  const body = mail.html.replace(/^\s*<!doctype[^>]*>/i, "")
  return new Response(`<!doctype html><base target="_blank"><style>${fonts}</style>${body}`, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": MAIL_POLICY },
  })
}

const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; " +
  "sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"

export function attachmentBody(mail: Mail, at: number): Response | undefined {
  const attachment = mail.attachments[at]
  if (!attachment) return undefined
  const name = encodeURIComponent(attachment.filename)
  return new Response(Buffer.from(attachment.content, "base64"), {
    headers: {
      "Content-Type": attachment.type,
      "Content-Disposition": `attachment; filename*=UTF-8''${name}`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  })
}

function attachments({ attachments: files }: Mail, number: number): Html {
  return html`<p>สิ่งที่แนบ: ${files.map((file, at) => html`<a href="/mailbox/${number}/attachments/${at + 1}">${file.filename}</a> `)}</p>`
}
