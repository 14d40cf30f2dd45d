/** What of a record a reader asks for, and how much. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import * as z from "zod/mini"
import { instantOf } from "../../../shared/log/entry.ts"
import { foldRecord } from "../../../shared/record/record.ts"
import { rowName } from "../../../shared/row/name.ts"
import type { Row } from "../../../shared/row/row.ts"
import { addressesOfAll, addressesOfYear } from "../../../shared/verify/addresses.ts"
import { holdAddresses } from "../../../shared/verify/hold.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import { yearView } from "../../../shared/view/year.ts"
import { day, duty, measure, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { doorTo, FROM, newSite, serve } from "./site.ts"

const DAY = { today: day("2023-06-20"), simulated: false }

function yearOf(rows: readonly Row[]) {
  const of = { sequence: 1, acceptedAt: Date.parse("2023-05-29T03:00:00Z") }
  const record = foldRecord(
    2566,
    [{ ...of, head: "h" as never, held: [] }],
    rows.map(row => ({ ...of, name: rowName(row), digest: null, row })),
  )
  const view = yearView(record, DAY)
  if (!view) throw new Error("nothing to see")
  return { readings: [record], view }
}

it("a year of a thousand measures costs hundreds of requests, and what is not asked is said", () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `${at}`.padStart(8, "0"))
  const year = yearOf([
    ...SETTINGS,
    ...SECTIONS,
    ...ids.map(id => measure("a", { id: `m-${id}` })),
    ...ids.map(id => duty("a", { id: `d-${id}`, measure: `m-${id}` })),
  ])
  const groups = [...addressesOfYear(year), ...addressesOfAll([year])]
  const asked = groups
    .flatMap(({ addresses, most }) => addresses.slice(0, most))
    .reduce((sum, { twin }) => sum + (twin === undefined ? 1 : 2), 0)
  expect(asked).toBeGreaterThan(400)
  expect(asked).toBeLessThan(700)
  const cut = groups.filter(({ addresses, most }) => addresses.length > most).map(({ beyond }) => beyond)
  expect(new Set(cut)).toEqual(new Set(["otherAddresses"]))
})

it("beyond the bound nothing is read", async () => {
  const address = (path: string) => ({ path, readings: [() => ({})] })
  const given = { most: 1, beyond: "otherAddresses", addresses: [address("/1"), address("/2")] } as const
  const files = new Map([["/1", "{}"]])
  expect(await holdAddresses(doorTo(files), [given])).toEqual({
    faults: [],
    unproved: new Set(["otherAddresses"]),
  })
})

/** Of these the format says that they rest on the Worker's word, or they tell nothing of the record. */
const ITS_WORD = [
  "/status.json",
  "/help.json",
  "/help/{guide}.json",
  "/datapackage.json",
  "/healthz",
  "/openapi.json",
]

it("every address of JSON and CSV that is described is asked for, or named as the Worker's word", async () => {
  const described = z
    .object({
      paths: z.record(
        z.string(),
        z.object({ get: z.optional(z.object({ responses: z.record(z.string(), z.unknown()) })) }),
      ),
    })
    .parse(JSON.parse(readFileSync("worker/openapi/openapi.json", "utf8")))
  const tables = Object.entries(described.paths).flatMap(([path, { get }]) =>
    /"(?:application\/json|text\/csv)"/.test(JSON.stringify(get?.responses["200"])) ? [path] : [],
  )
  const site = newSite()
  const day = "2023-06-12"
  site.entries.push({ type: "notices", at: instantOf(FROM + 17 * 86_400_000), day, sent: ["a".repeat(43)] })
  const door = doorTo(serve(site))
  const asked: string[] = []
  await verifyRecord({ ...door, get: path => door.get(asked[asked.push(path) - 1] ?? "") }, {})
  const isAsked = (path: string) => {
    const pattern = new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}(?:\\?|$)`)
    return asked.some(each => pattern.test(each))
  }
  expect(tables.length).toBeGreaterThan(25)
  expect(tables.filter(path => !isAsked(path))).toEqual(ITS_WORD)
})
