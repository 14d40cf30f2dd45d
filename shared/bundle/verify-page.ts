/**
 * The page of a bundle that verifies it, opened from a disk: the script of `/verify`, and what it reads as another script beside
 * it. Its style is its own, for one that came with the record could hide what the script says.
 */

import type { IsoDate } from "../date/civil-date.ts"
import { longDate } from "../date/thai-date.ts"

export const VERIFY_FILE = "verify.html"
export const SCRIPT_FILE = "verify.js"
export const DATA_FILE = "data.js"

type VerifyPageFacts = {
  readonly fiscalYear: number
  readonly from: string
  readonly today: IsoDate
}

/** It may load scripts and nothing else, and send nothing anywhere. */
const POLICY =
  "default-src 'none'; script-src file: 'self'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

export function verifyPage({ fiscalYear, from, today }: VerifyPageFacts): string {
  const site = escaped(from)
  return `<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ตรวจบันทึก ปีงบประมาณ ${fiscalYear}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>ตรวจบันทึก ปีงบประมาณ&nbsp;${fiscalYear}</h1>
<p class="meta">ชุดตรวจสอบจาก <a href="${site}/${fiscalYear}" rel="noreferrer">${site}</a> ทำเมื่อ${longDate(today, "ascii")}</p>
<p>หน้านี้ตรวจสำเนาของบันทึกที่อยู่ในไฟล์ ${DATA_FILE} ไม่ต้องต่ออินเทอร์เน็ต และไม่ส่งสิ่งใดออกไป</p>
<p id="without-script">ถ้าไม่เห็นผลการตรวจ ให้แตกไฟล์ zip ทั้งหมดไว้ในโฟลเดอร์เดียวกัน แล้วเปิดหน้านี้ด้วยเบราว์เซอร์รุ่นปัจจุบันที่อนุญาตสคริปต์</p>
<div id="verdict" aria-live="polite"></div>
<form id="verify" hidden>
<label for="kept">เทียบกับสิ่งที่เก็บไว้ (ถ้ามี)</label>
<textarea id="kept" rows="3" autocomplete="off" aria-describedby="kept-hint"></textarea>
<p id="kept-hint" class="meta">วางบรรทัดค่าตรวจสอบท้ายอีเมลสรุป จุดตรวจ หรือกุญแจที่เคยเก็บ เพื่อดูว่าบันทึกต่อจากนั้นจริง</p>
<button type="submit">ตรวจอีกครั้ง</button>
</form>
<h2>ไฟล์สำหรับอ่านในชุดนี้</h2>
<p class="meta">หน้านี้ไม่ได้ตรวจไฟล์เหล่านี้</p>
<ul>
<li><a href="${fiscalYear}.xlsx">ตาราง Excel ทั้งปี</a>, <a href="measures.csv">มาตรการ (CSV)</a>, <a href="reports.csv">รายงาน (CSV)</a></li>
<li><a href="A4/page-1.html">แบบพิมพ์ A4</a></li>
<li><a href="README.txt">คำอธิบายชุดนี้ และวิธีตรวจโดยไม่เชื่อหน้านี้</a></li>
</ul>
<p lang="en" class="meta">This page verifies the copy of the record in ${DATA_FILE}, with the network off, and none of the files listed above; README.txt tells more in English.</p>
</main>
<script src="${DATA_FILE}"></script>
<script src="${SCRIPT_FILE}"></script>
</body>
</html>
`
}

const STYLE = `:root{color-scheme:light dark;--edge:light-dark(#8a8a85,#8f8f88);--met:light-dark(#1b6b3a,#7fd1a0);--not:light-dark(#9c2a1b,#f2a597)}
body{margin:0;font:1rem/1.65 Sarabun,"TH Sarabun New","Noto Sans Thai",Leelawadee,Thonburi,sans-serif;overflow-wrap:anywhere}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.35;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
ul{margin:.25rem 0;padding-left:1.25rem}p{margin:.5rem 0}
.meta,.hash{font-size:.9rem;opacity:.8}.kept,code{font-family:ui-monospace,Consolas,monospace;font-size:.85rem}
.kept{white-space:pre-wrap;border:1px solid var(--edge);padding:.75rem}
.answer-met,h2.trouble,p.trouble{border-left:.35rem solid;padding-left:.75rem}.answer-met{color:var(--met)}.trouble{color:var(--not)}
form{margin:2rem 0}form[hidden]{display:none}label{display:block;font-weight:600}
textarea{box-sizing:border-box;width:100%;font:inherit}button{font:inherit;padding:.5rem 1rem}progress{width:100%}
:focus-visible{outline:2px solid;outline-offset:3px}#verdict :focus{outline:0}
@media print{form,#without-script{display:none}}`

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")
}
