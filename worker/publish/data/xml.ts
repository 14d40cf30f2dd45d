/** XML written as a tree, so that no text can be taken for markup. */
import { printable } from "./printable.ts"

export type XmlElement = { readonly markup: string }

/** Attributes and texts are escaped here; only elements made here are markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (string | XmlElement)[]
): XmlElement {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`)
  const content = children.map(child => (typeof child === "string" ? xmlText(child) : child.markup)).join("")
  return { markup: `<${name}${written.join("")}>${content}</${name}>` }
}

export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.markup}\n`
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
}

/** Text as it stands between tags or in an attribute. */
export function xmlText(text: string): string {
  return printable(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character)
}
