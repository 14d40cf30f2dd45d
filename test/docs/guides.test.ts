/** The guides are plain enough to be read as pages, and show every picture there is. */
import { readdirSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { pictureFiles, renderedGuides } from "../../docs/generate/guides.ts"

const PICTURES = resolve(import.meta.dirname, "../../docs/guides/pictures")

describe("the guides", () => {
  it("show every picture, and none that is not there", () => {
    const names = Object.keys(pictureFiles())
    const onDisk = readdirSync(PICTURES).filter(name => name.endsWith(".webp"))
    expect(onDisk.sort()).toEqual(names.map(name => `${name}.webp`))
    const shown = renderedGuides().flatMap(({ html }) =>
      [...html.matchAll(/guides\/([a-z-]+)\./g)].map(each => each[1]),
    )
    expect(shown.sort()).toEqual(names)
  })

  it.each(renderedGuides())("$id has a title and no markup that runs", ({ title, html }) => {
    expect(title).not.toBe("")
    expect(html).not.toMatch(/<(?:script|style|iframe)|\son\w+=|style=|javascript:/i)
    const own =
      /^<img src="\/assets\/guides\/[a-z-]+\.[0-9a-f]{12}\.webp" width="\d+" height="\d+" alt="[^"]{20,}" loading="lazy">$/
    for (const [image] of html.matchAll(/<img[^>]*>/gi)) expect(image).toMatch(own)
  })
})
