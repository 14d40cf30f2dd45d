/** Short patterns of token kinds: `"every number? monthUnit"` is three steps, the second optional. */
import type { Kind } from "./lexicon.ts"
import type { Token } from "./tokens.ts"

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
