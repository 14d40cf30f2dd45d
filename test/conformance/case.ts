/** One behaviour of Google's that the product leans on. */
export interface Case {
  readonly name: string
  /** Who says so: Google's documentation, people who tried, or nobody yet. */
  readonly tag: "documented" | "community" | "unverified"
  /** Where it is said. */
  readonly source: string
  /** Throws when this Google behaves otherwise. Where several ways are taken, answers with the one that was seen. */
  run(): unknown
}

/** Where no page can be named: what people who use it see. The first run at Google settles it. */
export const SEEN = "seen by users, not said on a page of Google's"

export interface CaseResult {
  readonly name: string
  readonly tag: Case["tag"]
  readonly source: string
  /** What went wrong; null when nothing did. */
  readonly fault: string | null
  /** Which of the ways that the product takes. */
  readonly saw?: string
}

/** What a run says: one JSON document, the same from the local Google and from the real one. */
export interface ConformanceReport {
  readonly format: "sujarit-conformance"
  readonly version: 1
  /** When it ran, ISO 8601. */
  readonly at: string
  readonly failed: number
  readonly results: readonly CaseResult[]
}
