/** Which witnesses a reader or a log counts, and how many are enough (C2SP tlog-policy). Lines of logs are read over. */
import { isCosigner } from "./cosignature.ts"
import { parseVerifierKey, type VerifierKey } from "./note.ts"

export type Witness = {
  /** What the policy calls it: it has no meaning outside. */
  readonly name: string
  readonly key: VerifierKey
  /** Where checkpoints are submitted; a policy for readers has none. */
  readonly url: string | undefined
}

type Group = { readonly least: number; readonly members: readonly string[] }

export type WitnessPolicy = {
  readonly witnesses: readonly Witness[]
  readonly groups: ReadonlyMap<string, Group>
  /** The name of a witness or group, or `none`. */
  readonly quorum: string
}

export const NO_WITNESSES: WitnessPolicy = { witnesses: [], groups: new Map(), quorum: "none" }

/** @throws TypeError that names the line that is not as it must be */
export function parsePolicy(text: string): WitnessPolicy {
  const witnesses: Witness[] = []
  const groups = new Map<string, Group>()
  const free = new Set<string>()
  let quorum: string | undefined
  for (const [index, line] of text.split("\n").entries()) {
    const [word = "", ...items] = line.split(/[ \t]+/).filter(item => item !== "")
    const [name = "", ...rest] = items
    const isNew = name !== "none" && !witnesses.some(each => each.name === name) && !groups.has(name)
    const isRead = (() => {
      if (word === "" || word.startsWith("#") || word === "log") return true
      if (word === "witness") return isNew && addWitness(witnesses, name, rest) && free.add(name)
      if (word === "group") return isNew && addGroup(groups, free, name, rest)
      if (word !== "quorum" || quorum !== undefined || rest.length > 0) return false
      quorum = name
      return name === "none" || !isNew
    })()
    if (!isRead) throw new TypeError(`line ${index + 1} of the witness policy: ${line}`)
  }
  if (quorum === undefined) throw new TypeError("the witness policy has no quorum line")
  return { witnesses, groups, quorum }
}

function addWitness(
  witnesses: Witness[],
  name: string,
  [vkey = "", url, ...more]: readonly string[],
): boolean {
  const key = parseVerifierKey(vkey)
  const isOther = key && !witnesses.some(each => isSameKey(each.key, key))
  if (!isOther || !isCosigner(key) || more.length > 0 || (url !== undefined && !/^https?:\/\//.test(url)))
    return false
  witnesses.push({ name, key, url: url?.replace(/\/+$/, "") })
  return true
}

function isSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.publicKey.join() === b.publicKey.join()
}

/** Each name may be in one group: else one witness would count twice. */
function addGroup(
  groups: Map<string, Group>,
  free: Set<string>,
  name: string,
  [rule = "", ...members]: readonly string[],
): boolean {
  const least =
    rule === "all" ? members.length : rule === "any" ? 1 : /^[1-9]\d*$/.test(rule) ? Number(rule) : 0
  if (least < 1 || least > members.length || !members.every(member => free.delete(member))) return false
  groups.set(name, { least, members })
  free.add(name)
  return true
}

/** Whether those that signed are enough; `signed` are the names of witnesses. */
export function hasQuorum({ groups, quorum }: WitnessPolicy, signed: ReadonlySet<string>): boolean {
  const isMet = (name: string): boolean => {
    const group = groups.get(name)
    return group ? group.members.filter(isMet).length >= group.least : signed.has(name)
  }
  return quorum === "none" || isMet(quorum)
}
