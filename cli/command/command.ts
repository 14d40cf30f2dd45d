/**
 * What a command is: its options as one table, and what it does. Usage, parsing, `--help`, exit codes and the README's
 * table all come from the table. Nothing heavy is imported beside a table: what a command needs is loaded when it runs.
 */
import { faultText, UsageError } from "./fault.ts"
import type { Options, Values } from "./option.ts"
import { parseOptions } from "./parse.ts"
import type { Surroundings } from "./surroundings.ts"
import { synopsisOf, usageOf } from "./usage.ts"

export type CommandIo = {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** A person watches stderr: long work is told as it goes. */
  readonly isWatched?: boolean
}

export type Definition<O extends Options, Deps> = {
  readonly name: string
  /** What it does, in a line. */
  readonly thai: string
  readonly english: string
  readonly options: O
  /** Said below the options. */
  readonly notes?: string
  /** What is wrong with options that are good each by itself: Thai, then English. */
  readonly check?: (options: Values<O>) => string | undefined
  /** The exit code: 0 good, 1 something to answer or mend was found, 2 usage or environment. */
  readonly run: (options: Values<O>, io: CommandIo, given: Deps) => Promise<number>
}

export type Command<Deps = Partial<Surroundings>> = {
  readonly name: string
  readonly thai: string
  readonly english: string
  /** As it is typed, with every option. */
  readonly synopsis: string
  /** `given` takes the place of what a command finds around it. */
  readonly run: (args: readonly string[], io: CommandIo, given?: Deps) => Promise<number>
}

export function defineCommand<const O extends Options, Deps extends object = Partial<Surroundings>>(
  definition: Definition<O, Deps>,
): Command<Deps> {
  const { name, thai, english } = definition
  return {
    name,
    thai,
    english,
    synopsis: synopsisOf(definition),
    run: async (args, io, given = {} as Deps) => {
      if (args.includes("--help") || args.includes("-h")) {
        io.stdout(usageOf(definition))
        return 0
      }
      try {
        return await runOn(definition, args, io, given)
      } catch (error) {
        const usage = error instanceof UsageError ? `\n${usageOf(definition)}` : ""
        io.stderr(`${faultText(error)}\n${usage}`)
        return 2
      }
    },
  }
}

async function runOn<O extends Options, Deps>(
  { options, check, run }: Definition<O, Deps>,
  args: readonly string[],
  io: CommandIo,
  given: Deps,
): Promise<number> {
  const values = parseOptions(options, args)
  const fault = check?.(values)
  if (fault !== undefined) throw new UsageError(fault)
  return run(values, values.json === true ? { ...io, isWatched: false } : io, given)
}

/** The result of a command: one JSON document, or what a person reads. */
export function printResult(
  { stdout }: CommandIo,
  isJson: boolean,
  { value, text }: { readonly value: unknown; readonly text: () => string },
): void {
  stdout(isJson ? `${JSON.stringify(value, null, 2)}\n` : text())
}

/** Tells long work as it goes: on a terminal alone, and never beside JSON. */
export function progressOf({ stderr, isWatched }: CommandIo): (text: string) => void {
  return text => {
    if (isWatched) stderr(`· ${text}\n`)
  }
}
