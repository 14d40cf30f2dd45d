/** What an auditor's bundle says of itself, to whoever opens it in ten years. */

import type { IsoDate } from "../date/civil-date.ts"
import { longDate } from "../date/thai-date.ts"
import { SCRIPT_FILE, VERIFY_FILE } from "./verify-page.ts"

type ReadmeFacts = {
  readonly fiscalYear: number
  readonly from: string
  readonly today: IsoDate
  /** Files of the maker's own. */
  readonly added: readonly string[]
}

export function readmeText({ fiscalYear, from, today, added }: ReadmeFacts): string {
  const sqlite = added.find(file => file.endsWith(".sqlite"))
  return `ชุดตรวจสอบบันทึก ปีงบประมาณ ${fiscalYear}
จาก ${from} ทำเมื่อ${longDate(today, "ascii")}

เปิด ${VERIFY_FILE} ด้วยเบราว์เซอร์ ไม่ต้องต่ออินเทอร์เน็ต หน้านั้นตรวจลายมือชื่อ ลำดับ เวลา และทุกแถว
แล้วบอกว่าพิสูจน์อะไรได้ อะไรไม่ได้ ต้องแตกไฟล์ zip ทั้งหมดก่อน และเก็บไฟล์ไว้ในโฟลเดอร์เดียวกัน

มีอะไรในชุดนี้
  ${fiscalYear}.xlsx  measures.csv  reports.csv  calendar.ics  ตารางทั้งปี
  A4/            แผนตามแบบหกช่อง พร้อมพิมพ์
  ${sqlite ? `${sqlite.padEnd(14)} ตารางเดียวกันเป็นฐานข้อมูล SQLite` : `(SQLite)       ไม่มีในชุดที่เว็บทำ ใช้คำสั่ง sujarit bundle ${from} --year ${fiscalYear}`}
  notices/       ทะเบียนการแจ้งเตือน ไม่มีที่อยู่ผู้รับ
  schemas/       ความหมายของทุกช่อง
  record/        บันทึกที่ลงลายมือชื่อดิจิทัล: จุดตรวจ รายการ ข้อความ กุญแจ
  pages/         หน้าของปีและแบบพิมพ์ ตามที่เว็บแสดงในวันนั้น
  bundle.json    แต่ละไฟล์อ่านมาจากที่อยู่ใด

ใครทำชุดนี้ก็ทำ ${VERIFY_FILE} ได้ด้วย ผู้ที่ไม่ต้องการเชื่อผู้ทำให้ติดตั้งโปรแกรม Sujarit แล้วสั่ง
  sujarit verify ชุดนี้.zip --key กุญแจของบันทึกที่ได้มาทางอื่น
หรือเขียนโปรแกรมตรวจเองตาม docs/format.md ของโปรแกรมนั้น
ชุดนี้บอกถึงวันที่ทำเท่านั้น ข้อความที่ปิดภายหลังจะยังอยู่ในชุดที่ทำก่อน โปรดเก็บและส่งต่ออย่างระวัง


Auditor's bundle of the fiscal year ${fiscalYear} (B.E.), read from ${from} on ${today}

Unpack all of it and open ${VERIFY_FILE} in a browser; no network is needed. It verifies signatures, order, times and
every row, and says what was proved and what could not be. It reads the same bytes as the files from data.js, and its
program is ${SCRIPT_FILE}.

  ${fiscalYear}.xlsx measures.csv reports.csv calendar.ics   the year as tables
  A4/           the plan as its official form, ready for paper
  ${sqlite ? `${sqlite.padEnd(13)} the same tables as an SQLite database` : `(SQLite)      not in a bundle that a site makes: run sujarit bundle ${from} --year ${fiscalYear}`}
  notices/      the ledger of mail, without an address
  schemas/      what each field means
  record/       what was signed: checkpoint, entries, tiles, texts, keys
  pages/        the page of the year and the form's data, as they were served
  bundle.json   at which address each file was read

Whoever made this made ${VERIFY_FILE} too. To trust nobody, install Sujarit and run
  sujarit verify THIS.zip --key VKEY
with the log's key from elsewhere, or write a verifier from its docs/format.md. It tells of the record up to the day on
which it was made; texts that were redacted since still stand in bundles made before: keep and pass them on with care.
`
}
