/** The years of the office: one spreadsheet each, of which one is shown; and the bar that shows another, or opens the next. */
import { html } from "hono/html"
import type { Html } from "./frame.ts"

export type Years = {
  list(): readonly number[]
  shown(): number
  /** False where there is no such year. */
  show(year: number): boolean
  /** The year after the newest, while that is not yet the next: no office plans further ahead. */
  next(): number | undefined
  /** Opens it and shows it; where there is none to open, nothing. */
  openNext(): Promise<void>
}

export function yearBar(years: Years): Html {
  const next = years.next()
  const links = years
    .list()
    .map(year =>
      year === years.shown()
        ? html`<b aria-current="true">${year}</b>`
        : html`<a href="/?year=${year}">${year}</a>`,
    )
  return html`<div class="years">
<p>ตารางของปีงบประมาณ ${links.map((link, at) => html`${at > 0 ? " · " : ""}${link}`)}</p>
${
  next === undefined
    ? ""
    : html`<form method="post" action="/years"><button>เปิดปีงบประมาณ ${next}</button></form>
<p class="help">ปีใหม่ได้ฝ่าย คน และค่าตั้งของปี ${next - 1} ส่วนแผนและประกาศเริ่มใหม่ ปีเดิมยังใช้ต่อได้</p>`
}
</div>`
}
