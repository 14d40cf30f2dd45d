/** What a command finds around it: environment, clock, network, and perhaps a person. A test hands in its own. */
import { createInterface } from "node:readline/promises"
import { Writable } from "node:stream"

/** One line a person typed; undefined where nobody sits at a terminal. */
export type AskPerson = ((question: string) => Promise<string>) | undefined

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<string | Uint8Array>
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly nodeVersion: string
  /** Between two looks at whether what is waited for has come. */
  readonly pollMs: number
  /** Called when a wait begins; the signal ends it. */
  readonly stopSignal: () => AbortSignal
  readonly ask: AskPerson
  /** The same, without showing what is typed. */
  readonly askSecret: AskPerson
}

export function surroundings(given: Partial<Surroundings> = {}): Surroundings {
  return {
    env: process.env,
    stdin: process.stdin,
    now: Date.now,
    fetch,
    nodeVersion: process.versions.node,
    pollMs: 5000,
    stopSignal: firstInterrupt,
    ask: personAtTerminal(),
    askSecret: personAtTerminal({ hidden: true }),
    ...given,
  }
}

/** While waiting, Ctrl-C ends with a word on how to go on; before that it ends the process, which is safe too. */
function firstInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.once("SIGINT", () => stop.abort())
  return stop.signal
}

/** Undefined where the input or the messages go elsewhere: a script must not hang on a question. */
function personAtTerminal({ hidden = false } = {}): AskPerson {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return async question => {
    const output = hidden ? new Writable({ write: (_, __, done) => done() }) : process.stderr
    const terminal = createInterface({ input: process.stdin, output, terminal: true })
    if (hidden) process.stderr.write(question)
    try {
      return await terminal.question(question)
    } finally {
      terminal.close()
      if (hidden) process.stderr.write("\n")
    }
  }
}
