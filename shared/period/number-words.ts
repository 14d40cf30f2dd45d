/** Numbers written as words, 1–999: enough for days, weeks, months and working days. */
import type { Token } from "./tokens.ts"

export const NUMBER_WORDS: readonly (readonly [string, number])[] = [
  ["หนึ่ง", 1],
  ["เอ็ด", 1],
  ["สอง", 2],
  ["ยี่", 2],
  ["สาม", 3],
  ["สี่", 4],
  ["ห้า", 5],
  ["หก", 6],
  ["เจ็ด", 7],
  ["แปด", 8],
  ["เก้า", 9],
  ["สิบ", 10],
  ["ร้อย", 100],
]

/** Runs of number words become one number: ยี่ · สิบ · เอ็ด is 21. */
export function joinNumberWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined[joined.length - 1]
    if (token.kind !== "numberWord") joined.push(token)
    else if (last?.kind === "numberWord") joined[joined.length - 1] = appendWord(last, token)
    else joined.push(token)
  }
  return joined.map(token => (token.kind === "numberWord" ? { ...token, kind: "number", digits: 0 } : token))
}

function appendWord(sofar: Token, next: Token): Token {
  const unit = sofar.value % 10
  const scaled =
    next.value >= 10 && unit > 0 ? sofar.value - unit + unit * next.value : sofar.value + next.value
  return { ...sofar, value: scaled, end: next.end }
}
