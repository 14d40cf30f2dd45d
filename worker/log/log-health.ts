/** How far the log is signed, and by whom beside the Worker: what readers are told of it. */
import { hasQuorum } from "../../shared/log/policy.ts"
import type { StatusPageView } from "../../shared/view/status-page.ts"
import { instantText } from "../../shared/view/year.ts"
import type { Config } from "../host/env.ts"
import { keyOfWitness, readCosignatures } from "./cosign.ts"
import { readCountersigned } from "./countersign.ts"
import { readCheckpoint } from "./sign.ts"

/** Null before a tree is signed. */
export async function logHealth(
  db: D1Database,
  { witnesses: policy }: Config,
): Promise<StatusPageView["log"]> {
  const [stored, own, cosignatures] = await Promise.all([
    readCheckpoint(db),
    readCountersigned(db),
    readCosignatures(db),
  ])
  if (!stored) return null
  const tellOf = (each: { size: number; signedAt: number } | undefined) =>
    each ? { entries: each.size, at: instantText(each.signedAt * 1000) } : null
  const byKey = new Map(cosignatures.map(each => [each.key, each]))
  const kept = policy.witnesses.map(witness => ({ witness, line: byKey.get(keyOfWitness(witness)) }))
  const newest = kept.filter(({ line }) => line?.size === stored.size).map(({ witness }) => witness.name)
  return {
    ...{ origin: stored.origin, entries: stored.size, countersigned: tellOf(own) },
    witnesses: kept.map(({ witness, line }) => ({ name: witness.key.name, signed: tellOf(line) })),
    quorum: hasQuorum(policy, new Set(newest)),
  }
}
