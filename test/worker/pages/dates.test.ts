/** Days stand in the record as ISO 8601, and on a Thai page in Thai, also where one was changed. */
import { expect, test } from "vitest"
import addresses from "../../../docs/addresses.md?raw"
import { addressesListed } from "../../listed-addresses.ts"
import { newOffice, push, request, textOf, withClock, YEAR } from "../push-fixture.ts"
import { day, duty, FIRST, measure, report, setting } from "../rows.ts"

const FILLING = { year: YEAR, measure: "m-aaaaaaaa", duty: "d-aaaaaaaa", section: "2", revision: 1 }
const PAGES = addressesListed(addresses, FILLING).filter(each => !/^\/api\/|\.[a-z]+$|^\/healthz$/.test(each))
const may = withClock(() => Date.parse("2023-05-10T01:00:00Z"))
const june = withClock(() => Date.parse("2023-06-12T01:00:00Z"))

test("no page shows a date as the record keeps it, whatever date was changed", async () => {
  const office = newOffice()
  const reported = (date: string) => report("m-aaaaaaaa", "2", "2566", { date: day(date) })
  await push(office, { ...FIRST, rows: [...FIRST.rows, duty("a"), reported("2023-05-02")] }, may)
  const occurrences = [{ id: "2566", due: day("2023-08-31") }]
  await push(
    office,
    {
      rows: [
        measure("a", { occurrences, reason: "รอผลการประเมิน" }),
        reported("2023-05-09"),
        setting("announcementDate", "2022-10-13"),
      ],
    },
    june,
  )
  for (const address of PAGES) {
    const html = await textOf(await request(address, { headers: { Accept: "text/html" } }, june))
    const text = html.replace(/<script.*?<\/script>/gs, " ").replace(/<[^>]+>/g, " ")
    expect([address, text.match(/[0-9๐-๙]{4}-[0-9๐-๙]{2}-[0-9๐-๙]{2}[^\n]{0,20}/g)]).toEqual([address, null])
  }
})
