/** Histories of a small year by chance: rows of every kind edited a field at a time, held, withdrawn, redacted, taken back. */
import fc from "fast-check"
import { addDays } from "../../../shared/date/civil-date.ts"
import { absenceName, rowName } from "../../../shared/row/name.ts"
import type { Row } from "../../../shared/row/row.ts"
import {
  at,
  type Change,
  day,
  dutyRow,
  HOUR,
  measureRow,
  reportRow,
  sectionRows,
  settingRows,
} from "../due/fixture.ts"

const due = (weeks: number) => addDays(day("2023-05-20"), weeks * 7)
const once = (weeks: number) => [{ id: "2566", due: due(weeks) }]
const twice = (weeks: number) => [
  { id: "2566-06", due: due(weeks) },
  { id: "2566-07", due: due(weeks + 4) },
]

const ROWS: readonly Row[] = [
  measureRow({ occurrences: once(1) }),
  // Its section has this name for a while alone, if ever.
  measureRow({ id: "m-00000002", measure: "สอง", lead: "ฝ่ายใหม่", occurrences: twice(2) }),
  dutyRow({ measure: "m-00000001", owedBy: ["ฝ่ายโยธา"], occurrences: twice(1) }),
  reportRow("m-00000001/1/2566"),
  reportRow("d-00000001/3/2566-06", { result: "", date: "", evidence: "" }),
  ...sectionRows().slice(0, 4),
  {
    kind: "assessment",
    indicator: 2,
    name: "สอง",
    score: 70,
    scoreYear: 2565,
    description: "",
    asks: "none",
  },
  {
    ...{ kind: "oversight", id: "o-00000001", date: day("2023-05-01"), measures: ["m-00000001"] },
    ...{ order: "สั่ง", outcome: "", link: "" },
  },
  { kind: "holiday", date: day("2023-06-05"), name: "วันหยุด" },
]

export const EVIDENCE = "https://example.go.th/a.pdf"

const EDITED = [
  ...["measure/m-00000001", "measure/m-00000002", "duty/d-00000001", "duty/d-00000001"],
  ...["report/d-00000001/3/2566-06", "report/d-00000001/3/2566-06", "report/m-00000001/1/2566"],
  ...["section/1", "section/1", "assessment/2", "oversight/o-00000001", "holiday/2023-06-05"],
]

/** The same promise under another id, and a row of its own. */
const LATER: readonly Row[] = [
  measureRow({ id: "m-00000003", occurrences: once(3) }),
  reportRow("m-00000003/1/2566"),
]

/** What is said of a row of a kind one way and another. The first is a text that nothing hangs on. */
const EDITS: { readonly [K in Row["kind"]]: readonly (readonly Partial<Row & { kind: K }>[])[] } = {
  measure: [
    [{ monitoring: "หนึ่ง" }, { monitoring: "สอง" }],
    [{ lead: "ฝ่ายปกครอง" }, { lead: "ฝ่ายทะเบียน" }, { lead: "ฝ่ายใหม่" }],
    [{ asks: "open" }, { asks: "none" }],
    [{ status: "ยกเลิก" }, { status: "" }],
    [{ occurrences: once(0) }, { occurrences: once(4) }, { occurrences: twice(1) }, { occurrences: [] }],
    [
      { measure: "คำอื่น", reason: "ติดงานอื่น" },
      { measure: "คำเดิม", partners: ["ฝ่ายโยธา"] },
    ],
  ],
  duty: [
    [{ evidenceKind: "หนึ่ง" }, { evidenceKind: "สอง" }],
    [{ owedBy: ["ฝ่ายโยธา"] }, { owedBy: ["ฝ่ายโยธา", "ฝ่ายปกครอง"] }],
    [{ measure: "m-00000001" }, { measure: "m-00000002" }],
    [{ asks: "open" }, { asks: "confirmed" }],
    [{ occurrences: once(0) }, { occurrences: twice(1) }, { what: "หนึ่ง" }],
    [{ status: "ยกเลิก", reason: "เลิกทำแล้วทั้งหมด" }, { status: undefined }],
  ],
  report: [
    [{ by: "" }, { section: "ฝ่ายโยธา" }],
    [
      { result: "ดำเนินการแล้ว", date: day("2023-06-01") },
      { result: "x", date: "" },
    ],
    [{ evidence: "" }, { evidence: EVIDENCE }],
    [{ nothingToReport: true }, { nothingToReport: false, result: "" }],
  ],
  section: [
    [{ head: "หนึ่ง" }, { head: "สอง" }],
    [{ name: "ฝ่ายปกครอง" }, { name: "ฝ่ายใหม่" }],
  ],
  assessment: [
    [{ score: 80 }, { score: 90 }],
    [{ asks: "open" }, { asks: "none" }],
  ],
  oversight: [[{ outcome: "หนึ่ง" }, { outcome: "สอง" }]],
  holiday: [[{ name: "หนึ่ง" }, { name: "สอง" }]],
  setting: [[{ value: "หนึ่ง" }, { value: "สอง" }]],
  absence: [[{ reason: "" }, { reason: "รวมกับแถวอื่นแล้ว" }]],
}

