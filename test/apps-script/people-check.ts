/** What must be true of the measures tab and of what is published, whatever people did. */
import { expect } from "vitest"
import type { InlineScript } from "./inline.ts"
import type { TestOffice } from "./office.ts"
import { BAD_PERIOD, type personAt } from "./people.ts"

const HOUR = 3_600_000

/** Lets the scans come that come by themselves, a day pass, and checks what must be true of any history of edits. */
export function checkPeople(
  office: TestOffice,
  script: InlineScript,
  person: ReturnType<typeof personAt>,
): void {
  settle(office, script)
  const standing = person.lines()
  // Each id in one line, and each line with one.
  expect(standing.map(line => line.id).filter((id, at, ids) => ids.indexOf(id) !== at)).toEqual([])
  expect(standing.filter(line => !/^m-[0-9a-z]{8}$/.test(line.id))).toEqual([])
  // What is published under an id is what stands beside it, or its last good version.
  for (const line of standing) {
    const published = office.worker.rowByName.get(`measure/${line.id}`)
    const isBad = line.period === BAD_PERIOD
    expect([line.tag, /ต้องแก้.*31 มิ/.test(line.problems)]).toEqual([line.tag, isBad])
    if (!isBad || office.worker.digestByName.has(`measure/${line.id}`))
      expect([line.id, published]).toEqual([line.id, expect.objectContaining({ responsible: line.tag })])
    // What was promised changes with a reason only: until there is one the row stays as it was accepted.
    const wantsReason = /ต้องแก้.*เหตุผล/.test(line.problems)
    if (!isBad && !wantsReason)
      expect(published).toMatchObject({ issue: line.issue.trim(), monitoring: line.monitoring.trim() })
  }
  // One id, one row, for ever.
  const tagsByName = new Map<string, Set<string>>()
  for (const { rows } of office.worker.pushes)
    for (const [name, row] of rows) {
      if (!name.startsWith("measure/")) continue
      const tags = tagsByName.get(name) ?? new Set()
      tagsByName.set(name, tags.add(String(Object(row).responsible)))
    }
  for (const [name, tags] of tagsByName) expect([name, ...tags]).toHaveLength(2)
  // A day later what stands is public, and what stands no more is held until somebody explains it.
  office.clock.now += 25 * HOUR
  script.run("onClock")
  const published = [...office.worker.digestByName.keys()].filter(name => name.startsWith("measure/"))
  const expected = standing.filter(line => line.period !== BAD_PERIOD || tagsByName.has(`measure/${line.id}`))
  const names = expected.map(line => `measure/${line.id}`)
  expect(names.filter(name => !published.includes(name))).toEqual([])
  const held = office.worker.pushes.at(-1)?.payload.held ?? []
  expect(published.filter(name => !names.includes(name) && !held.includes(name))).toEqual([])
  const calls = script.run("onEdited")
  expect(calls["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  expect(calls["UrlFetchApp.fetch"]).toBeUndefined()
}

/** The scans that come by themselves once people stop. */
export function settle(office: TestOffice, script: InlineScript): void {
  office.worker.faults.length = 0
  script.run("onEdited")
  office.clock.now += HOUR / 4
  script.run("onClock")
}
