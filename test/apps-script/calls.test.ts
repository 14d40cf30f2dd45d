/** What a scan costs in calls: the same whatever the rows. */
import { beforeEach, describe, expect, it, test } from "vitest"
import { createScriptHost } from "../../local/google/script/script-host.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { GOOD_PERIOD, PLANNER, TAB } from "./people.ts"
import { standingOffice } from "./standing-office.ts"

const GET = "Sheets.Spreadsheets.get"
const WRITE = "Sheets.Spreadsheets.batchUpdate"
const FETCH = "UrlFetchApp.fetch"

const { office, script, person } = await standingOffice()

/** Pasted from a table all at once, below what stands there. */
function pasteRows(count: number): void {
  const values = Array.from({ length: count }, (_, at) => [
    ...["", String((at % 10) + 1), `ประเด็นที่ ${at}`, `มาตรการที่ ${at}`, "รายเดือน", GOOD_PERIOD],
    ...["ฝ่ายโยธา", "ฝ่ายโยธา"],
  ])
  const pasted = script.editor.edit({
    spreadsheetId: office.spreadsheetId,
    tab: TAB,
    as: PLANNER,
    range: `A${person.below() + 1}`,
    values,
  })
  expect(pasted).toMatchObject({ ok: true })
}

describe.each([10, 100, 1000])("with %i measures more", count => {
  beforeEach(() => {
    pasteRows(count)
    script.run("onEdited")
  }, 120_000)

  it("an edit costs one read, one fetch, one small read before the write, and one write", () => {
    person.write(1, { issue: "แก้หนึ่งช่อง" })
    person.write(2, { period: "31 มิ.ย. 2566" })
    const calls = script.run("onEdited")
    expect(calls).toMatchObject({ [GET]: 2, [WRITE]: 1, [FETCH]: 1 })
  })

  it("an edit that changes no mark costs no small read: only the script's own tabs are written", () => {
    person.write(1, { issue: "แก้หนึ่งช่อง" })
    expect(script.run("onEdited")).toMatchObject({ [GET]: 1, [WRITE]: 1, [FETCH]: 1 })
  })

  it("nothing changed: one read", () => {
    const calls = script.run("onEdited")
    expect(calls[GET]).toBe(1)
    expect([calls[WRITE], calls[FETCH]]).toEqual([undefined, undefined])
  })
})

describe("300 rows pasted at once", () => {
  it("get their ids first and are published under them in the same run, each once", () => {
    pasteRows(300)
    const calls = script.run("onEdited")
    // The protections of the pasted rows go by themselves.
    expect(calls).toMatchObject({ [WRITE]: 3 })
    const lines = person.lines()
    expect(lines).toHaveLength(310)
    expect(new Set(lines.map(line => line.id)).size).toBe(310)
    const published = [...office.worker.digestByName.keys()].filter(name => name.startsWith("measure/"))
    expect(published.sort()).toEqual(lines.map(line => `measure/${line.id}`).sort())
    expect(script.run("onEdited")[WRITE]).toBeUndefined()
  })
})

test("two scans at once: the second waits for the lock, and finds nothing left to do", async () => {
  const host = createScriptHost({
    google: office.google,
    projectId: office.host.projectId,
    code: office.code,
    owner: SAMPLE_OWNER,
    now: () => office.clock.now,
    fetch: office.worker.fetch as typeof fetch,
    maxConcurrent: 2,
  })
  try {
    pasteRows(30)
    const runs = await Promise.all([host.run("onEdited"), host.run("onEdited")])
    const writes = runs.map(run => run.calls[WRITE] ?? 0).sort()
    expect(writes).toEqual([0, 3])
    expect(new Set(person.lines().map(line => line.id)).size).toBe(40)
    const published = [...office.worker.digestByName.keys()].filter(name => name.startsWith("measure/"))
    expect(published).toHaveLength(40)
  } finally {
    await host.close()
  }
})
