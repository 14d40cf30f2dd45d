/**
 * Keeps the office small. V8 lets its heap grow while the machine has memory to spare, and starting leaves two hundred
 * megabytes of sources and bundles behind; an office machine has other work. Flags of the command line would do the same,
 * but `npx sujarit` has none.
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/**
 * Garbage is collected when it is a third of what is in use; the nursery keeps its first size. The Worker's runtime gets a
 * small nursery: requests hold far more outside its heap than in it, and what it does not collect stays there.
 */
export function keepHeapSmall(): void {
  process.env.MINIFLARE_WORKERD_V8_FLAGS ??= "--max-semi-space-size=1 --semi-space-growth-factor=1"
  setFlagsFromString("--heap-growing-percent=35")
  setFlagsFromString("--semi-space-growth-factor=1")
}

/** Gives back what starting took; until a first collection the heap knows no measure to keep to. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc")
  const collect: unknown = runInNewContext("gc")
  setFlagsFromString("--no-expose-gc")
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" })
}
