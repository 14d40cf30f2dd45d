/** A person at a terminal, where there is one. */
import { createInterface } from "node:readline/promises"
import type { AskPerson } from "./mail-choice.ts"

/** Undefined where the input or the messages go elsewhere: a script must not hang on a question. */
export function personAtTerminal(): AskPerson {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return async question => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await terminal.question(question)
    } finally {
      terminal.close()
    }
  }
}
