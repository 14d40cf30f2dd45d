/** What went wrong, each kind counted, with the first few in words. */
export type Violations = {
  add(kind: string, what: string): void
  readonly total: number
  list(): string[]
}

const SHOWN = 5

export function createViolations(): Violations {
  const byKind = new Map<string, string[]>()
  return {
    add(kind, what) {
      byKind.set(kind, [...(byKind.get(kind) ?? []), what])
      if ((byKind.get(kind)?.length ?? 0) <= SHOWN) console.error(`! ${kind}: ${what}`)
    },
    get total() {
      return [...byKind.values()].reduce((sum, each) => sum + each.length, 0)
    },
    list: () => [...byKind].map(([kind, all]) => `${kind}: ${all.length}, first ${all[0]}`),
  }
}
