/** Each listed address of a year that was lived in, answered from the record as it stands and from the log: the same bytes. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { addDays } from "../../../shared/date/civil-date.ts"
import type { Row } from "../../../shared/row/row.ts"
import { openNodeWorker } from "../../bench/node-worker.ts"
import { openCountedDatabase } from "../../bench/sqlite-d1.ts"
import { append } from "../../faults/append.ts"
import { plans } from "../../faults/plan.ts"
import { addressesListed } from "../../listed-addresses.ts"
import { at, type Change, HOUR, reportRow } from "../../shared/due/fixture.ts"

const NOW = at("2023-07-03")
const ADDRESSES = readFileSync(new URL("../../../docs/addresses.md", import.meta.url), "utf8")

it.each(plans())("%s", async (_, rows) => {
  const changes = yearOf(rows)
  const projected = await answersOf(changes, "SELECT 1")
  expect(projected.size).toBeGreaterThan(40)
  expect(await answersOf(changes, "DELETE FROM projection")).toEqual(projected)
})

async function answersOf(changes: readonly Change[], before: string): Promise<ReadonlyMap<string, string>> {
  const database = openCountedDatabase()
  for (const change of changes) await append(database.db, change)
  await database.db.prepare(before).run()
  const worker = await openNodeWorker('{"keys":[]}', () => NOW, { database })
  try {
    const answers = new Map<string, string>()
    for (const path of addressesOf(changes)) {
      const response = await worker.get(path)
      expect([path, response.status]).toEqual([path, 200])
      answers.set(path, await response.text())
    }
    return answers
  } finally {
    worker.close()
  }
}

function addressesOf([first]: readonly Change[]): string[] {
  const idOf = (kind: "measure" | "duty") =>
    (first?.rows ?? []).flatMap(row => (row.kind === kind ? row.id : []))[0] ?? ""
  const filling = { year: 2566, measure: idOf("measure"), duty: idOf("duty"), section: "2", revision: 2 }
  return [...addressesListed(ADDRESSES, filling), "/2566/print?as=announced", "/2566.json?at=2023-06-01"]
}

/** Texts edited again and again, dates moved and moved back, reports drafted, filled in and mended, rows held and gone. */
function yearOf(rows: readonly Row[]): Change[] {
  const settings = rows.map(row =>
    row.kind === "setting" && row.key === "contact" ? { ...row, value: "https://office.example/help" } : row,
  )
  const changes: Change[] = [{ at: at("2023-05-01"), rows: settings }]
  const push = (change: Omit<Change, "at">) =>
    changes.push({ at: at("2023-05-02") + changes.length * 5 * HOUR, ...change })
  const dated = rows.filter(row => row.kind === "measure" || row.kind === "duty")
  for (const [index, row] of dated.entries()) {
    const reason = "เลื่อนตามที่ประชุมเห็นชอบ"
    const later = row.occurrences.map(each => ({ ...each, due: addDays(each.due, 7) }))
    if (index % 3 === 0) push({ rows: [{ ...row, occurrences: later, reason }] })
    if (index % 6 === 0)
      push({ rows: [{ ...row, reason: `${reason}อีกครั้ง` }], held: [`${row.kind}/${row.id}`] })
    const first = row.occurrences[0]
    if (first && index % 2 === 0) {
      const id = `${row.id}/2/${first.id}`
      for (const result of ["ก", "ดำเนินการแล้ว", "ดำเนินการครบถ้วนแล้ว", "ดำเนินการครบถ้วนทุกข้อแล้ว"])
        push({ rows: [reportRow(id, { due: first.due, result, evidence: "" })] })
    }
    if (index === 1) push({ gone: [`${row.kind}/${row.id}`] })
  }
  const [measure] = dated.flatMap(row => (row.kind === "measure" ? row : []))
  for (let edit = 0; measure && edit < 12; edit++)
    push({ rows: [{ ...measure, monitoring: `ติดตามครั้งที่ ${edit}` }] })
  return changes
}
