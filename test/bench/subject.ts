/** What a file of the bench offers, and what it gives back: numbers, with what is needed to read them. */

export type Subject = {
  /** As asked for on the command line. */
  readonly name: string
  readonly title: string
  run(): Promise<Measured> | Measured
}

export type Measured = {
  readonly figures?: readonly Figure[]
  readonly growths?: readonly Growth[]
  readonly comparisons?: readonly Comparison[]
  /** What a reader must know of how it was measured. */
  readonly notes?: readonly string[]
}

export type Aim = { readonly atMost: number } | { readonly atLeast: number }

/** One number. */
export type Figure = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly aim?: Aim
}

/** One cost at several sizes; the report adds the exponent, 1 being linear. */
export type Growth = {
  readonly what: string
  readonly unit: string
  /** What the sizes count. */
  readonly of: string
  readonly points: readonly { readonly size: number; readonly value: number }[]
  readonly aim?: Aim & { readonly size: number }
}

/** The same question put to several: a line each, a column per question. */
export type Comparison = {
  readonly what: string
  readonly unit: string
  readonly columns: readonly string[]
  /** A missing value is a question that does not apply. */
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[]
}
