/** One Thai word a thing: what CONTRIBUTING says has lost is written nowhere that a user reads. */
import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const ROOT = resolve(import.meta.dirname, "../..")
const ROOMS = ["shared", "worker", "apps-script", "cli", "local", "docs/guides"]

/** What offices and other programs write, read here and never written. */
const READ_NOT_WRITTEN = [
  /^shared\/(?:period|import)\//,
  /^shared\/record\/look\.ts$/,
  /^local\/sample\/plan-2566\.ts$/,
]

type Choice = { readonly word: string; readonly lost: readonly string[]; readonly places: readonly string[] }

const CHOICES = choicesOf(readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8"))
const TEXTS = [...ROOMS.flatMap(filesOf), "README.md"]
  .filter(file => !READ_NOT_WRITTEN.some(pattern => pattern.test(file)))
  .map(file => ({ file, text: readFileSync(join(ROOT, file), "utf8") }))

it("the table of Thai words is read", () => {
  expect(CHOICES.length).toBeGreaterThan(10)
  expect(TEXTS.length).toBeGreaterThan(400)
  expect(foundIn("ส่งเมลทางอีเมล", { word: "อีเมล", lost: ["เมล"], places: [] })).toEqual(["เมล"])
})

describe.each(CHOICES)("$word", choice => {
  it(`stands where ${choice.lost.join(", ")} stood`, () => {
    const { places } = choice
    const isIn = (file: string) => places.length === 0 || places.some(place => file.startsWith(`${place}/`))
    const found = TEXTS.filter(({ file }) => isIn(file)).flatMap(({ file, text }) =>
      text
        .split("\n")
        .flatMap((line, index) => foundIn(line, choice).map(lost => `${file}:${index + 1} ${lost}`)),
    )
    expect(found).toEqual([])
  })
})

/** A word that lost may be part of the one that won. */
function foundIn(line: string, { word, lost }: Choice): string[] {
  return lost.filter(each => (word.includes(each) ? line.replaceAll(word, "") : line).includes(each))
}

function choicesOf(document: string): Choice[] {
  const [, section = ""] = document.split("### Which Thai word")
  const [table = ""] = section.split("\n## ")
  const list = (cell = "") => cell.split(", ").filter(each => each !== "")
  return [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \| ?([^|]*?) ?\|$/gm)]
    .map(([, word = "", lost, places]) => ({ word, lost: list(lost), places: list(places) }))
    .filter(({ word }) => word !== "ใช้")
}

function filesOf(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
    .map(name => join(room, name))
    .filter(file => /\.(?:ts|tsx|md)$/.test(file))
}
