/** The mail that was sent, as a list and one by one. What a mail holds is shown, never run. */
import { html } from "hono/html"
import type { Mail } from "../mailbox/mailbox.ts"
import { momentOf } from "./clock-page.ts"
import type { Html } from "./frame.ts"

/** Newest first; with words asked for, only the mails that have them all in the subject, the address or the text. */
export function mailboxPage(mails: readonly Mail[], asked = ""): Html {
  if (mails.length === 0)
    return html`<div class="column"><h1>อีเมลที่ส่ง</h1>
<p>ยังไม่มีอีเมล ระบบส่งบันทึกสรุปเช้าวันจันทร์ และเตือนก่อนครบกำหนด <a href="/clock">เลื่อนวัน</a>เพื่อดู</p></div>`
  const found = mails.map((mail, at) => ({ mail, at })).filter(({ mail }) => hasWords(mail, asked))
  return html`<div class="column"><h1>อีเมลที่ส่ง</h1>
<form method="get" action="/mailbox" class="controls" role="search">
<label for="q">ค้นหาในเรื่อง ผู้รับ และข้อความ</label>
<input type="search" id="q" name="q" value="${asked}">
<button>ค้นหา</button>
</form>
${asked.trim() === "" ? "" : html`<p role="status">พบ ${found.length} จาก ${mails.length} ฉบับ <a href="/mailbox">แสดงทั้งหมด</a></p>`}
<p class="meta">${mails.length} ฉบับ ใหม่ที่สุดอยู่บน เก็บไว้ในโฟลเดอร์ข้อมูลของเครื่องนี้ ไม่ได้ส่งออกจริง</p>
<ol class="mails" reversed>
${found
  .map(
    ({ mail, at }) => html`<li value="${at + 1}"><a href="/mailbox/${at + 1}">${mail.subject}</a>
<span>ถึง ${mail.to} · ${momentOf(mail.at)}</span></li>`,
  )
  .reverse()}
</ol></div>`
}

function hasWords({ subject, to, text }: Mail, asked: string): boolean {
  const all = `${subject} ${to} ${text}`.toLowerCase()
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word))
}

export function mailPage(mail: Mail, number: number): Html {
  return html`<div class="column">
<p><a href="/mailbox">อีเมลทั้งหมด</a></p>
<h1>${mail.subject}</h1>
<p class="meta">ถึง ${mail.to} · ${momentOf(mail.at)}</p>
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
