/** An auditor's bundle, judged by its files. What its page reads is the same once more, and so tells which file is broken. */
import { DATA_FILE } from "../../shared/bundle/verify-page.ts"
import type { Door } from "../../shared/verify/door.ts"
import type { Fault } from "../../shared/verify/fault.ts"
import type { Verdict } from "../../shared/verify/verdict.ts"
import type { OpenedBundle } from "./open-bundle.ts"

/** `judge` is of what stands at the addresses that it is given. */
export async function judgeBundle(
  { get, copy }: OpenedBundle,
  judge: (get: Door["get"]) => Promise<Verdict>,
): Promise<Verdict> {
  const verdict = await judge(get)
  if (!copy || copy.isSame) return verdict
  const data = { code: "dataOther", place: DATA_FILE } as const
  // Neither breaks a rule: which of the two was changed nobody can tell.
  const apart = filesOf(copy.others).map(place => ({ code: "fileApart", place }) as const)
  if (verdict.faults.length === 0) return { ...verdict, faults: apart.length > 0 ? apart : [data] }
  const isCopyWhole = copy.others.size > 0 && (await judge(copy.get)).faults.length === 0
  const faults = isCopyWhole ? brokenFiles(copy.others, verdict.faults) : [...verdict.faults, data]
  return { ...verdict, faults }
}

/** Each file once, then what does not hold at its own address; else at the first that does not. The rest follows from it. */
function brokenFiles(others: ReadonlyMap<string, string>, faults: readonly Fault[]): Fault[] {
  const files = filesOf(others).map(place => ({ code: "fileOther", place }) as const)
  const own = faults.filter(({ place }) => others.has(addressOf(place)))
  const [first] = faults.map(({ place }) => addressOf(place))
  return [...files, ...(own.length > 0 ? own : faults.filter(({ place }) => addressOf(place) === first))]
}

function filesOf(others: ReadonlyMap<string, string>): string[] {
  return [...new Set(others.values())]
}

function addressOf(place: string): string {
  return place.replace(/#.*$/s, "")
}
