/** Colours and type, then text, links and the frame of every page. */

/** Contrast was measured pair by pair; change a pair only together with its measurement. */
const LIGHT = `
  --page: #fff; --sunk: #f1f4f2; --ink: #171b1a; --secondary: #47504c;
  --link: #0b559f; --visited: #5d3a91; --edge: #6f7a75; --rule: #d3dad6;
  --band: #0e4a41; --band-text: #fff; --mark: #fff3bf; --ring: #171b1a; --button: #0e4a41; --button-text: #fff; --slip: #663f00;
  --bar: #2f7d6d; --weak: #a11d1a; --track: #e3e9e6;
  --beforeRecord-text: #47504c; --beforeRecord-fill: #eef1ef; --beforeRecord-border: #6f7a75;
  --unconfirmed-text: #47504c; --unconfirmed-fill: #fff; --unconfirmed-border: #6f7a75;
  --scheduled-text: #47504c; --scheduled-fill: #fff; --scheduled-border: #6f7a75;
  --due-text: #663f00; --due-fill: #fdf1d3; --due-border: #a86f00;
  --overdue-text: #fff; --overdue-fill: #a11d1a; --overdue-border: #a11d1a; --overdue-word: #a11d1a;
  --reported-text: #472c85; --reported-fill: #f0eafb; --reported-border: #7a5bc4;
  --done-text: #0a5747; --done-fill: #e1f3ec; --done-border: #2a8570;
  --late-text: #174a78; --late-fill: #e5f0fa; --late-border: #3b78b3;
  --withdrawn-text: #47504c; --withdrawn-fill: #f1f4f2; --withdrawn-border: #6f7a75;
  --held-text: #171b1a; --held-fill: #fff3bf; --held-border: #6f7a75;
  --simulated: #fff3bf; --simulated-text: #171b1a;`

const DARK = `
  --page: #121617; --sunk: #1c2223; --ink: #eaedeb; --secondary: #b3bbb8;
  --link: #8fbcf2; --visited: #c7adf3; --edge: #7f8a87; --rule: #343c3d;
  --band: #0c3b34; --band-text: #f2f6f4; --mark: #453b12; --ring: #121617; --button: #93dfc8; --button-text: #06231c; --slip: #f4d08a;
  --bar: #5bb59f; --weak: #ff9a8d; --track: #2c3435;
  --beforeRecord-text: #c1c8c5; --beforeRecord-fill: #1d2324; --beforeRecord-border: #7f8a87;
  --unconfirmed-text: #c1c8c5; --unconfirmed-fill: #121617; --unconfirmed-border: #7f8a87;
  --scheduled-text: #c1c8c5; --scheduled-fill: #121617; --scheduled-border: #7f8a87;
  --due-text: #f4d08a; --due-fill: #36290b; --due-border: #b5862b;
  --overdue-text: #2a0705; --overdue-fill: #ff9a8d; --overdue-border: #ff9a8d; --overdue-word: #ff9a8d;
  --reported-text: #d3c1fa; --reported-fill: #2b2242; --reported-border: #8d73d2;
  --done-text: #93dfc8; --done-fill: #0e3128; --done-border: #3d9c84;
  --late-text: #a9d0f6; --late-fill: #142e46; --late-border: #4f8cc4;
  --withdrawn-text: #b3bbb8; --withdrawn-fill: #1c2223; --withdrawn-border: #7f8a87;
  --held-text: #eaedeb; --held-fill: #453b12; --held-border: #d8c777;
  --simulated: #453b12; --simulated-text: #eaedeb;`

const THAI = "U+02D7, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"
const LATIN =
  "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212, U+2215"
/** The parts of the font that are served, by what they hold. */
const SUBSETS = [
  ["thai", 400, THAI],
  ["thai", 600, THAI],
  ["latin", 400, LATIN],
  ["latin", 600, LATIN],
] as const

/** The font under a name of its own for each way to wait for it. */
export function fontFaces(family: string, display: "optional" | "block"): string {
  return SUBSETS.map(
    ([subset, weight, range]) => `@font-face {
  font-family: ${family}; font-weight: ${weight}; font-display: ${display};
  src: url("/assets/sarabun-5-${subset}-${weight}.woff2") format("woff2"); unicode-range: ${range};
}`,
  ).join("\n")
}

/** A swap would wrap Thai anew while it is read: the font comes at once or with the next page. */
const TOKENS = `${fontFaces("Sarabun", "optional")}
:root { color-scheme: light dark;${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root {${DARK} } }
`

/** Text, links, the frame of every page. Nothing under a line height of 1.5: Thai marks collide below it. */
const FRAME = `
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
main > [lang] > section, main > [lang] > h2 { margin-top: 24px; } .meta + .prose { margin-top: 12px; }
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
.field select, .field input, .field textarea {
  width: 100%; min-width: 0; height: 2.75rem; padding: 0 8px; border: 1px solid var(--edge); border-radius: 2px;
  background: var(--page); color: var(--ink); font: inherit; font-size: 1rem; line-height: 1.65;
}
.field textarea { height: auto; padding: 4px 8px; line-height: 1.75; resize: vertical; }
.reply { border-top: 1px solid var(--rule); padding: 8px 0 16px; max-width: 42rem; }
.reply form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; margin-top: 8px; }
.reply .wrong { color: var(--ink); }
.tick { display: flex; gap: 12px; align-items: center; min-height: 2.75rem; }
.tick input { width: 1.5rem; height: 1.5rem; flex: none; }
.wrong { border-left: 4px solid var(--overdue-word); padding-left: 12px; margin-top: 4px; font-size: 1rem; line-height: 1.65; }
.filters button, .other-day button, .press button {
  grid-column: 1 / -1; min-height: 2.75rem; padding: 4px 24px; border: 1px solid transparent; border-radius: 2px; cursor: pointer;
  background: var(--button); color: var(--button-text); font: inherit; font-size: 1rem; font-weight: 600; line-height: 1.65;
}
.other-day form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; padding: 4px 0 8px; }
.field :is(select, input, textarea):focus-visible, .tick input:focus-visible, .filters button:focus-visible, .other-day button:focus-visible, .press button:focus-visible {
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
@media screen and (max-width: 39.99em) {
  main > section, .columns > section { padding-top: 16px; }
  main > section + section, .columns + section, .columns + .columns { margin-top: 16px; }
}
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

export const BASE = TOKENS + FRAME
