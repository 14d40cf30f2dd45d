/** What the bundle has in zod's place, judged by zod: the same answers to whatever JSON can say. */
import { fileURLToPath } from "node:url"
import { createContext, runInContext } from "node:vm"
import fc from "fast-check"
import { beforeAll, describe, expect, it } from "vitest"
import * as zod from "zod/mini"
import { bundleScript } from "../../apps-script/build.ts"
import * as own from "../../apps-script/schema.ts"
import { FIRST } from "../worker/rows.ts"
import * as schemas from "./schemas.ts"

const library: Readonly<Record<string, Judge>> = { ...schemas }

type Answer = { readonly success: boolean; readonly data?: unknown }
type Judge = { safeParse(input: unknown): Answer }

/** What was answered, undefined told apart from what is not there. */
function answerOf(judge: Judge, input: unknown): string {
  const { success, data } = judge.safeParse(input)
  return JSON.stringify([success, data], (_, value) => (value === undefined ? "undefined" : value))
}

const HASH = "A".repeat(43)
const ROOT = `${"A".repeat(42)}E=`

/** Of each schema, what it takes. */
const TAKEN: Readonly<Record<keyof typeof schemas, readonly unknown[]>> = {
  rowSchema: [
    ...FIRST.rows,
    { kind: "absence", of: "measure/m-aaaaaaaa", reason: "" },
    { ...{ kind: "holiday", date: "2023-06-05", name: "วันหยุด" } },
  ],
  privateRowSchema: [
    ...FIRST.privateRows,
    {
      ...{ kind: "problem", of: "measure/m-aaaaaaaa", tab: "มาตรการ", sheetId: 0 },
      cells: [{ cell: "F2", says: "ผิด" }],
    },
  ],
  replySchema: [
    {
      ...{ outcome: "stale", revision: 3, head: HASH, problems: [{ code: "staleBase", message: "" }] },
      mail: { lastSentAt: null, waiting: 0, dead: 0, answers: 2, trouble: "quota" },
      ...{ keyExpiresAt: "2027-01-01", rows: { "measure/m-aaaaaaaa": HASH }, chain: ["a.b.c"] },
      log: { origin: "record.example", size: 1, root: ROOT, proof: [ROOT] },
    },
    { outcome: "accepted", revision: 1, head: HASH, problems: [], mail: null },
  ],
  treeHeadSchema: [{ origin: "record.example", size: 1, root: ROOT }],
  answersReplySchema: [{ answers: [{ id: HASH, of: "x", at: "y", cells: { result: "ก", nothing: true } }] }],
  leaseAnswerSchema: [{ messages: [{ id: "a", leaseUntil: 1, raw: "b" }] }, { messages: [] }],
  receiptSchema: [
    { id: "a", leaseUntil: 1, outcome: "accepted", providerId: "p" },
    { id: "a", leaseUntil: 1, outcome: "refused", code: "GMAIL" },
    { id: "a", leaseUntil: 1, outcome: "failed", code: "GMAIL", everything: false },
  ],
  hashSchema: [HASH],
  authoredEditSchema: [
    {
      ...{ account: "a@b.c", at: 1.5, spreadsheetId: "s", sheetId: 0, top: 0, bottom: 1, left: 0, right: 1 },
      value: "ก",
    },
  ],
}

// biome-ignore format: a list
const HOSTILE = [
  undefined, null, true, 0, -1, 0.5, 1e21, "", " ", "x".repeat(6000), "2023-02-30", [], [null], {}, { kind: "measure" },
  JSON.parse('{"__proto__": {"a": 1}}'), { constructor: "x" },
] as const

/** A value with each of its parts, one at a time, made something else, taken out, or given one more. */
function* changed(value: unknown): Generator<unknown> {
  yield* HOSTILE
  if (Array.isArray(value)) {
    yield [...value, ...value]
    for (const at of value.keys()) for (const part of changed(value[at])) yield value.with(at, part)
  } else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>
      yield rest
      for (const other of changed(part)) yield { ...value, [key]: other }
    }
    for (const key of ["__proto__", "constructor", "อื่น"])
      yield Object.defineProperty({ ...value }, key, { value: "x", enumerable: true })
  }
}

describe("of the schemas that the script has", () => {
  let bundled: Record<string, Judge> = {}
  beforeAll(async () => {
    const context = createContext({})
    const module = fileURLToPath(new URL("./schemas.ts", import.meta.url))
    runInContext(await bundleScript(module, "schemas"), context)
    bundled = runInContext("schemas", context)
  })

  it.each(Object.entries(TAKEN))("%s answers as the library does", (name, taken) => {
    const [theirs, ours] = [library[name], bundled[name]]
    if (!theirs || !ours) throw new Error(`no ${name}`)
    for (const value of taken) {
      expect(theirs.safeParse(value).success, JSON.stringify(value)).toBe(true)
      for (const other of [value, ...changed(value)])
        expect(answerOf(ours, other), JSON.stringify(other)).toBe(answerOf(theirs, other))
    }
  })
})

/** One of every part, made of the library or of ours. */
const madeOf = (z: typeof zod) => ({
  text: z.string().check(z.minLength(1), z.maxLength(3), z.regex(/^[a-c]*$/)),
  number: z.number().check(z.gte(0), z.lte(5)),
  whole: z.nullable(z.int()),
  choice: z.union([z.literal("a"), z.boolean(), z.enum(["b", "c"])]),
  list: z.array(z.optional(z.string())).check(z.maxLength(2)),
  loose: z.object({ a: z.string(), b: z.optional(z.int()) }),
  strict: z.strictObject({
    a: z.custom(value => value === 1 || value === undefined),
    b: z.optional(z.int()),
  }),
  rest: z.catchall(z.object({ a: z.int() }), z.string()),
  named: z.record(z.string(), z.int()),
  told: z.discriminatedUnion("a", [
    z.strictObject({ a: z.literal(1), b: z.optional(z.string()) }),
    z.object({ a: z.enum(["b", "c"]) }),
  ]),
})

it.each(Object.keys(madeOf(zod)) as (keyof ReturnType<typeof madeOf>)[])(
  "%s answers to any JSON as the library does",
  name => {
    const [theirs, ours] = [madeOf(zod)[name], madeOf(own as unknown as typeof zod)[name]]
    const key = fc.constantFrom("a", "b", "c", "__proto__")
    const leaf = fc.constantFrom(1, 2, "a", "b", "abcd", true, null, undefined, -1, 0.5)
    const { any } = fc.letrec(tie => ({
      any: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(key, tie("any"), { maxKeys: 3, noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(any, input => {
        expect(answerOf(ours, input)).toBe(answerOf(theirs, input))
      }),
      { numRuns: 2000 },
    )
  },
)

it("says where something is wrong, as the library does", () => {
  const nested = (z: typeof zod) =>
    z.object({ years: z.array(z.object({ id: z.string() })), kid: z.string() })
  const pathsOf = (z: typeof zod) =>
    nested(z)
      .safeParse({ years: [{ id: "a" }, { id: 1 }] })
      .error?.issues.map(({ path }) => path)
  expect(pathsOf(own as unknown as typeof zod)).toEqual(pathsOf(zod))
})
