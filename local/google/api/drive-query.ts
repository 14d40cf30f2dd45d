/** The search terms of `files.list` that provisioning uses, joined by `and`; nothing cleverer. */
import type { DriveFile } from "../model/model.ts"
import { invalid, notInSurface } from "../wire/errors.ts"

type Accepts = (file: DriveFile) => boolean

const TEXT = String.raw`'((?:[^'\\]|\\.)*)'`
const TERMS: readonly (readonly [RegExp, (...parts: string[]) => Accepts])[] = [
  [
    new RegExp(String.raw`^(name|mimeType)\s*=\s*${TEXT}`),
    (field, text) => file => file[field === "name" ? field : "mimeType"] === unescaped(text),
  ],
  [/^trashed\s*=\s*(true|false)/, truth => file => String(file.trashed) === truth],
  [
    new RegExp(String.raw`^appProperties\s+has\s+\{\s*key\s*=\s*${TEXT}\s+and\s+value\s*=\s*${TEXT}\s*\}`),
    (key, value) => file => file.appProperties[unescaped(key)] === unescaped(value),
  ],
]

/** A term is read to its own end before an `and` is looked for: both braces and quotes may hold one. */
export function parseQuery(q: string): Accepts {
  const accepts: Accepts[] = []
  let rest = q.trim()
  while (rest !== "") {
    const read = readTerm(rest)
    accepts.push(read.accepts)
    rest = rest.slice(read.length).trimStart()
    const and = /^and\s+/.exec(rest)
    if (rest !== "" && !and) throw invalid(`Invalid Value: ${q}`)
    rest = rest.slice(and?.[0].length ?? 0)
    if (and && rest === "") throw invalid(`Invalid Value: ${q}`)
  }
  return file => accepts.every(accept => accept(file))
}

function readTerm(text: string): { readonly accepts: Accepts; readonly length: number } {
  for (const [pattern, acceptsOf] of TERMS) {
    const [whole, ...parts] = pattern.exec(text) ?? []
    if (whole !== undefined) return { accepts: acceptsOf(...parts), length: whole.length }
  }
  throw notInSurface(`The Drive query '${text}'`)
}

function unescaped(text = ""): string {
  return text.replaceAll(/\\(.)/g, "$1")
}
