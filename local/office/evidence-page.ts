/** The addresses of the stand-in for the web, to paste into a cell of evidence. */
import { html } from "hono/html"
import { BEHAVIOURS, EVIDENCE_HOST } from "../evidence/evidence-host.ts"
import type { Html } from "./frame.ts"

export function evidencePage(): Html {
  return html`<div class="column">
<h1>ลิงก์หลักฐานจำลอง</h1>
<p>สำนักงานจำลองไม่มีเครือข่าย ระบบจึงเปิดลิงก์หลักฐานที่เครื่องจำลองนี้แทน คัดลอกลิงก์ไปวางในช่อง “หลักฐาน” แล้วเลื่อนวันเพื่อดูว่าระบบตรวจพบอะไร ให้พิมพ์วันที่แทน YYYY-MM-DD เป็นปี ค.ศ. เดือน วัน เช่น 2023-06-20 ลิงก์ของเว็บไซต์อื่นจะเปิดไม่ได้</p>
<table><thead><tr><th>ลิงก์</th><th>เมื่อเปิด</th></tr></thead><tbody>
${BEHAVIOURS.map(({ path, says }) => html`<tr><td><code>https://${EVIDENCE_HOST}${path}</code></td><td>${says}</td></tr>`)}
</tbody></table>
</div>`
}
