/** What it costs whoever verifies: a year that was pushed a thousand times, a hundred rows each time. */
import { generateKeyPairSync } from "node:crypto"
import { doorOf } from "../../cli/verify/verify-record.ts"
import type { Door } from "../../shared/verify/door.ts"
import { verifyRecord } from "../../shared/verify/verdict.ts"
import { browserDoor } from "../../worker/verify/browser-door.ts"
import { lockHere } from "./log-tree.ts"
import { median } from "./measure.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, openNodeWorker } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import type { Subject } from "./subject.ts"

const ROWS = 100
const REVISIONS = [10, 100, 1000]
const MOST = 1000
const ROUNDS = 3
const HOUR = 3_600_000

type Answers = ReadonlyMap<string, Uint8Array | undefined>

export const verifying: Subject = {
  name: "verify",
  title: "Verifying a record",
  async run() {
    const costs: { size: number; requests: number; bytes: number; command: number; browser: number }[] = []
    for (const size of REVISIONS) {
      const answers = await answersAfter(size)
      const bytes = [...answers.values()].reduce((sum, each) => sum + (each?.length ?? 0), 0)
      const get = async (path: string) => answers.get(path)
      const browser = { fetch: async (path: string) => responseOf(answers.get(path)), wait: async () => {} }
      costs.push({
        ...{ size, requests: answers.size, bytes: bytes / 1e6 },
        command: await processorMs(() => doorOf(get, () => {})),
        browser: await processorMs(() =>
          browserDoor({ ...browser, subtle: globalThis.crypto.subtle }, () => {}),
        ),
      })
    }
    const growth = (what: string, unit: string, value: (cost: (typeof costs)[number]) => number) => ({
      ...{ what, unit, of: `revisions, each of ${ROWS} rows` },
      points: costs.map(cost => ({ size: cost.size, value: value(cost) })),
    })
    return {
      growths: [
        {
          ...growth("on the command line", "ms", ({ command }) => command),
          aim: { atMost: 5000, size: MOST },
        },
        {
          ...growth("by the door of the page", "ms", ({ browser }) => browser),
          aim: { atMost: 10_000, size: MOST },
        },
        growth("requests", "", ({ requests }) => requests),
        growth("read", "MB", ({ bytes }) => bytes),
      ],
      notes: [
        "Processor time in Node of judging what was read before, the median of three after one. The page's door hashes texts and verifies by WebCrypto, as a browser does; in Node that and a `Response` cost more than there.",
      ],
    }
  },
}

/** All that a verifier asks for, after so many pushes. @throws where something does not hold */
async function answersAfter(revisions: number): Promise<Answers> {
  const clock = { now: Date.UTC(2023, 0, 9, 3) }
  const now = () => clock.now
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  const key = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })
  const more = { LOG_KEY: JSON.stringify(key), LOG_LOCK: lockHere() }
  const worker = await openNodeWorker(publisher.jwks, now, { more })
  try {
    for (let at = 0; at < revisions; at++) {
      clock.now += HOUR / 10
      await worker.publish(publisher.pushesOf(planTabs(ROWS, { count: ROWS, text: `ครั้งที่ ${at}` })))
      await worker.settled()
    }
    clock.now += HOUR
    const answers = new Map<string, Uint8Array | undefined>()
    const get = async (path: string) => {
      if (answers.has(path)) return answers.get(path)
      const answer = await worker.get(path)
      const body = answer.status === 404 ? undefined : new Uint8Array(await answer.arrayBuffer())
      answers.set(path, body)
      return body
    }
    const { faults } = await verifyRecord(
      doorOf(get, () => {}),
      {},
    )
    if (faults.length > 0)
      throw new Error(`the record of the bench does not hold: ${JSON.stringify(faults[0])}`)
    return answers
  } finally {
    worker.close()
  }
}

async function processorMs(open: () => Door): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const start = process.cpuUsage()
    await verifyRecord(open(), {})
    const { user, system } = process.cpuUsage(start)
    if (round > 0) times.push((user + system) / 1000)
  }
  return median(times)
}

function responseOf(body: Uint8Array | undefined): Response {
  return body === undefined ? new Response(null, { status: 404 }) : new Response(new Uint8Array(body))
}
