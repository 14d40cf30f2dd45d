/** Colours, type and spacing. Contrast was measured pair by pair; change a pair only together with its measurement. */
const LIGHT = `
  --page: #fff; --sunk: #f1f4f2; --ink: #171b1a; --secondary: #47504c;
  --link: #0b559f; --visited: #5d3a91; --edge: #6f7a75; --rule: #d3dad6;
  --band: #0e4a41; --band-text: #fff; --mark: #fff3bf; --ring: #171b1a; --button: #0e4a41; --button-text: #fff; --slip: #663f00;
  --bar: #2f7d6d; --weak: #a11d1a; --track: #e3e9e6;
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
  --scheduled-text: #c1c8c5; --scheduled-fill: #121617; --scheduled-border: #7f8a87;
  --due-text: #f4d08a; --due-fill: #36290b; --due-border: #b5862b;
  --overdue-text: #2a0705; --overdue-fill: #ff9a8d; --overdue-border: #ff9a8d; --overdue-word: #ff9a8d;
  --reported-text: #d3c1fa; --reported-fill: #2b2242; --reported-border: #8d73d2;
  --done-text: #93dfc8; --done-fill: #0e3128; --done-border: #3d9c84;
  --late-text: #a9d0f6; --late-fill: #142e46; --late-border: #4f8cc4;
  --withdrawn-text: #b3bbb8; --withdrawn-fill: #1c2223; --withdrawn-border: #7f8a87;
  --held-text: #eaedeb; --held-fill: #453b12; --held-border: #d8c777;
  --simulated: #453b12; --simulated-text: #eaedeb;`

/** The parts of the font that are served, by what they hold. */
export const SUBSETS = [
  ["thai", 400, "U+02D7, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"],
  ["thai", 600, "U+02D7, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"],
  [
    "latin",
    400,
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212, U+2215",
  ],
  [
    "latin",
    600,
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212, U+2215",
  ],
] as const

/** A swap would wrap Thai anew while it is read: the font comes at once or with the next page. */
const fontFaces = SUBSETS.map(
  ([subset, weight, range]) => `@font-face {
  font-family: Sarabun; font-weight: ${weight}; font-display: optional;
  src: url("/assets/sarabun-5-${subset}-${weight}.woff2") format("woff2"); unicode-range: ${range};
}`,
).join("\n")

export const TOKENS = `${fontFaces}
:root { color-scheme: light dark;${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root {${DARK} } }
`
