/** What Google's APIs answer when they refuse, told by what no language changes; and those faults of theirs that pass. */

type Refusal = {
  /** As HTTP's; 0 for what was no API's answer. */
  readonly code: number
  /** A word for programs: `rateLimitExceeded`. */
  readonly reason: string
}

export function refusedBy(error: unknown): Refusal {
  const { code, errors } = Object(Object(error).details)
  return { code: Number(code ?? 0), reason: String(Object(Object(errors)[0]).reason ?? "") }
}

/** The page on which a person switches on what the script calls; undefined for any other error. */
export function serviceOff(error: unknown): string | undefined {
  return /https:\/\/console\.\S+\/apis\/\S+\?project=\d+/.exec(String(error))?.[0]
}

/** Milliseconds before another try: a scan has minutes, and a minute's quota is over in one. */
const WAITS = [2000, 15_000]

/**
 * Tries again what Google was too busy for, or broke at. A write is tried again only where Google says that it did none
 * of it; after any other fault the next scan finds what was done.
 */
export function patiently<Value>(work: () => Value, { isWrite = false } = {}): Value {
  for (const wait of WAITS) {
    try {
      return work()
    } catch (error) {
      const { code, reason } = refusedBy(error)
      const isBusy = code === 429 || code === 503 || /rateLimitExceeded/i.test(reason)
      if (!isBusy && (isWrite || code < 500)) throw error
      Utilities.sleep(wait)
    }
  }
  return work()
}
