/** What mail costs a day: every obligation of the plan and every notice the day asks for. */
import { addDays, isoDate } from "../../shared/date/civil-date.ts"
import { planNotices } from "../../shared/due/notice.ts"
import { obligationsOf } from "../../shared/due/obligation.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { at, day, dutyRow, PLAN, privateRows, recordOf } from "../shared/due/fixture.ts"
import { medianMs } from "./measure.ts"
import type { Growth, Subject } from "./subject.ts"

const SIZES = [10, 100, 1000, 10_000]
const TODAY = day("2023-06-12")

export const mail: Subject = {
  name: "mail",
  title: "Mail",
  run: () => ({ growths: [obligations(), notices()] }),
}

/** Duties of one section and one date each, spread over the year: a third of them overdue on the day. */
function recordWith(duties: number) {
  const start = isoDate(2022, 10, 1) ?? TODAY
  const rows = Array.from({ length: duties }, (_, index) =>
    dutyRow({
      id: `d-${index.toString(36).padStart(8, "0")}`,
      what: `ส่งรายงานลำดับที่ ${index}`,
      owedBy: [DISTRICT_SECTIONS[index % 10]?.name ?? ""],
      occurrences: [{ id: "2566", due: addDays(start, 170 + (index % 190)) }],
    }),
  )
  const office = (PLAN.rows ?? []).filter(row => row.kind !== "duty" && row.kind !== "measure")
  return recordOf({ at: at("2022-10-12"), rows: [...office, ...rows] })
}

function obligations(): Growth {
  const points = SIZES.map(size => {
    const record = recordWith(size)
    return { size, value: medianMs(() => obligationsOf(record, TODAY)) }
  })
  return { what: "the obligations of a day", unit: "ms", of: "duties", points }
}

/** With the obligations: what the hourly run does once a day. */
function notices(): Growth {
  const people = privateRows()
  const points = SIZES.map(size => {
    const record = recordWith(size)
    const input = { record, privateRows: people, today: TODAY }
    return { size, value: medianMs(() => planNotices(input)) }
  })
  const aim = { size: 1000, atMost: 50 }
  return { what: "the obligations and notices of a day", unit: "ms", of: "duties", points, aim }
}
