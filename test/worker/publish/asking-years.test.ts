/** Two years side by side: which one a past day means, and their changes told together. */
import { beforeEach, expect, test } from "vitest"
import { changesPageSchema } from "../../../shared/view/changes-page.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  post,
  push,
  request,
  textOf,
  withClock,
} from "../push-fixture.ts"
import { day, FIRST, measure, setting } from "../rows.ts"

const THEN = withClock(() => Date.parse("2023-05-20T03:00:00Z"))
const NOW = withClock(() => Date.parse("2023-10-20T03:00:00Z"))

const json = async (path: string): Promise<unknown> =>
  JSON.parse(await textOf(await request(path, undefined, NOW)))

let older: Office

beforeEach(async () => {
  older = newOffice()
  await push(older, FIRST, THEN)
  const kept = FIRST.rows.filter(row => row.kind !== "measure" && !("key" in row && row.key === "fiscalYear"))
  const rows = [
    ...kept,
    setting("fiscalYear", "2567"),
    measure("n", { occurrences: [{ id: "2567", due: day("2024-06-30") }] }),
  ]
  const iat = Date.parse("2023-10-20T03:00:00Z") / 1000
  const newer = await post(
    await bodyOf(buildPush(newOffice(), { rows }, { fiscalYear: 2567, iat })),
    undefined,
    NOW,
  )
  expect([newer.status, await textOf(newer)]).toEqual([201, expect.any(String)])
})

test("the first page of a past day is the year that was newest then", async () => {
  expect(yearViewSchema.parse(await json("/index.json")).fiscalYear).toBe(2567)
  const then = yearViewSchema.parse(await json("/index.json?at=2023-05-20"))
  expect([then.fiscalYear, then.today]).toEqual([2566, "2023-05-20"])
  expect((await request("/2567?at=2023-05-20", undefined, NOW)).status).toBe(404)
  expect((await request("/?at=2023-05-19", undefined, NOW)).status).toBe(404)
})

test("changes of both years stand together, newest first; of a past day only those there were", async () => {
  const years = (view: unknown) => changesPageSchema.parse(view).changes.map(each => each.fiscalYear)
  expect(years(await json("/changes.json"))).toEqual([2567, 2566])
  expect(years(await json("/changes.json?at=2023-05-20"))).toEqual([2566])
})

test("a change of the older year changes the tag of the changes", async () => {
  const tag = async () => (await request("/changes.json", undefined, NOW)).headers.get("ETag")
  const before = await tag()
  await push(older, { rows: [measure("a", { issue: "แก้ไข" })] }, NOW)
  expect(await tag()).not.toBe(before)
})
