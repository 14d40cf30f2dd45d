/** Talking to the office's server: the view of a tab, edits, and news of what others do. */
import type { EditAnswer, GridView, OfficeEvent } from "../grid-view.ts"

export type Choice = { readonly as: string; readonly tab: string }

/** What the address says, `#gid=` as Google writes it too; blank where it says nothing, and the server chooses. */
export function choiceFromAddress(): Choice {
  const query = new URLSearchParams(location.search)
  const gid = new URLSearchParams(location.hash.slice(1)).get("gid")
  return { as: query.get("as") ?? "", tab: query.get("tab") ?? gid ?? "" }
}

export function addressOf({ as, tab }: Choice): string {
  return `/?${new URLSearchParams({ as, tab })}`
}

export async function fetchView({ as, tab }: Choice): Promise<GridView> {
  const response = await fetch(`/api/view?${new URLSearchParams({ as, tab })}`)
  if (!response.ok) throw new Error(`/api/view ${response.status}`)
  return response.json()
}

/** @throws TypeError when the office does not answer */
export async function post(path: string, body: object): Promise<EditAnswer> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** Calls back at each piece of news, and with `false` while the office is away. */
export function listen(
  onNews: (kind: OfficeEvent["kind"]) => void,
  onConnection: (up: boolean) => void,
): void {
  const events = new EventSource("/api/events")
  events.onopen = () => {
    onConnection(true)
    onNews("sheet")
  }
  events.onerror = () => onConnection(false)
  events.onmessage = ({ data }) => {
    const event: OfficeEvent = JSON.parse(data)
    onNews(event.kind)
  }
}
