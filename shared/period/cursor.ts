/** How readers move among the words of a phrase: one at a time, or by a short pattern of kinds. */
import type { Item, Kind, Token } from "./grammar.ts"

export type Cursor = { readonly tokens: readonly Token[]; at: number }

export type Found = Omit<Item, "start" | "end">

export type Reader = (cursor: Cursor) => Found | undefined

/** The first reader that finds something; one that does not leaves the cursor where it was. */
export function firstOf(cursor: Cursor, ...readers: readonly Reader[]): Found | undefined {
  const start = cursor.at
  for (const read of readers) {
    const found = read(cursor)
    if (found) return found
    cursor.at = start
  }
  return undefined
}

/** Takes the next token when it is of one of these kinds. */
export function take(cursor: Cursor, ...kinds: readonly Kind[]): Token | undefined {
  const token = cursor.tokens[cursor.at]
  if (!token || !kinds.includes(token.kind)) return undefined
  cursor.at += 1
  return token
}

export function peek(cursor: Cursor, ahead = 0): Kind | undefined {
  return cursor.tokens[cursor.at + ahead]?.kind
}

type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text

/** A list of kinds, as words of one text. */
export function kinds<const Text extends string>(
  text: Words<Text> extends Kind ? Text : never,
): readonly Kind[] {
  return text.split(" ") as readonly string[] as readonly Kind[]
}

/** A short pattern of kinds: `"every number? months"` is three steps, the second optional. */
export type Pattern = readonly Step[]
type Step = { readonly kinds: readonly string[]; readonly isOptional: boolean; readonly isAbsent: boolean }

/** `a|b` either kind, `a?` optional, `!a` at the end: not followed by it. */
export function pattern(text: string): Pattern {
  return text.split(" ").map(word => ({
    kinds: word.replace(/[!?]/g, "").split("|"),
    isOptional: word.endsWith("?"),
    isAbsent: word.startsWith("!"),
  }))
}

/** The tokens that a pattern takes at a place, by order; undefined when it does not fit. */
export function matchAt(
  tokens: readonly Token[],
  start: number,
  steps: Pattern,
): readonly Token[] | undefined {
  const taken: Token[] = []
  for (const step of steps) {
    const token = tokens[start + taken.length]
    const fits = token !== undefined && step.kinds.includes(token.kind)
    if (step.isAbsent ? fits : !fits && !step.isOptional) return undefined
    if (fits && !step.isAbsent && token) taken.push(token)
  }
  return taken
}

/** The first of these kinds among the tokens. */
export function find(tokens: readonly Token[], ...kinds: readonly Kind[]): Token | undefined {
  return tokens.find(token => kinds.includes(token.kind))
}
