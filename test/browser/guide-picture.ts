/** A picture for the guides, and the words that can be read in it: a picture is true as long as they are. */
import type { Browser, Frame, Locator, Page } from "playwright-core"

export type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** What of the page is pictured: from the top left of the first place to the bottom right of the last, no higher than `most`. */
export async function clipOf(page: Page, places: readonly Locator[], most: number): Promise<Clip> {
  const boxes: Clip[] = []
  for (const place of places) {
    const box = await place.first().boundingBox()
    if (!box) throw new Error(`${place} is not shown`)
    boxes.push(box)
  }
  const width = page.viewportSize()?.width ?? 0
  const x = Math.max(0, Math.floor(Math.min(...boxes.map(each => each.x)) - MARGIN))
  const y = Math.max(0, Math.floor(Math.min(...boxes.map(each => each.y)) - MARGIN))
  const right = Math.min(width, Math.ceil(Math.max(...boxes.map(each => each.x + each.width)) + MARGIN))
  const bottom = Math.ceil(Math.max(...boxes.map(each => each.y + each.height)) + MARGIN)
  return { x, y, width: right - x, height: Math.min(most, bottom - y) }
}

const MARGIN = 8

/** Texts that lie inside the clip and are covered by nothing, line by line; what differs from run to run is left out. */
export async function wordsIn(frame: Page | Frame, clip: Clip): Promise<string[]> {
  const texts = await frame.evaluate(({ x, y, width, height }) => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? "").replace(/\s+/g, " ").trim()
      if (text === "") continue
      range.selectNodeContents(node)
      const [box] = range.getClientRects()
      if (!box || box.width < 2 || box.height < 4) continue
      const [left, middle] = [box.left + 2, box.top + box.height / 2]
      if (left < x || middle < y || left > x + width || middle > y + height) continue
      const top = document.elementFromPoint(left, middle)
      if (top && (top === node.parentElement || top.contains(node))) found.push(text)
    }
    return found
  }, clip)
  return texts.map(steady)
}

/** Row ids, hashes and the time of day are of this run alone. */
function steady(text: string): string {
  return text
    .replace(/\b[mdo]-[a-z0-9]{8}\b/g, "m-…")
    .replace(/\d{1,2}\.\d{2} น\./g, "… น.")
    .replace(/[๐-๙]{1,2}\.[๐-๙]{2} น\./g, "… น.")
    .replace(/127\.0\.0\.1:\d+\/log \d+ [\w+/]+=/g, "…")
    .replace(/[A-Za-z0-9_-]{12,}/g, "…")
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "…")
}

/** Drawn by the browser itself; WebP is a tenth of the PNG. */
export async function pictureOf(
  browser: Browser,
  page: Page,
  clip: Clip,
  ending: "webp" | "png",
): Promise<Buffer> {
  const png = await page.screenshot({ clip, animations: "disabled", caret: "hide" })
  if (ending === "png") return png
  const drawer = await browser.newPage()
  try {
    const drawn = await drawer.evaluate(
      async source => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement("canvas")
        canvas.width = image.naturalWidth
        canvas.height = image.naturalHeight
        canvas.getContext("2d")?.drawImage(image, 0, 0)
        return canvas.toDataURL("image/webp", 0.7)
      },
      `data:image/png;base64,${png.toString("base64")}`,
    )
    return Buffer.from(drawn.slice(drawn.indexOf(",") + 1), "base64")
  } finally {
    await drawer.close()
  }
}
