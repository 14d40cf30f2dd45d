/**
 * What the script remembers of each row between scans: the `_record` tab. It is a cache of the Worker's answers and of
 * what was asked; when it is lost the next push is answered with the digests to rebase on, and nothing published is.
 */

import * as z from "zod/mini"
import { type Column, TABS, type TabKey } from "../columns.ts"
import { type AcceptedRow, GENESIS, type PushReply } from "../push/payload.ts"
import { type Hash, hashSchema, isHash } from "../push/sd-jwt.ts"
import { parseJson } from "../row/json.ts"
import { isKind, isPrivateName, nameOf, nameParts } from "../row/name.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, textOf } from "./sheet-tab.ts"

const occurrence = z.strictObject({ id: z.string(), due: z.string() })

const rowMemorySchema = z.strictObject({
  /** The answer from the mail that was fetched last for it, and when the Worker received that; `kept`: a person had typed. */
  answered: z.optional(z.strictObject({ id: hashSchema, at: z.string(), kept: z.optional(z.literal(true)) })),
  /** Due dates last accepted; absent while a question about them stands. */
  occurrences: z.optional(z.array(occurrence)),
  /** The reason that served the last move: it serves no other. */
  reason: z.optional(z.string()),
  /** Digest of the asks shown to the editor, and of those a person confirmed. */
  shown: z.optional(z.string()),
  confirmed: z.optional(z.string()),
  /** Epoch milliseconds of the first clock scan that missed the row. Kept, without a digest, once it is withdrawn. */
  missingSince: z.optional(z.number()),
  /** The day the Worker first took it; not known of what it took before this was remembered. */
  since: z.optional(z.string()),
  /** Of its periods that were promised later than the row, and after they were due: the day, by occurrence. */
  promisedLate: z.optional(z.custom<Readonly<Record<string, string>>>(isCells)),
  /** The cells people typed, as last accepted: what a vanished row is restored from. */
  cells: z.optional(z.custom<TypedCells>(isCells)),
  /** Of a section that was renamed: every name it bore. */
  names: z.optional(z.array(z.string())),
})
export type RowMemory = z.infer<typeof rowMemorySchema>

const headMemorySchema = z.strictObject({
  sequence: z.int().check(z.gte(0)),
  held: z.array(z.string()),
  /** Written beside a memory of the script's own (`stood.ts`): where that is gone from then on, it was lost. */
  stood: z.optional(z.literal(true)),
  /** The day on which the report tabs were last put in order. */
  ordered: z.optional(z.string()),
})

/** By column key, as typed. */
export type TypedCells = Readonly<Record<string, string | number | boolean>>

export type RememberedRow = RowMemory & {
  /** Digest last accepted by the Worker; "" for a row it never took. */
  readonly digest: Hash | ""
}

export type Memory = {
  /** The year of the pushes; absent before the first. */
  readonly fiscalYear?: number
  readonly sequence: number
  readonly head: Hash
  /** The script knew by itself where it stood when this was written. */
  readonly isStood?: boolean
  /** The day on which the report tabs were last put in order. */
  readonly orderedOn?: string | undefined
  /** Names the last accepted push called held. */
  readonly held: readonly string[]
  readonly rowsByName: ReadonlyMap<string, RememberedRow>
  /** What other tabs call each measure, by its id, as it was last written there. */
  readonly labelById?: ReadonlyMap<string, string>
}

export const EMPTY_MEMORY: Memory = { sequence: 0, head: GENESIS, held: [], rowsByName: new Map() }

/** One line of `_record`. */
export type RecordLine = {
  readonly kind: string
  readonly id: string
  readonly digest: string
  readonly memory: string
}

const HEAD_KIND = "head"
const LABEL_KIND = "label"

/** What the `_record` tab says. */
export function readMemory(tabs: readonly SheetTab[]): Memory {
  const lines = linesOf(tabs, "record")
  return parseMemory(
    lines.map(line => ({
      kind: textOf(line, "kind"),
      id: textOf(line, "id"),
      digest: textOf(line, "digest"),
      memory: textOf(line, "memory"),
    })),
  )
}

