/** The lists of a year, a page at a time, and the years of a past day. */
import { beforeEach, expect, test } from "vitest"
import * as z from "zod/mini"
import { measureViewSchema } from "../../../shared/view/schema.ts"
import { listSchema, yearsSchema } from "../../../worker/openapi/schemas.ts"
import { newOffice, type Office, push, request, textOf, withClock, YEAR } from "../push-fixture.ts"
import { day, FIRST, measure } from "../rows.ts"

const COUNT = 230
const pageSchema = z.object({
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  items: z.array(measureViewSchema),
})

let office: Office

const json = async (path: string, clock?: Parameters<typeof request>[2]): Promise<unknown> =>
  JSON.parse(await textOf(await request(path, undefined, clock)))

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

async function pushMany(): Promise<void> {
  const rows = Array.from({ length: COUNT - 1 }, (_, at) => ({
    ...measure("b", { indicator: (at % 2) + 1 }),
    id: `m-${String(at).padStart(8, "0")}`,
  }))
  expect((await push(office, { rows })).status).toBe(201)
}

test("the next addresses lead through every item once, and the previous ones back", async () => {
  await pushMany()
  const ids: string[] = []
  let address: string | null = `/api/v1/years/${YEAR}/measures`
  let before: string | null = null
  while (address !== null) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(await json(address))
    expect(page).toMatchObject({ pages: 3, total: COUNT, previous: before })
    ids.push(...page.items.map(({ id }) => id))
    before = address
    address = page.next
  }
  expect([ids.length, new Set(ids).size]).toEqual([COUNT, COUNT])
})

test("the next address keeps what was asked: the filter and the day", async () => {
  await pushMany()
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const tomorrow = withClock(() => Date.now() + 24 * 3_600_000)
  const query = `?at=${today}&indicator=1&page=1`
  const page = pageSchema.parse(await json(`/api/v1/years/${YEAR}/measures${query}`, tomorrow))
  expect(page.items.every(({ indicator }) => indicator === 1)).toBe(true)
  expect(page.next).toBe(`/api/v1/years/${YEAR}/measures?indicator=1&page=2&at=${today}`)
  const next = pageSchema.parse(await json(page.next ?? "", tomorrow))
  expect(next).toMatchObject({ page: 2, total: page.total, next: null })
})

test.for(["0", "-1", "x", "1e9", "9".repeat(500)])("a page of %s is the first", async page => {
  expect(pageSchema.parse(await json(`/api/v1/years/${YEAR}/measures?page=${page}`)).page).toBe(1)
})

test("a page past the end is the last, and an empty list has one", async () => {
  await pushMany()
  expect(pageSchema.parse(await json(`/api/v1/years/${YEAR}/measures?page=99`)).page).toBe(3)
  const empty = await json(`/api/v1/years/${YEAR}/holidays`)
  expect(listSchema("holidays").safeParse(empty).success).toBe(true)
  expect(empty).toMatchObject({ page: 1, pages: 1, total: 0, next: null, previous: null, items: [] })
})

test.for(["/api/v1/years/2570/measures", `/api/v1/years/${YEAR}/secrets`, "/api/v1/years/x/duties"])(
  "%s is not there",
  async address => {
    const response = await request(address)
    expect([response.status, JSON.parse(await textOf(response))]).toEqual([
      404,
      expect.objectContaining({ code: "notFound" }),
    ])
  },
)

test("the years of a past day are those there were, where they stood", async () => {
  const later = withClock(() => Date.now() + 2 * 24 * 3_600_000)
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  await push(
    office,
    { rows: [measure("a", { occurrences: [{ id: "2566", due: day("2023-06-30") }] })] },
    later,
  )
  const now = yearsSchema.parse(await json("/api/v1/years", later))
  const then = yearsSchema.parse(await json(`/api/v1/years?at=${today}`, later))
  expect([now.years[0]?.revision, then.years[0]?.revision, then.today]).toEqual([2, 1, today])
  expect((await request("/api/v1/years?at=2001-01-01", undefined, later)).status).toBe(404)
  expect((await request("/api/v1/years?at=2001-02-31", undefined, later)).status).toBe(400)
})
