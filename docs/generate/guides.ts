/** The guides in `docs/guides` as the Worker carries them: rendered to HTML, their pictures under names that change with them. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { Marked } from "marked"

const FOLDER = resolve(import.meta.dirname, "../guides")

/** Column heads say what they head; a guide's own title becomes that of its page. */
const marked = new Marked({
  renderer: {
    tablecell({ tokens, header }) {
      const text = this.parser.parseInline(tokens)
      return header ? `<th scope="col">${text}</th>\n` : `<td>${text}</td>\n`
    },
    image({ href, text }) {
      const name = /^pictures\/([a-z-]+)\.webp$/.exec(href)?.[1] ?? ""
      const { width, height } = takenPictures()[name] ?? {}
      const alt = text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
      return `<img src="/assets/guides/${pictureFile(name)}" width="${width}" height="${height}" alt="${alt}" loading="lazy">`
    },
  },
})

export function renderedGuides(): { id: string; title: string; html: string }[] {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith(".md"))
    .sort()
    .map(name => {
      const [, title = "", body = ""] =
        /^# (.+)\n([\s\S]*)$/.exec(readFileSync(resolve(FOLDER, name), "utf8")) ?? []
      return { id: name.replace(/\.md$/, ""), title, html: marked.parse(body, { async: false }) }
    })
}

/** The served file name of each picture. */
export function pictureFiles(): Record<string, string> {
  const names = Object.keys(takenPictures()).sort()
  return Object.fromEntries(names.map(name => [name, pictureFile(name)]))
}

/** What the browser's test noted of each picture it took. */
function takenPictures(): Readonly<Record<string, { readonly width: number; readonly height: number }>> {
  return JSON.parse(readFileSync(resolve(FOLDER, "pictures/pictures.json"), "utf8"))
}

/** A new content is a new address, so that browsers may keep each for good. */
function pictureFile(name: string): string {
  const bytes = readFileSync(resolve(FOLDER, `pictures/${name}.webp`))
  return `${name}.${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}.webp`
}
