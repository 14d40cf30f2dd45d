/**
 * What the compiler makes of a page's elements, and their text. Hono's own, whose types these are, serves browsers, promises
 * and streams too, and most readers meet an isolate that runs its code for the first time: it was half of what a page cost.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"

export type { JSX } from "hono/jsx/jsx-runtime"

type Props = { readonly children?: unknown; readonly [name: string]: unknown }
type Component = (props: Props) => unknown

class Element {
  readonly tag: string | Component
  readonly props: Props
  constructor(tag: string | Component, props: Props) {
    this.tag = tag
    this.props = props
  }
}

/** HTML as it is: not to be escaped. */
class Html {
  readonly html: string
  constructor(html: string) {
    this.html = html
  }
}

export function jsx(tag: string | ((props: never) => unknown), props: Props): JSX.Element {
  return new Element(tag as string | Component, props) as unknown as JSX.Element
}

export { jsx as jsxs }

export function Fragment({ children }: { readonly children?: Child }): Child {
  return children
}

/** A text that is HTML already. Never one that somebody typed. */
export function raw(html: string): JSX.Element {
  return new Html(html) as unknown as JSX.Element
}

/** The text of an element and all that is in it; every other text is escaped. */
export function htmlOf(child: unknown): string {
  if (typeof child === "string") return escaped(child)
  if (child instanceof Element) return elementHtml(child)
  if (child === null || child === undefined || typeof child === "boolean") return ""
  if (typeof child === "number") return String(child)
  if (child instanceof Html) return child.html
  if (!Array.isArray(child)) throw new TypeError("neither an element nor a text")
  let html = ""
  for (const each of child) html += htmlOf(each)
  return html
}

/** They have no end, and nothing in them. */
const EMPTY: ReadonlySet<string> = new Set(["br", "hr", "img", "input", "link", "meta"])

function elementHtml({ tag, props }: Element): string {
  if (typeof tag !== "string") return htmlOf(tag(props))
  let html = `<${tag}`
  for (const name in props) if (name !== "children") html += attribute(name, props[name])
  if (EMPTY.has(tag)) return `${html}/>`
  return `${html}>${htmlOf(props.children)}</${tag}>`
}

function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null || value === false) return ""
  return value === true ? ` ${name}=""` : ` ${name}="${escaped(String(value))}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&quot;",
}

function escaped(text: string): string {
  return /[&<>'"]/.test(text) ? text.replace(/[&<>'"]/g, mark => ESCAPES[mark] ?? mark) : text
}
