/** Every string that breaks programs, as content of every cell that takes text: a few strings a measure, each in every kind of row. */
import { cleanText } from "../../../shared/row/plain-text.ts"
import type { Row } from "../../../shared/row/row.ts"
import { privacyProblems } from "../../../shared/rules/privacy.ts"
import { NAUGHTY_STRINGS } from "../../naughty.ts"
import {
  assessment,
  day,
  duty,
  evidenceWith,
  FIRST,
  measure,
  report,
  SECTIONS,
  setting,
} from "../../worker/rows.ts"

/** Ours set a mark where they run; a dialog would tell of most of the others. */
const RUNNING = [
  "<script>window.__pwned=1</script>",
  "<img src=x onerror=window.__pwned=1>",
  `"><svg onload=window.__pwned=1>`,
  `' autofocus onfocus='window.__pwned=1`,
  `" style="animation:x" onanimationstart="window.__pwned=1`,
  "</title></style></textarea></script><script>window.__pwned=1</script>",
  "javascript:window.__pwned=1",
  'https://a.example/"onmouseover=window.__pwned=1//',
  "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example>",
  "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
]

/** What a signed row cannot hold is refused at the door: nothing at all, half a character, more than a cell may. */
export const NAUGHTY_TEXTS = [...RUNNING, ...NAUGHTY_STRINGS]
  .map(cleanText)
  .filter(text => text !== "" && text.length <= 4900 && privacyProblems(text).length === 0)

const A_MEASURE = 6
export const NAUGHTY_MEASURES = Array.from(
  { length: Math.ceil(NAUGHTY_TEXTS.length / A_MEASURE) },
  (_, at) => `m-${String(at).padStart(8, "0")}`,
)

export function naughtyRows(): Row[] {
  const kept = FIRST.rows.filter(row => !["measure", "assessment", "section"].includes(row.kind))
  const named = new Set(["title", "contact"])
  return [
    ...kept.filter(row => row.kind !== "setting" || !named.has(row.key)),
    ...[...named].map((key, at) => setting(key, RUNNING[at] ?? "")),
    ...SECTIONS.map((row, at) => (row.kind === "section" ? { ...row, head: short(at) } : row)),
    ...Array.from({ length: 10 }, (_, at) => ({
      ...assessment(at + 1, short(at + 20), 50),
      description: text(at + 30),
    })),
    ...NAUGHTY_MEASURES.flatMap((id, at) => rowsOf(id, at * A_MEASURE)),
  ]
}

/** Later, so that old and new stand side by side in the history. */
export function naughtyChanges(): Row[] {
  return NAUGHTY_MEASURES.slice(0, 60).map((id, at) => ({
    ...measure("a", { occurrences: [{ id: "2566", due: day("2023-07-31") }] }),
    ...texts(at * A_MEASURE + 1),
    reason: `แก้ข้อความและกำหนดครั้งที่สอง ${text(at)}`,
    id,
  }))
}

function rowsOf(id: string, from: number): Row[] {
  const key = id.slice(2)
  return [
    { ...measure("a"), ...texts(from), id },
    {
      ...duty("a", {
        what: text(from + 1),
        owedTo: short(from + 2),
        evidenceKind: short(from + 4),
      }),
      id: `d-${key}`,
      measure: id,
      owedBy: ["ฝ่ายทะเบียน"],
      reason: text(from),
    },
    report(id, "2", "2566", {
      result: text(from),
      evidence: evidenceWith(text(from + 1)),
      nothingToReport: true,
    }),
    report(`d-${key}`, "2", "2566-04", {
      due: day("2023-05-05"),
      result: text(from + 2),
      evidence: evidenceWith(text(from + 3)),
      nothingToReport: true,
    }),
    {
      kind: "oversight",
      id: `o-${key}`,
      date: day("2023-05-20"),
      measures: [id],
      order: text(from + 4),
      outcome: text(from + 5),
      link: "",
    },
  ]
}

function texts(from: number) {
  const [issue, measured, monitoring, responsible, reason] = [0, 1, 2, 3, 4].map(at => text(from + at))
  return {
    issue: issue ?? "",
    measure: measured ?? "",
    monitoring: monitoring ?? "",
    responsible: responsible ?? "",
    reason: `เปลี่ยนข้อความเพราะ ${reason ?? ""}`,
  }
}

function text(at: number): string {
  return NAUGHTY_TEXTS[at % NAUGHTY_TEXTS.length] ?? ""
}

/** By characters, and in its one form: half of one, or a space at the end, is refused. */
function short(at: number): string {
  return cleanText(Array.from(text(at)).slice(0, 140).join(""))
}
