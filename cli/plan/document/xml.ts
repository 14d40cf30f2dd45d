/** The parts of an Office document as elements. */
import { XMLParser } from "fast-xml-parser"

export type XmlElement = {
  /** With its prefix, `w:p`; "" for text. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

type Parsed = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** The outermost element. @throws for what is not well formed, and for declarations of its own, which no program writes */
export function parseXml(bytes: Uint8Array): XmlElement {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  if (text.includes("<!DOCTYPE")) throw new Error("an Office document with declarations of its own")
  const [root] = (parser.parse(text) as Parsed[]).map(toElement).filter(({ name }) => name !== "")
  if (!root) throw new Error("no element")
  return root
}

function toElement(node: Parsed): XmlElement {
  const name = Object.keys(node).find(key => key !== ":@") ?? ""
  if (name === "#text") return { name: "", attributes: {}, children: [], text: String(node[name]) }
  return {
    name,
    attributes: (node[":@"] ?? {}) as Record<string, string>,
    children: ((node[name] ?? []) as Parsed[]).map(toElement),
    text: "",
  }
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(child => child.name === name)
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter(child => child.name === name) ?? []
}

/** The `w:val` of a child: "" for one that has none, undefined where there is no such child. */
export function valOf(element: XmlElement | undefined, name: string): string | undefined {
  const child = childOf(element, name)
  return child && (child.attributes["w:val"] ?? "")
}

/** A property that is on: present, and not said to be off. */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const value = valOf(element, name)
  return value !== undefined && !["0", "false", "off", "none"].includes(value)
}
