/** The grid page before its script has run: the places it fills. */
import { html } from "hono/html"
import type { Html } from "./frame.ts"

export function gridPage(): Html {
  return html`<div class="column wide">
<h1 id="title">กำลังเปิดตาราง…</h1>
<p class="meta"><span id="help"></span></p>
<p class="notice refused" id="no-access" hidden></p>
<p class="notice refused" id="fault" role="alert" hidden></p>
<div class="controls">
<label for="as">ทำงานในนาม</label>
<select id="as"></select>
<div class="commands" id="commands" role="group" aria-label="คำสั่ง">
<button type="button" data-command="undo" title="Ctrl+Z" disabled>ย้อน</button>
<button type="button" data-command="redo" title="Ctrl+Y" disabled>ทำซ้ำ</button>
<button type="button" data-command="insert">แทรกแถวล่าง</button>
<button type="button" data-command="delete">ลบแถว</button>
<button type="button" data-command="sort-up">เรียง ก–ฮ</button>
<button type="button" data-command="sort-down">เรียง ฮ–ก</button>
</div>
<span class="state" id="state" role="status"></span>
</div>
<section class="problems" id="problems" aria-labelledby="counts" hidden>
<h2 id="counts"></h2>
<ul id="links"></ul>
<p id="more"></p>
</section>
</div>
<nav class="tabs" id="tabs" aria-label="แท็บของตาราง"></nav>
<div class="grid-scroll"><div id="grid"></div></div>
<div id="descriptions" hidden></div>
<div class="panel" id="panel" role="region" aria-label="ช่องที่เลือก" aria-live="polite" tabindex="0">
<p class="help">เลือกช่องในตารางเพื่อดูว่าต้องกรอกอะไร</p>
</div>
<p class="hints" id="hints"><kbd>Enter</kbd> ลงช่องล่าง <kbd>F2</kbd> แก้ <kbd>Esc</kbd> เลิกหรือออกจากตาราง
<kbd>F8</kbd> ช่องที่ต้องดูถัดไป <kbd>Ctrl+Z</kbd> ย้อน</p>
<noscript><p class="notice refused">หน้านี้ต้องใช้ JavaScript</p></noscript>`
}
