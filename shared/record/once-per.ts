/** What is made once for an object, a database or a configuration, and kept for as long as that is. */
export function oncePer<K extends object, V>(create: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly value: V }>()
  return key => {
    const known = made.get(key)
    if (known) return known.value
    const value = create(key)
    made.set(key, { value })
    return value
  }
}
