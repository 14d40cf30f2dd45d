/** The text of a Word paragraph as a person sees it, and what Word knows of it besides: changes, comments, struck words. */
import type { NoteCode } from "../../../shared/import/problems.ts"
import { childOf, isOn, type XmlElement } from "./xml.ts"

type WordNote = { readonly code: NoteCode; readonly words: string; readonly hint?: string }
export type Collected = { text: string; readonly notes: WordNote[] }

type Reading = {
  readonly comments: ReadonlyMap<string, string>
  /** Within what somebody has put in or taken out and nobody has accepted. */
  readonly change?: "added" | "removed" | undefined
}

/** Changes and marks of one kind that follow each other are one note: programs cut words into many runs. */
export function textOfRuns(parent: XmlElement, comments: ReadonlyMap<string, string>): Collected {
  const into: Collected = { text: "", notes: [] }
  collect(parent.children, into, { comments })
  return into
}

/** What is no text, and the copy of a drawing for older programs. */
const OPAQUE = new Set(["w:pPr", "w:rPr", "w:instrText", "mc:Fallback", "w:tblPr", "w:tcPr", "w:trPr"])

function collect(children: readonly XmlElement[], into: Collected, reading: Reading): void {
  for (const child of children) {
    const { name } = child
    if (name === "w:r") collectRun(child, into, reading)
    else if (name === "w:ins" || name === "w:moveTo")
      collect(child.children, into, { ...reading, change: "added" })
    else if (name === "w:del" || name === "w:moveFrom")
      collect(child.children, into, { ...reading, change: "removed" })
    else if (name === "w:p") {
      if (into.text !== "" && !into.text.endsWith("\n")) into.text += "\n"
      collect(child.children, into, reading)
    } else if (!OPAQUE.has(name)) collect(child.children, into, reading)
  }
}

function collectRun(run: XmlElement, into: Collected, { comments, change }: Reading): void {
  const properties = childOf(run, "w:rPr")
  const isHidden = isOn(properties, "w:vanish") || isOn(properties, "w:webHidden")
  let words = ""
  for (const child of run.children) {
    if (child.name === "w:drawing" || child.name === "w:pict" || child.name === "mc:AlternateContent")
      collect([child], into, { comments, change })
    else if (child.name === "w:commentReference") {
      const comment = comments.get(child.attributes["w:id"] ?? "")
      if (comment) into.notes.push({ code: "cellNote", words: comment })
    } else words += wordsOf(child)
  }
  const told = noteOf({
    change,
    isHidden,
    isStruck: isOn(properties, "w:strike") || isOn(properties, "w:dstrike"),
  })
  if (words !== "" && told) note(into, { ...told, words })
  if (change !== "removed" && !isHidden) into.text += words
}

type Marks = { readonly change: Reading["change"]; readonly isHidden: boolean; readonly isStruck: boolean }

function noteOf({ change, isHidden, isStruck }: Marks): Omit<WordNote, "words"> | undefined {
  if (change) return { code: "changeTracked", hint: change === "removed" ? "ลบ" : "เพิ่ม" }
  if (isHidden) return { code: "wordsHidden" }
  return isStruck ? { code: "cellStruck" } : undefined
}

function wordsOf({ name, children, attributes }: XmlElement): string {
  switch (name) {
    case "w:t":
    case "w:delText":
      return children.map(({ text }) => text).join("")
    case "w:tab":
    case "w:ptab":
      return "\t"
    case "w:br":
    case "w:cr":
      return "\n"
    case "w:noBreakHyphen":
      return "-"
    case "w:sym":
      return String.fromCodePoint(Number.parseInt(attributes["w:char"] ?? "20", 16))
    default:
      return ""
  }
}

function note({ notes }: Collected, { code, words, hint = "" }: WordNote): void {
  const last = notes[notes.length - 1]
  if (words.trim() === "" && !last) return
  if (last?.code === code && (last.hint ?? "") === hint)
    notes[notes.length - 1] = { ...last, words: last.words + words }
  else if (words.trim() !== "") notes.push({ code, words, hint })
}
