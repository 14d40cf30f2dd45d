/**
 * What a command is: its options as one table, and what it does. Usage, parsing, `--help`, exit codes and the README's
 * table all come from the table. Nothing heavy is imported beside a table: what a command needs is loaded when it runs.
 */
import { parseArgs } from "node:util"
import { distance } from "../../shared/rules/indicator.ts"
import { faultText, UsageError } from "./fault.ts"
import { flag, nameOf, type Option, type Options, placeholderOf, type Values } from "./option.ts"
import type { Surroundings } from "./surroundings.ts"

export type CommandIo = {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** A person watches stderr: long work is told as it goes. */
  readonly isWatched?: boolean
}

/** What is told of a command. */
type Described = {
  readonly name: string
  /** What it does, in a line. */
  readonly thai: string
  readonly english: string
  readonly options: Options
  /** Said below the options. */
  readonly notes?: string
}

type Definition<O extends Options, Deps> = Described & {
  readonly options: O
  /** What is wrong with options that are good each by itself: Thai, then English. */
  readonly check?: (options: Values<O>) => string | undefined
  /** The exit code: 0 good, 1 something to answer or mend was found, 2 usage or environment. */
  readonly run: (options: Values<O>, io: CommandIo, given: Deps) => Promise<number>
}

export type Command<Deps = Partial<Surroundings>> = Pick<Described, "name" | "thai" | "english"> & {
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

/** @throws UsageError */
function parseOptions<O extends Options>(options: O, args: readonly string[]): Values<O> {
  const { texts, operands } = typedWords(options, args)
  const isJson = texts.has("--json")
  const values = Object.entries(options).map(([key, option]) => {
    const name = nameOf(key, option)
    if (option.operand) return [key, operandOf(option, operands)]
    if (option.kind === flag) return [key, texts.has(name)]
    const given = texts.get(name) ?? (isJson ? option.jsonDefault : undefined) ?? option.default
    if (given === undefined && !option.isNeeded) return [key, undefined]
    return [key, parseText(option, name, given ?? "")]
  })
  return Object.fromEntries(values)
}

const OPTION = { thai: "ตัวเลือก", english: "option" }

type Words = { readonly texts: ReadonlyMap<string, string>; readonly operands: readonly string[] }

function typedWords(options: Options, args: readonly string[]): Words {
  const optionByName = new Map(
    Object.entries(options).flatMap(([key, option]) =>
      option.operand ? [] : [[nameOf(key, option), option] as const],
    ),
  )
  const types = [...optionByName].map(([name, { kind }]) => [
    name.slice(2),
    { type: kind === flag ? ("boolean" as const) : ("string" as const) },
  ])
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    strict: false,
    tokens: true,
  })
  const texts = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== "option") continue
    const { rawName, value, inlineValue } = token
    const option = optionByName.get(rawName)
    if (!option) throw new UsageError(unknownText(OPTION, rawName, optionByName.keys()))
    const isMissing = value === undefined || (!inlineValue && value.startsWith("-"))
    if (option.kind === flag && value !== undefined)
      throw new UsageError(`${rawName} ไม่รับค่า / ${rawName} takes no value: ${value}`)
    if (option.kind !== flag && isMissing)
      throw new UsageError(
        `${rawName} ต้องมีค่าตามหลัง / ${rawName} takes a value: ${rawName} ${placeholderOf(option)}`,
      )
    texts.set(rawName, value ?? "")
  }
  const operands = tokens.flatMap(token => (token.kind === "positional" ? [token.value] : []))
  const [extra] = Object.values(options).some(option => option.operand) ? [] : operands
  if (extra !== undefined) throw new UsageError(`ไม่รับ “${extra}” ตรงนี้ / it takes no such word here: ${extra}`)
  return { texts, operands }
}

function operandOf(option: Option, operands: readonly string[]): unknown {
  const name = placeholderOf(option)
  if (option.operand === "any") return operands.map(operand => parseText(option, name, operand))
  const [operand, ...more] = operands
  if (operand === undefined || more.length > 0)
    throw new UsageError(`ต้องบอก ${name} หนึ่งอย่าง: ${option.thai} / name one ${name}: ${option.english}`)
  return parseText(option, name, operand)
}

function parseText({ kind, thai, english }: Option, name: string, text: string): unknown {
  const value = kind.parse(text)
  if (value !== undefined) return value
  const meant = kind.meant?.(text)
  if (meant !== undefined)
    throw new UsageError(
      `“${text}” เป็นปี พ.ศ. ให้พิมพ์ ${name} ${meant} / a year of the Buddhist era: type ${name} ${meant}`,
    )
  const wrong = `${name} ${kind.thai} / ${name} ${kind.english}`
  // One that is missing is told by what it is for.
  throw new UsageError(text === "" ? `${wrong} (${thai} / ${english})` : `${wrong}: ${text}`)
}

/** Letters by which a word may be mistyped. */
const NEAR = 2

/** Says that there is no such word, and the nearest that there is. */
export function unknownText(
  what: { thai: string; english: string },
  word: string,
  known: Iterable<string>,
): string {
  const near = [...known]
    .map(each => ({ each, letters: each.startsWith(word) ? 0 : distance(word, each) }))
    .filter(({ letters }) => letters <= NEAR)
    .sort((a, b) => a.letters - b.letters)[0]?.each
  const thai = near === undefined ? "" : ` หมายถึง ${near} หรือไม่`
  const english = near === undefined ? "" : `; did you mean ${near}?`
  return `ไม่มี${what.thai} ${word}${thai} / no such ${what.english}: ${word}${english}`
}

/** `restore FILE --data DIR [--remote]`: what must be given first. */
function synopsisOf(command: Described): string {
  return [command.name, ...wordsOf(command.options)].join(" ")
}

const WIDTH = 100

function usageOf(command: Described): string {
  const { thai, english, options, notes } = command
  const begin = `วิธีใช้ / usage: sujarit ${command.name}`
  const lines = [begin]
  for (const word of wordsOf(options)) {
    const line = `${lines.at(-1)} ${word}`
    if (line.length <= WIDTH) lines[lines.length - 1] = line
    else lines.push(`${" ".repeat(20)} ${word}`)
  }
  const rows = Object.entries(options).map(([key, option]) => {
    const value = option.operand || option.kind === flag ? "" : ` ${placeholderOf(option)}`
    return [`${nameOf(key, option)}${value}`, helpOf(option)] as const
  })
  // A long list of choices is no reason to push every other line to the right.
  const width = Math.min(24, Math.max(0, ...rows.map(([name]) => name.length)))
  const table = rows.map(([name, help]) => `  ${name.padEnd(width)}  ${help}\n`).join("")
  return `${lines.join("\n")}\n${thai} / ${english}\n\n${table}${notes === undefined ? "" : `\n${notes}\n`}`
}

function helpOf(option: Option): string {
  const { thai, english, jsonDefault } = option
  const withJson = jsonDefault === undefined ? "" : `; with --json ${jsonDefault}`
  const left = option.otherwise ?? option.default
  return `${thai} / ${english}${left === undefined ? "" : ` (${left}${withJson})`}`
}

function wordsOf(options: Options): string[] {
  const words = Object.entries(options).map(([key, option]) => {
    const [name, value] = [nameOf(key, option), placeholderOf(option)]
    if (option.operand) return option.operand === "one" ? name : `[${name}…]`
    const word = value === "" ? name : `${name} ${value}`
    return option.isNeeded ? word : `[${word}]`
  })
  const isOptional = (word: string) => word.startsWith("[")
  return [...words.filter(word => !isOptional(word)), ...words.filter(isOptional)]
}
