/**
 * Code costs five times as much when it runs for the first time, and most readers meet an isolate that was just started. So
 * it answers once before it answers anybody: a made-up year out of a database that is none, of which nothing is kept. That
 * belongs to the start, for which the platform gives a hundred times what it gives an answer (decision 51).
 */
import { Buffer } from "node:buffer"
import type { IsoDate } from "../shared/date/civil-date.ts"
import { stateOf } from "../shared/push/payload.ts"
import type { Hash } from "../shared/push/sd-jwt.ts"
import { CONDENSED_SHAPE, NO_MARKS } from "../shared/record/condense.ts"
import { rowName } from "../shared/row/name.ts"
import type { Row, RowOf } from "../shared/row/row.ts"
import type { Env } from "./host/env.ts"

type Answering = (request: Request, env: Env, context: ExecutionContext) => Promise<Response>

/** Each time takes less off the first answer than the one before: twice leaves a fifth that four times do not, and eight take no more. */
const TIMES = 4
const ADDRESSES = ["/2566", "/2566.json", "/2566/sections/1"]
/** In the start the platform makes neither an id out of dice nor an answer with a body: "not modified" has none. */
const HEADERS = { "cf-ray": "0000000000000000-BKK", "If-None-Match": "*" }

/** Answers the statuses, of a rehearsal that went well 304 each. Without it all goes on, only later. */
export async function rehearse(answer: Answering): Promise<readonly number[]> {
  const statuses: number[] = []
  try {
    for (let time = 0; time < TIMES; time++) {
      const env = madeUpEnv()
      for (const path of ADDRESSES) {
        const request = new Request(`${ORIGIN}${path}`, { headers: HEADERS })
        statuses.push((await answer(request, env, CONTEXT)).status)
      }
    }
  } catch {
    // A platform that forbids in the start what it allows today must take down no office.
  }
  return statuses
}

const ORIGIN = "http://127.0.0.1"
const CONTEXT: ExecutionContext = { waitUntil() {}, passThroughOnException() {}, props: {} }

function madeUpEnv(): Env {
  const clock = { text: async () => String(NOW), headers: { get: () => "1" } }
  return {
    DB: madeUpDatabase(),
    EMAIL: { send: async () => undefined },
    CLOCK: { fetch: async () => clock as unknown as Response },
    OFFICE_ID: "rehearsal",
    ORIGIN,
    PUSH_KEYS: '{"keys":[]}',
    MAIL_FROM: "rehearsal@office.example",
  }
}

const NOW = Date.UTC(2023, 4, 29)
const HASH = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" as Hash
const ANNOUNCED = Date.UTC(2022, 9, 12)
const day = (text: string) => text as IsoDate

/** It answers the queries of a cold read, each known by its table. */
function madeUpDatabase(): D1Database {
  const results = Object.entries(tables())
  const statement = (query: string): D1PreparedStatement => {
    const found = results.find(([table]) => query.includes(`FROM ${table} `))?.[1] ?? []
    const result = { results: found, meta: { changes: 0, rows_read: 0, rows_written: 0 } }
    const made: D1PreparedStatement = {
      bind: () => made,
      all: async () => result,
      run: async () => result,
      first: async () => found[0],
    }
    return made
  }
  return {
    prepare: statement,
    batch: statements => Promise.all(statements.map(each => each.all())),
  }
}

function tables(): Readonly<Record<string, readonly object[]>> {
  const state = stateOf(ROWS.map(row => ({ name: rowName(row), digest: HASH })))
  const revision = (sequence: number) => ({
    sequence,
    head: HASH,
    acceptedAt: ANNOUNCED + sequence,
    held: [],
  })
  const version = (row: Row, sequence: number) => ({
    ...{ sequence, acceptedAt: ANNOUNCED + sequence, digest: HASH, row },
  })
  const pasts = ROWS.map(row => [
    rowName(row),
    row.kind === "measure" ? [version({ ...row, monitoring: "เดิม" }, 1), version(row, 2)] : [version(row, 1)],
  ])
  const leaf = { head: HASH, acceptedAt: ANNOUNCED + 2, redactions: 0 }
  const signed = `.${Buffer.from(JSON.stringify({ state }), "utf8").toString("base64url")}.`
  const marks = {
    ...NO_MARKS,
    revisions: [revision(1), revision(2)],
    recent: [1, 2].map(sequence => ({ sequence, isSure: true })),
  }
  return {
    heartbeat: [{ ...leaf, fiscalYear: 2566, sequence: 2, leaf: 1, seenAt: NOW, looks: 0 }],
    projection: [{ shape: CONDENSED_SHAPE, leaf: 1, redactions: 0, marks: JSON.stringify(marks), born: "" }],
    projection_part: [{ part: 1, pasts: JSON.stringify(pasts) }],
    leaf: [{ ...leaf, idx: 1, signed }],
  }
}

const UNDERSTOOD = { normal: "", understood: "วันศุกร์ที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖", asks: "none" } as const

const MEASURE: RowOf<"measure"> = {
  kind: "measure",
  id: "m-00000000",
  indicator: 1,
  issue: "เจ้าหน้าที่ควรได้รับการอบรม",
  measure: "การดำเนินการ ดังนี้\n1. จัดอบรมทุกเดือน ปีละ 2 ครั้ง\n2. รายงานผล",
  monitoring: "- รายงานทุก ๆ เดือน",
  period: "ภายใน 30 มิ.ย. 2566",
  responsible: "ฝ่ายหนึ่ง",
  lead: "ฝ่ายหนึ่ง",
  partners: ["ฝ่ายสอง"],
  status: "",
  reason: "",
  occurrences: [{ id: "2566", due: day("2023-06-30") }],
  ...UNDERSTOOD,
}

const DUTY: RowOf<"duty"> = {
  kind: "duty",
  id: "d-00000000",
  measure: MEASURE.id,
  what: "ส่งรายงาน",
  owedBy: ["ฝ่ายหนึ่ง", "ฝ่ายสอง"],
  owedTo: "ฝ่ายหนึ่ง",
  when: "ภายในวันที่ 5 ของทุกเดือน",
  evidenceKind: "ภาพถ่าย",
  reason: "",
  occurrences: ["04", "05", "06", "07", "08"].map(month => ({
    id: `2566-${month}`,
    due: day(`2023-${month}-05`),
  })),
  ...UNDERSTOOD,
}

const ROWS: readonly Row[] = [
  { kind: "setting", key: "office", value: "สำนักงาน" },
  { kind: "setting", key: "title", value: "มาตรการ ปีงบประมาณ พ.ศ. 2566" },
  { kind: "setting", key: "announcementDate", value: "2022-10-12" },
  { kind: "section", slug: "1", name: "ฝ่ายหนึ่ง", shortNames: ["หนึ่ง"], head: "" },
  { kind: "section", slug: "2", name: "ฝ่ายสอง", shortNames: [], head: "" },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(
    (indicator): Row => ({
      kind: "assessment",
      indicator,
      name: "การปฏิบัติหน้าที่",
      score: 80 + indicator,
      scoreYear: 2565,
      description: "คำอธิบาย",
      asks: "none",
    }),
  ),
  ...[MEASURE, { ...MEASURE, id: "m-00000001", indicator: 2 }, DUTY],
  {
    kind: "report",
    id: "d-00000000/1/2566-05",
    duty: DUTY.id,
    section: "ฝ่ายหนึ่ง",
    occurrence: "2566-05",
    due: day("2023-05-05"),
    date: day("2023-05-04"),
    result: "ดำเนินการแล้ว",
    evidence: "https://office.example/a",
    nothingToReport: false,
    by: "",
  },
]
