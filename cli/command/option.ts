/** A row of the table that a command is, and the value that comes of it. */
import type { flag, Kind } from "./kinds.ts"

export type Option = {
  readonly kind: Kind<unknown>
  readonly thai: string
  readonly english: string
  /** In place of the kind's own. */
  readonly placeholder?: string
  /** What is taken when it is left out, as it would be typed. */
  readonly default?: string
  /** The same, together with `--json`: nobody is there to wait. */
  readonly jsonDefault?: string
  /** What is taken when it is left out, in words, where that is no one value. */
  readonly otherwise?: string
  readonly isNeeded?: true
  /** Stands by itself, without a name: once, or as often as wished. */
  readonly operand?: "one" | "any"
}

/** By name: `mailFrom` is typed as `--mail-from`. */
export type Options = Readonly<Record<string, Option>>

export type Values<O extends Options> = { readonly [Name in keyof O]: Value<O[Name]> }
type Value<P extends Option> = P["kind"] extends typeof flag
  ? boolean
  : P extends { readonly kind: Kind<infer T> }
    ? P extends { readonly operand: "any" }
      ? readonly T[]
      : P extends { readonly isNeeded: true } | { readonly default: string } | { readonly operand: "one" }
        ? T
        : T | undefined
    : never

/** `--mail-from` for the option `mailFrom`; an operand is known by what stands for it. */
export function nameOf(key: string, option: Option): string {
  return option.operand
    ? placeholderOf(option)
    : `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

export function placeholderOf({ placeholder, kind }: Option): string {
  return placeholder ?? kind.placeholder
}