/** A damaged line is forgotten: the Worker's next answer restores its digest. */
export function parseMemory(lines: readonly RecordLine[]): Memory {
  let { sequence, head, held, fiscalYear, isStood, orderedOn } = EMPTY_MEMORY
  const rowsByName = new Map<string, RememberedRow>()
  const labelById = new Map<string, string>()
  for (const line of lines) {
    const stored = parseJson(line.memory)
    if (line.kind === HEAD_KIND) {
      const parsed = headMemorySchema.safeParse(stored)
      if (parsed.success && isHash(line.digest)) {
        head = line.digest
        ;({ sequence, held, stood: isStood, ordered: orderedOn } = parsed.data)
        fiscalYear = sequence > 0 && /^2[0-9]{3}$/.test(line.id) ? Number(line.id) : undefined
      }
    } else if (line.kind === LABEL_KIND) labelById.set(line.id, line.memory)
    else if (isKind(line.kind) && line.id !== "") {
      const parsed = rowMemorySchema.safeParse(stored)
      const digest = isHash(line.digest) ? line.digest : ""
      rowsByName.set(nameOf(line.kind, line.id), { ...(parsed.success ? parsed.data : {}), digest })
    }
  }
  return {
    ...(fiscalYear && { fiscalYear }),
    ...(isStood && { isStood }),
    ...(orderedOn && { orderedOn }),
    ...(labelById.size > 0 && { labelById }),
    ...{ sequence, head, held, rowsByName },
  }
}

/** The lines of `_record`, in the order of the names. */
export function formatMemory(memory: Memory, fiscalYear: number): RecordLine[] {
  const head = {
    kind: HEAD_KIND,
    id: String(fiscalYear),
    digest: memory.head,
    memory: JSON.stringify({
      sequence: memory.sequence,
      held: memory.held,
      ...(memory.isStood && { stood: true }),
      ...(memory.orderedOn && { ordered: memory.orderedOn }),
    }),
  }
  const rows = [...memory.rowsByName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { digest, ...rest }]) => ({ ...nameParts(name), digest, memory: JSON.stringify(rest) }))
  const labels = [...(memory.labelById ?? [])].map(([id, label]) => ({
    ...{ kind: LABEL_KIND, id, digest: "", memory: label },
  }))
  return [head, ...rows, ...labels]
}

/** True for a row that the Worker holds. */
export function isAccepted({ rowsByName }: Memory, name: string): boolean {
  return (rowsByName.get(name)?.digest ?? "") !== ""
}

/** The public rows the Worker holds. */
export function acceptedRows(memory: Memory): AcceptedRow[] {
  const rows: AcceptedRow[] = []
  for (const [name, { digest }] of memory.rowsByName)
    if (digest !== "" && !isPrivateName(name)) rows.push({ name, digest })
  return rows
}

/** What the Worker says it holds. */
export type Known = Pick<PushReply, "revision" | "head"> & { readonly rows: Readonly<Record<string, Hash>> }

/** Takes what the Worker holds, once that was judged (`stood.ts`): after a 409, or when `_record` was lost. */
export function rebaseMemory(memory: Memory, known: Known): Memory {
  const rowsByName = new Map<string, RememberedRow>()
  for (const [name, row] of memory.rowsByName) {
    if (!(name in known.rows)) rowsByName.set(name, { ...row, digest: "" })
  }
  for (const [name, digest] of Object.entries(known.rows)) {
    rowsByName.set(name, { ...memory.rowsByName.get(name), digest })
  }
  return { ...memory, sequence: known.revision, head: known.head, rowsByName }
}

/** What a line must hold to be that row again. A cell too long to be remembered with the others is left out. */
export function typedCells(tab: TabKey, line: SheetRow): TypedCells {
  const cells: Record<string, string | number | boolean> = {}
  let room = LONGEST_MEMORY
  for (const { key } of REMEMBERED_COLUMNS.get(tab) ?? []) {
    const { value } = cellOf(line, key)
    room -= String(value).length
    if (value !== "" && value !== false && room > 0) cells[key] = value
  }
  return cells
}

/** One text for lines that say the same, whatever their ids and ticks. */
export function contentKey(cells: TypedCells): string {
  const { id: _id, confirm: _confirm, ...content } = cells
  return JSON.stringify(content)
}

/** A cell holds 50,000 characters, and line feeds and quotes are written as two. */
const LONGEST_MEMORY = 24_000

const REMEMBERED_COLUMNS = new Map(TABS.map(({ key, columns }) => [key, columns.filter(isRemembered)]))

/** Of what the script writes only what names the row, and who filled it in. */
function isRemembered({ key, rule }: Column): boolean {
  return rule.type !== "shown" || key === "by" || key === "key"
}

/** By hand: there are some ten thousand cells, each scan. */
function isCells(value: unknown): value is TypedCells {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  return Object.values(value).every(cell => ["string", "number", "boolean"].includes(typeof cell))
}
