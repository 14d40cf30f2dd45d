/** Lists by one of their fields. Walking a list for every entry of another grows with the product of the two; this does not. */

/** The entries of a list by a key, each group and the groups themselves in the list's order. */
export function groupBy<T, K>(list: Iterable<T>, keyOf: (entry: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const entry of list) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

/** The entries of a list whose id no entry of the other has: what a change dropped. */
export function leftOut<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly { readonly id: string }[],
): T[] {
  const kept = new Set(after.map(({ id }) => id))
  return before.filter(({ id }) => !kept.has(id))
}

type Groups = ReadonlyMap<unknown, readonly object[]>

const groupsByList = new WeakMap<readonly object[], Map<string, Groups>>()

/**
 * The entries of a list whose field has this value, in the list's order. The list is grouped once, for as long as it
 * lives, and must not change after the first look-up.
 */
export function withKey<T extends object, K extends keyof T & string>(
  list: readonly T[],
  key: K,
  value: T[K],
): readonly T[] {
  const groupsByKey = groupsByList.get(list) ?? new Map<string, Groups>()
  groupsByList.set(list, groupsByKey)
  const groups = groupsByKey.get(key) ?? groupBy(list, entry => entry[key])
  groupsByKey.set(key, groups)
  return (groups.get(value) as readonly T[] | undefined) ?? []
}
