/** A sign of life to a watch outside: what is down itself can tell nobody. */

const PATIENCE_MS = 5000

/** Never fails the run that is over and good: that nobody could be told is only logged. */
export async function tellAlive(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "manual" })
    if (answer.ok) return true
    console.warn(`the watch outside answered ${answer.status}`)
  } catch (error) {
    console.warn(`the watch outside did not answer: ${error instanceof Error ? error.name : "?"}`)
  }
  return false
}
