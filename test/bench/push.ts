/** Publishing: what one push costs the Worker, against the rows it changes and the rows there are. */

import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import { configOf } from "../../worker/host/env.ts"
import { receivePush } from "../../worker/ingest/receive.ts"
import { median, threadMs } from "./measure.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import { openCountedDatabase } from "./sqlite-d1.ts"
import type { Growth, Subject } from "./subject.ts"

const HELD = [100, 1000, 10_000]
const CHANGED = [1, 10, 100, 400]
const ROUNDS = 15
const OFFICE = "bench-office"
const ORIGIN = "https://record.example"

export const push: Subject = {
  name: "push",
  title: "Publishing",
  async run() {
    const byHeld: (PushCost & { size: number })[] = []
    for (const size of HELD) byHeld.push({ size, ...(await costOfPush({ held: size, changed: 1 })) })
    const byChanged: (PushCost & { size: number })[] = []
    for (const size of CHANGED) byChanged.push({ size, ...(await costOfPush({ held: 1000, changed: size })) })
    return {
      growths: [
        ...growths("one row changed, of rows held", byHeld),
        ...growths("rows changed, of 1,000 held", byChanged),
      ],
      notes: [
        "Processor time is of the thread that runs the Worker's own code in Node, without the time inside SQLite; rows are rows of tables, without their indexes.",
      ],
    }
  },
}

type PushCost = { readonly cpuMs: number; readonly statements: number; readonly rowsWritten: number }

function growths(of: string, costs: readonly (PushCost & { readonly size: number })[]): Growth[] {
  const points = (key: keyof PushCost) => costs.map(({ size, ...cost }) => ({ size, value: cost[key] }))
  return [
    { what: "processor time", unit: "ms", of, points: points("cpuMs") },
    { what: "D1 statements", unit: "", of, points: points("statements"), aim: { size: 1000, atMost: 50 } },
    { what: "rows written", unit: "", of, points: points("rowsWritten") },
  ].map(({ aim, ...growth }) =>
    aim && growth.points.some(({ size }) => size === aim.size) ? { ...growth, aim } : growth,
  )
}

/** The median of pushes that each change so many rows of a table of so many. */
async function costOfPush(size: { readonly held: number; readonly changed: number }): Promise<PushCost> {
  const now = () => Date.UTC(2023, 4, 29, 3)
  const publisher = createPublisher({ office: OFFICE, audience: ORIGIN, now })
  const { db, counts } = openCountedDatabase()
  const config = configOf({ ...ENV, DB: db, PUSH_KEYS: publisher.jwks })
  const send = async (bodies: readonly string[]) => {
    for (const body of bodies) {
      const { outcome } = await receivePush({ db, config, now: now() }, PUSH_CONTENT_TYPE, body)
      if (outcome !== "accepted") throw new Error(`a push of the bench was ${outcome}`)
    }
  }
  await send(publisher.pushesOf(planTabs(size.held)))
  const times: number[] = []
  for (let round = -2; round < ROUNDS; round++) {
    const bodies = publisher.pushesOf(planTabs(size.held, { count: size.changed, text: `รอบที่ ${round + 3}` }))
    Object.assign(counts, { statements: 0, rowsWritten: 0, ms: 0 })
    const start = threadMs()
    await send(bodies)
    if (round >= 0) times.push(threadMs() - start - counts.ms)
  }
  return { cpuMs: median(times), statements: counts.statements, rowsWritten: counts.rowsWritten }
}

const ENV = {
  EMAIL: { send: () => Promise.reject(new Error("the bench of pushes sends no mail")) },
  OFFICE_ID: OFFICE,
  ORIGIN,
  MAIL_FROM: "sujarit@office.example",
}