/** What one push does: mostly one edit of one row. */
const draft = fc.record({
  hours: fc.constantFrom(0, 1, 20, 24 * 6),
  row: fc.nat(),
  edit: fc.nat(),
  side: fc.nat(),
  act: fc.constantFrom(...Array<"edit">(9).fill("edit"), "gone", "redacted", "new", "absent", "back"),
  held: fc.array(fc.nat(), { maxLength: 1 }),
})

/** So many edits of one row at the end that nothing before them is among the newest changes. */
const QUIET: readonly Row[] = Array.from({ length: 9 }, (_, at) => ({
  ...{ kind: "oversight", id: "o-00000009", date: day("2023-05-02"), measures: [] },
  ...{ order: `คำสั่งที่ ${at}`, outcome: "", link: "" },
}))

/** An announcement, then pushes; those of before the newer rules come first. Few rows, so that their pasts are long. */
export const randomHistory = fc
  .tuple(
    fc.array(draft, { minLength: 8, maxLength: 50 }),
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
    fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  )
  .map(([drafts, old, chosen, focus]): { changes: Change[]; end: number } => {
    // Half of what happens to a row is a text that nothing hangs on.
    const aspects = [0, ...focus]
    let now = at("2023-05-01")
    const rows = new Map([...settingRows(), ...sectionRows(), ...ROWS].map(row => [rowName(row), row]))
    const changes: Change[] = [{ at: now, rows: [...rows.values()], isOld: old > 0 }]
    const edited = chosen.map(place => EDITED[place % EDITED.length] ?? "")
    for (const [index, { hours, act, ...each }] of drafts.entries()) {
      now += hours * HOUR
      const later = LATER[each.row % LATER.length]
      const name = act === "new" && later ? rowName(later) : (edited[each.row % edited.length] ?? "")
      const aspect = aspects[each.edit % aspects.length] ?? 0
      if (act === "absent" || act === "back") {
        changes.push({ at: now, isOld: index + 1 < old, ...absenceOrReturn(name, act, each.side) })
        continue
      }
      const row = edit(rows.get(name) ?? later, aspect, each.side)
      if (row && act !== "gone" && act !== "redacted") rows.set(name, row)
      if (act === "new" && !edited.includes(name)) edited.push(name)
      changes.push({
        ...{ at: now, isOld: index + 1 < old },
        ...(act === "gone" || act === "redacted" ? { [act]: [name] } : { rows: row ? [row] : [] }),
        held: each.held.map(place => edited[place % edited.length] ?? ""),
      })
    }
    const held = changes[changes.length - 1]?.held ?? []
    return { changes: [...changes, ...QUIET.map(row => ({ at: now, rows: [row], held }))], end: now }
  })

function absenceOrReturn(name: string, act: "absent" | "back", side: number): Partial<Change> {
  if (act === "back") return { gone: [absenceName(name)] }
  const [reasons = []] = EDITS.absence
  return { rows: [{ kind: "absence", of: name, reason: reasons[side % reasons.length]?.reason ?? "" }] }
}

function edit(row: Row | undefined, aspect: number, side: number): Row | undefined {
  const all: readonly (readonly object[])[] = row ? EDITS[row.kind] : []
  const sides = all[aspect % all.length] ?? []
  return row && ({ ...row, ...sides[side % sides.length] } as Row)
}
