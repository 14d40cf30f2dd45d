/** A witness of another hand was asked these things in this order: ours answers the same (`test/vectors/README.md`). */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { verifyNote } from "../../../cli/verify/node-keys.ts"
import type { Checkpoint } from "../../../shared/log/checkpoint.ts"
import { parseVerifierKey } from "../../../shared/log/note.ts"
import { judgeSubmission } from "../../../shared/log/witness.ts"

type Asked = { case: string; origin: string; vkey: string; body: string; status: number; size?: number }

const CONVERSATION: Asked[] = readFileSync(
  join(import.meta.dirname, "../../vectors/log/witness.jsonl"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map(line => JSON.parse(line))
const newest = new Map<string, Checkpoint>()

it.each(CONVERSATION)("$case: $status", async ({ origin, vkey, body, status, size }) => {
  const key = parseVerifierKey(vkey)
  if (!key) throw new Error(vkey)
  const logOf = (asked: string) =>
    asked === origin ? { keys: [key], newest: newest.get(origin) } : undefined
  const judged = await judgeSubmission(body, logOf, verifyNote)
  expect(judged).toMatchObject({ status, ...(size === undefined ? {} : { size }) })
  if (judged.status === 200) newest.set(origin, judged.checkpoint)
})
