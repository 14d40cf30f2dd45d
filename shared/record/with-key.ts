/** Lists looked up by one of their fields, again and again: grouped once, for as long as the list lives. */

type Groups = ReadonlyMap<unknown, readonly object[]>

const groupsByList = new WeakMap<readonly object[], Map<string, Groups>>()
const NONE: readonly never[] = []

/**
 * The entries of a list whose field has this value, in the list's order. Walking a list for every entry of another grows
 * with the product of the two; this grows with their sum. The list must not change after the first look-up.
 */
export function withKey<T extends object, K extends keyof T & string>(
  list: readonly T[],
  key: K,
  value: T[K],
): readonly T[] {
  const groups = groupsOf(list, key)
  return (groups.get(value) as readonly T[] | undefined) ?? NONE
}

function groupsOf<T extends object, K extends keyof T & string>(list: readonly T[], key: K): Groups {
  const known = groupsByList.get(list) ?? new Map<string, Groups>()
  groupsByList.set(list, known)
  const before = known.get(key)
  if (before) return before
  const groups = new Map<unknown, T[]>()
  for (const entry of list) {
    const group = groups.get(entry[key])
    if (group) group.push(entry)
    else groups.set(entry[key], [entry])
  }
  known.set(key, groups)
  return groups
}
