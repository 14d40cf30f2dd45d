/** What a page's elements become: every text is escaped, and nothing is written that was not said. */
import { describe, expect, it } from "vitest"
import { Fragment, htmlOf, jsx, raw } from "../../../worker/pages/jsx/jsx-runtime.ts"

const NAUGHTY = `<script>"it's" & more</script>`
const ESCAPED = "&lt;script&gt;&quot;it&#39;s&quot; &amp; more&lt;/script&gt;"

describe("an element", () => {
  it.each([
    ["escapes its text", jsx("p", { children: NAUGHTY }), `<p>${ESCAPED}</p>`],
    ["escapes its attributes", jsx("a", { title: NAUGHTY, children: 1 }), `<a title="${ESCAPED}">1</a>`],
    [
      "leaves out what is not said",
      jsx("p", { class: undefined, children: [null, false, true, ""] }),
      "<p></p>",
    ],
    [
      "says a flag alone",
      jsx("option", { selected: true, disabled: false }),
      '<option selected=""></option>',
    ],
    ["has no end where it holds nothing", jsx("br", {}), "<br/>"],
    ["takes lists within lists", jsx("ul", { children: [["a", [0]], "b"] }), "<ul>a0b</ul>"],
    [
      "takes HTML only where it is said to be",
      jsx("i", { children: raw("<b>&amp;</b>") }),
      "<i><b>&amp;</b></i>",
    ],
  ])("%s", (_, element, html) => {
    expect(htmlOf(element)).toBe(html)
  })

  it("is what a component makes of its props, and escapes what that gives back as a text", () => {
    const Said = ({ children }: { readonly children?: unknown }) => `<${children}>`
    expect(htmlOf(jsx(Fragment, { children: [jsx(Said, { children: "x" }), jsx("hr", {})] }))).toBe(
      "&lt;x&gt;<hr/>",
    )
  })

  it("is no promise and no other object", () => {
    expect(() => htmlOf(jsx("p", { children: Promise.resolve("x") }))).toThrow(TypeError)
  })
})
