/** `docs/addresses.md` lists exactly the addresses there are, and each of them answers. */
import { beforeEach, describe, expect, test } from "vitest"
import addresses from "../../../docs/addresses.md?raw"
import { createApp } from "../../../worker/app.ts"
import { addressesListed } from "../../listed-addresses.ts"
import { newOffice, push, request, YEAR } from "../push-fixture.ts"
import { duty, FIRST, setting } from "../rows.ts"

/** Told in the document's last lines, or of no interest to a reader. */
const UNLISTED = /^\/assets\/|^\/api\/v1\/(?:cron|mail-preview)$|^\/mail\//

const LISTED = addressesListed(addresses, {
  ...{ year: YEAR, measure: "m-aaaaaaaa", duty: "d-aaaaaaaa", section: "2" },
  revision: 1,
})

beforeEach(async () => {
  await push(newOffice(), {
    ...FIRST,
    rows: [...FIRST.rows, duty("a"), setting("contact", "https://office.example/help")],
  })
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
