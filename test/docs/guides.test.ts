/** The guides as the Worker serves them are what their Markdown says, and plain enough to be read as pages. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { Marked } from "marked"
import { describe, expect, it } from "vitest"
import { guideListSchema } from "../../worker/guides/guides.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const FOLDER = resolve(ROOT, "docs/guides")
const FILE = resolve(ROOT, "worker/guides/guides.json")

/** Column heads say what they head; a guide's own title becomes that of its page. */
const marked = new Marked({
  renderer: {
    tablecell({ tokens, header }) {
      const text = this.parser.parseInline(tokens)
      return header ? `<th scope="col">${text}</th>\n` : `<td>${text}</td>\n`
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

  it.each(guideListSchema.parse(JSON.parse(readFileSync(FILE, "utf8"))))(
    "$id has a title and no markup that runs",
    ({ title, html }) => {
      expect(title).not.toBe("")
      expect(html).not.toMatch(/<(?:script|style|iframe|img)|\son\w+=|style=|javascript:/i)
    },
  )
})
