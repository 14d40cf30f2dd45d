/** Words that stand apart on the screen by style alone: text browsers, search engines and a copied passage glue them. */
import type { Page } from "playwright-core"

/** Each pair as it would be read, `5|เกินกำหนด`; none on a page that reads well as text. */
export function gluedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const BLOCKS =
      "address,article,aside,blockquote,body,caption,dd,details,div,dl,dt,figure,footer,form,h1,h2,h3,h4,header,label,legend,li,main,nav,ol,option,p,pre,section,select,summary,table,tbody,td,th,thead,tr,ul"
    const glued: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let before: Node | undefined
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? ""
      if (text === "" || node.parentElement?.closest("script, style")) continue
      if (before && isGlued(before, node))
        glued.push(`${before.textContent?.slice(-20)}|${text.slice(0, 20)}`)
      before = node
    }
    return glued

    function isGlued(first: Node, second: Node): boolean {
      if (/\s$/.test(first.textContent ?? "") || /^\s/.test(second.textContent ?? "")) return false
      const block = first.parentElement?.closest(BLOCKS)
      if (!block || block !== second.parentElement?.closest(BLOCKS)) return false
      return [...between(first, second), ...between(second, first)].some(standsApart)
    }
    /** What holds the one text and not the other. */
    function between(held: Node, other: Node): Element[] {
      const found: Element[] = []
      for (let at = held.parentElement; at && !at.contains(other); at = at.parentElement) found.push(at)
      return found
    }
    function standsApart(element: Element): boolean {
      if (element instanceof SVGElement) return false
      const { display, position } = getComputedStyle(element)
      const parent = element.parentElement && getComputedStyle(element.parentElement).display
      return (
        !["inline", "none", "contents"].includes(display) ||
        position === "absolute" ||
        /flex|grid/.test(parent ?? "")
      )
    }
  })
}
