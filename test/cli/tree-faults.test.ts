/** A database whose tree was touched: each way is found, before anything opens it. */
import { expect, it } from "vitest"
import type { Database, Value } from "../../cli/cloudflare/database.ts"
import { treeFaults } from "../../cli/record/tree-faults.ts"
import { checkpointText } from "../../shared/log/checkpoint.ts"
import { entryText, instantOf, type LogEntry } from "../../shared/log/entry.ts"
import { formatNote } from "../../shared/log/note.ts"
import { appendTo, EMPTY_EDGE, edgeRoot, entryHash } from "../../shared/log/tree.ts"
import { sha256Text } from "../../shared/push/sd-jwt.ts"

const AT = Date.parse("2023-06-01T02:00:00.250Z")
const notices = (day: string): LogEntry => ({
  type: "notices",
  at: instantOf(AT),
  day,
  sent: [sha256Text(day)],
})
const LEAVES = [0, 1].map(idx => ({ idx, signed: `a.b.${idx}`, accepted_at: AT + idx }))
const [first, second] = LEAVES.map(({ signed, accepted_at }) =>
  entryText({ type: "push", at: instantOf(accepted_at), jws: signed }),
)
const TEXTS = [first ?? "", entryText(notices("2023-06-01")), second ?? "", entryText(notices("2023-06-02"))]
const ENTRIES = [
  { idx: 0, leaf: 0, body: null },
  { idx: 1, leaf: null, body: TEXTS[1] ?? "" },
  { idx: 2, leaf: 1, body: null },
  { idx: 3, leaf: null, body: TEXTS[3] ?? "" },
]

/** Signed when it had three of its four entries. */
function makeRows(): Record<"leaf" | "log_entry" | "log_checkpoint", Record<string, Value>[]> {
  const edge = TEXTS.slice(0, 3).reduce(
    (grown, text) => appendTo(grown, entryHash(new TextEncoder().encode(text))).edge,
    EMPTY_EDGE,
  )
  const text = checkpointText({ origin: "a.example/log", size: 3, root: edgeRoot(edge) })
  const note = formatNote({
    text,
    signatures: [{ name: "a.example/log", keyId: "00000000", signature: new Uint8Array(64) }],
  })
  return structuredClone({ leaf: LEAVES, log_entry: ENTRIES, log_checkpoint: [{ one: 1, note }] })
}

function faultsOf(rows: ReturnType<typeof makeRows>): string[] {
  const tables = Object.entries(rows).map(([name, all]) => ({ name, columns: Object.keys(all[0] ?? {}) }))
  const database: Database = {
    migrations: [],
    tables,
    rows: tables.flatMap(({ name, columns }) =>
      rows[name as "leaf"].map(row => ({ table: name, values: columns.map(column => row[column] ?? null) })),
    ),
  }
  return treeFaults(database)
}

it("a whole one has none, nor has one of the version before", () => {
  expect(faultsOf(makeRows())).toEqual([])
  expect(treeFaults({ migrations: [], tables: [{ name: "leaf", columns: ["idx"] }], rows: [] })).toEqual([])
})

it.each<[string, string, (rows: ReturnType<typeof makeRows>) => void]>([
  [
    "another time of acceptance",
    "not those that were signed",
    ({ leaf }) => Object.assign(leaf[1] ?? {}, { accepted_at: AT + 2 }),
  ],
  [
    "another signed part",
    "not those that were signed",
    ({ leaf }) => Object.assign(leaf[0] ?? {}, { signed: "a.b.c" }),
  ],
  [
    "another entry",
    "not those that were signed",
    rows => Object.assign(rows.log_entry[1] ?? {}, { body: TEXTS[3] }),
  ],
  [
    "an entry in another spelling",
    "cannot be read",
    rows => Object.assign(rows.log_entry[1] ?? {}, { body: ` ${TEXTS[1]}` }),
  ],
  ["an entry taken out", "not dense", rows => rows.log_entry.splice(1, 1)],
  [
    "the end cut off",
    "and 3 were signed",
    rows => {
      rows.log_entry.splice(2)
      rows.leaf.splice(1)
    },
  ],
  [
    "a leaf that is not entered",
    "each once and in order",
    rows => rows.leaf.push({ idx: 2, signed: "a.b.2", accepted_at: AT }),
  ],
  [
    "pushes in another order",
    "each once and in order",
    rows => {
      Object.assign(rows.log_entry[0] ?? {}, { leaf: 1 })
      Object.assign(rows.log_entry[2] ?? {}, { leaf: 0 })
    },
  ],
  ["a push that is no leaf", "no leaf", rows => Object.assign(rows.log_entry[3] ?? {}, { body: TEXTS[0] })],
  [
    "a checkpoint that is none",
    "checkpoint cannot be read",
    rows => Object.assign(rows.log_checkpoint[0] ?? {}, { note: "x" }),
  ],
])("%s is found", (_, words, change) => {
  const rows = makeRows()
  change(rows)
  expect(faultsOf(rows).join()).toContain(words)
})
