/** Text, links, the frame of every page. Nothing under a line height of 1.5: Thai marks collide below it. */
export const BASE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 400 1.125rem/1.75 Sarabun, Tahoma, sans-serif; overflow-wrap: break-word;
}
h1, h2, h3, p, ul, ol, dl, dd, table { margin: 0; }
h1, h2, h3 { text-wrap: balance; }
h1 { font-size: 1.625rem; line-height: 1.5; font-weight: 600; margin: 0 0 8px; }
h2 { font-size: 1.375rem; line-height: 1.55; font-weight: 600; margin: 0 0 12px; }
h3 { font-size: 1.125rem; line-height: 1.6; font-weight: 600; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.22em; }
a:visited { color: var(--visited); }
a:hover { text-decoration-thickness: 2px; }
a:focus-visible, summary:focus-visible {
  outline: 3px solid #ffd23f; outline-offset: 1px; box-shadow: 0 0 0 6px var(--ring); border-radius: 1px;
}
ul, ol { padding: 0; list-style: none; }
del { color: var(--secondary); }
ins, mark { background: var(--mark); color: inherit; text-decoration: none; padding: 0 4px; }
code { font: 0.875rem/1.6 ui-monospace, monospace, Sarabun; }
.nw, .ws { white-space: nowrap; }
.small { font-size: 1rem; line-height: 1.65; }
.quiet { color: var(--secondary); }
.strong { font-weight: 600; }
.wrap { max-width: 80rem; margin: 0 auto; padding: 0 16px; }
.prose { max-width: 42rem; }
.prose p + p { margin-top: 12px; }
.standing + h1 { margin-top: 4px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; display: block; padding: 8px 16px; }
.hidden-label {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.simulated {
  background: var(--simulated); color: var(--simulated-text); border-bottom: 2px dashed var(--edge);
  font-size: 1rem; line-height: 1.65;
}
.simulated p { padding-block: 4px; }
.band { background: var(--band); color: var(--band-text); }
.band .wrap { display: flex; gap: 4px 24px; justify-content: space-between; align-items: flex-start; padding-block: 12px; }
.band a { color: inherit; text-decoration: none; }
.band a:hover { text-decoration: underline; }
.band .office { font-weight: 600; line-height: 1.5; }
.band .office span { display: block; font-weight: 400; font-size: 0.9375rem; line-height: 1.6; }
.band nav ul { display: flex; gap: 4px 24px; flex-wrap: wrap; font-size: 1rem; line-height: 1.65; }
.band nav a { display: block; padding: 4px 0; border-bottom: 2px solid transparent; }
.band nav a[aria-current] { border-bottom-color: currentColor; font-weight: 600; }
main.wrap { padding-block: 24px; position: relative; }
main > section, .columns > section { padding-top: 24px; }
main > section + section, .columns + section, .columns + .columns { border-top: 1px solid var(--rule); margin-top: 24px; }
.kicker, .meta { color: var(--secondary); font-size: 1rem; line-height: 1.65; }
.crumbs { font-size: 1rem; line-height: 1.65; margin-bottom: 16px; }
.banner {
  background: var(--sunk); border-left: 4px solid var(--due-border); padding: 8px 16px; margin-top: 16px;
  font-size: 1rem; line-height: 1.65;
}
.banner.past { border-left-color: var(--edge); }
.banner.stale { border-left-color: var(--overdue-word); }
.filters { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px 16px; align-items: end; margin-bottom: 16px; }
.field label { display: block; font-size: 0.9375rem; line-height: 1.6; color: var(--secondary); }
.field select, .field input {
  width: 100%; min-width: 0; height: 2.75rem; padding: 0 8px; border: 1px solid var(--edge); border-radius: 2px;
  background: var(--page); color: var(--ink); font: inherit; font-size: 1rem; line-height: 1.65;
}
.filters button, .other-day button, .press button {
  grid-column: 1 / -1; min-height: 2.75rem; padding: 4px 24px; border: 0; border-radius: 2px; cursor: pointer;
  background: var(--button); color: var(--button-text); font: inherit; font-size: 1rem; font-weight: 600; line-height: 1.65;
}
.other-day form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; padding: 4px 0 8px; }
.field select:focus-visible, .field input:focus-visible, .filters button:focus-visible, .other-day button:focus-visible, .press button:focus-visible {
  outline: 3px solid #ffd23f; outline-offset: 1px; box-shadow: 0 0 0 6px var(--ring);
}
.filtered { margin-bottom: 16px; }
.links { display: flex; flex-wrap: wrap; gap: 4px 24px; font-size: 1rem; line-height: 1.65; }
.hash code { word-break: break-all; }
.entries > li { border-top: 1px solid var(--rule); padding: 8px 0 12px; }
.change + .change { margin-top: 8px; }
.entries { max-width: 42rem; }
footer { background: var(--sunk); color: var(--secondary); margin-top: 24px; font-size: 1rem; line-height: 1.65; }
footer .wrap { padding-block: 24px; }
footer p + p { margin-top: 8px; }
.entries + h3, details + h3 { margin-top: 24px; }
@media (min-width: 40em) { .wrap { padding-inline: 24px; } }
@media (min-width: 64em) {
  h1 { font-size: 2.125rem; }
  h2 { font-size: 1.5rem; }
  .filters { grid-template-columns: 2fr 2fr 1.5fr 2fr auto; }
  .filters button { grid-column: auto; }
  .band .wrap { flex-wrap: wrap; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 48px; }
}
`
