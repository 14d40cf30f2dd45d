/** The guides as the Worker serves them are what their Markdown says, and plain enough to be read as pages. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { Marked } from "marked"
import { describe, expect, it } from "vitest"
import { guideListSchema } from "../../worker/guides/guides.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const FOLDER = resolve(ROOT, "docs/guides")
const FILE = resolve(ROOT, "worker/guides/guides.json")
const PICTURE_FILES = resolve(ROOT, "worker/guides/pictures.json")

const PICTURES = JSON.parse(readFileSync(resolve(FOLDER, "pictures/pictures.json"), "utf8")) as Readonly<
  Record<string, { readonly width: number; readonly height: number }>
>

/** A new content is a new address, so that browsers may keep each for good. */
function pictureFile(name: string): string {
  const bytes = readFileSync(resolve(FOLDER, `pictures/${name}.webp`))
  return `${name}.${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}.webp`
}

/** Column heads say what they head; a guide's own title becomes that of its page. */
const marked = new Marked({
  renderer: {
    tablecell({ tokens, header }) {
      const text = this.parser.parseInline(tokens)
      return header ? `<th scope="col">${text}</th>\n` : `<td>${text}</td>\n`
    },
    image({ href, text }) {
      const name = /^pictures\/([a-z-]+)\.webp$/.exec(href)?.[1] ?? ""
      const { width, height } = PICTURES[name] ?? {}
      const alt = text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
      return `<img src="/assets/guides/${pictureFile(name)}" width="${width}" height="${height}" alt="${alt}" loading="lazy">`
    },
  },
})

function renderedGuides() {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith(".md"))
    .sort()
    .map(name => {
      const [, title = "", body = ""] =
        /^# (.+)\n([\s\S]*)$/.exec(readFileSync(resolve(FOLDER, name), "utf8")) ?? []
      return { id: name.replace(/\.md$/, ""), title, html: marked.parse(body, { async: false }) }
    })
}

describe("the guides", () => {
  it("are served as they were written (UPDATE_DOCS=1 renders them anew)", () => {
    const text = `${JSON.stringify(renderedGuides(), null, 2)}\n`
    if (process.env.UPDATE_DOCS) writeFileSync(FILE, text)
    expect(readFileSync(FILE, "utf8")).toBe(text)
  })

  it("lead to pictures under names that change with them (UPDATE_DOCS=1 names them anew)", () => {
    const names = Object.keys(PICTURES).sort()
    const text = `${JSON.stringify(Object.fromEntries(names.map(name => [name, pictureFile(name)])), null, 2)}\n`
    if (process.env.UPDATE_DOCS) writeFileSync(PICTURE_FILES, text)
    expect(readFileSync(PICTURE_FILES, "utf8")).toBe(text)
    const onDisk = readdirSync(resolve(FOLDER, "pictures")).filter(name => name.endsWith(".webp"))
    expect(onDisk.sort()).toEqual(names.map(name => `${name}.webp`))
    const shown = renderedGuides().flatMap(({ html }) =>
      [...html.matchAll(/guides\/([a-z-]+)\./g)].map(each => each[1]),
    )
    expect(shown.sort()).toEqual(names)
  })

  it.each(guideListSchema.parse(JSON.parse(readFileSync(FILE, "utf8"))))(
    "$id has a title and no markup that runs",
    ({ title, html }) => {
      expect(title).not.toBe("")
      expect(html).not.toMatch(/<(?:script|style|iframe)|\son\w+=|style=|javascript:/i)
      const own =
        /^<img src="\/assets\/guides\/[a-z-]+\.[0-9a-f]{12}\.webp" width="\d+" height="\d+" alt="[^"]{20,}" loading="lazy">$/
      for (const [image] of html.matchAll(/<img[^>]*>/gi)) expect(image).toMatch(own)
    },
  )
})
