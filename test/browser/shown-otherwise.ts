/** What a page shows, or colours, otherwise at another width: the rest was looked at already. */
import type { Page } from "playwright-core"

/** The name in the page's window under which the elements stand. */
export const OTHERWISE = "shownOtherwise"

/** Remembers how every element looks, and keeps those that look otherwise than when it was last asked. How many these are. */
export function findShownOtherwise(page: Page): Promise<number> {
  return page.evaluate(name => {
    const kept = window as unknown as Record<string, unknown>
    const before = kept.looks as Map<Element, string> | undefined
    const looks = new Map([...document.querySelectorAll("body, body *")].map(each => [each, lookOf(each)]))
    const isOther = (each: Element | null) => each !== null && looks.get(each) !== before?.get(each)
    // What holds it is looked at with all that is in it.
    const others = [...looks.keys()].filter(
      each => isOther(each) && !isOther(each.parentElement) && looks.get(each) !== "",
    )
    Object.assign(kept, { looks, [name]: others })
    return others.length

    /** All that contrast is judged by; nothing, where nothing is seen. */
    function lookOf(element: Element): string {
      const { width, height } = element.getBoundingClientRect()
      if (!element.checkVisibility() || width <= 1 || height <= 1) return ""
      const style = getComputedStyle(element)
      const size = Number.parseFloat(style.fontSize)
      const { color, backgroundColor, backgroundImage, opacity, fontWeight } = style
      return [color, backgroundColor, backgroundImage, opacity, fontWeight, size >= 24, size >= 18.5].join()
    }
  }, OTHERWISE)
}
