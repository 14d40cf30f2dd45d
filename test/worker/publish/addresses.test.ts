/** `docs/addresses.md` lists exactly the addresses there are, and each of them answers. */
import { beforeAll, describe, expect, test } from "vitest"
import { createApp } from "../../../worker/app.ts"
import { emptyDatabase } from "../empty-database.ts"
import { listedAddresses, WHOLE } from "../listed.ts"
import { newOffice, push, request } from "../push-fixture.ts"

/** Told in the document's last lines, or of no interest to a reader. */
const UNLISTED =
  /^\/assets\/|^\/(?:favicon\.ico|apple-touch-icon\.png)$|^\/api\/v1\/(?:cron|mail-preview|answers-waiting)$|^\/(?:mail|answer)\/|^\/log\/(?:checkpoint|vkey|office)$|\.tlog-proof\}$/

const LISTED = listedAddresses()

beforeAll(async () => {
  await emptyDatabase()
  await push(newOffice(), WHOLE)
})

describe.for(LISTED)("%s", address => {
  test("answers", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    expect(response.status).toBe(200)
  })
})

test("every route is listed", () => {
  const routes = createApp()
    .routes.filter(route => route.method === "GET" && !route.path.includes("*"))
    .map(route => route.path)
    .filter(path => !UNLISTED.test(path))
  const unlisted = routes.filter(path => !LISTED.some(address => routePattern(path).test(address)))
  expect(unlisted).toEqual([])
})

/** `/:year{[0-9]+}/measures/:id` as a pattern: parameters by their own expression, or anything without a slash. */
function routePattern(path: string): RegExp {
  const source = path.replace(
    /:\w+(?:\{((?:[^{}]|\{[^}]*\})*)\})?/g,
    (_, own?: string) => `(?:${own ?? "[^/]+"})`,
  )
  return new RegExp(`^${source}$`)
}
