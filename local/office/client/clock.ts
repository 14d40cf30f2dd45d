/** Shows how far a move of the day has come, and its end, and leaves the focus on the button that stops it. */
import { listen } from "./surroundings.ts"

let isAsking = false
let isNewer = false

listen(
  () => void refresh(),
  () => {},
)

/** One question at a time: news that comes meanwhile is asked about after it. */
async function refresh(): Promise<void> {
  isNewer = isAsking
  if (isAsking) return
  isAsking = true
  const text = await fetch("/clock").then(
    response => response.text(),
    () => "",
  )
  isAsking = false
  if (text !== "") show(new DOMParser().parseFromString(text, "text/html"))
  if (isNewer) await refresh()
}

function show(next: Document): void {
  replace("day", next)
  replace("mails", next)
  replace("now", next)
  const isSame =
    document.getElementById("clock")?.dataset.state === next.getElementById("clock")?.dataset.state
  replace(isSame ? "progress" : "clock", next)
  if (!isSame) replace("tour", next)
  if (!isSame) document.getElementById("end")?.focus()
}

function replace(id: string, next: Document): void {
  const there = next.getElementById(id)
  if (there) document.getElementById(id)?.replaceWith(there)
}
