/** The usage of a command, out of its table. */
import { flag, nameOf, type Option, type Options, placeholderOf } from "./option.ts"

type Described = {
  readonly name: string
  readonly thai: string
  readonly english: string
  readonly options: Options
  readonly notes?: string
}

/** `restore FILE --data DIR [--remote]`: what must be given first. */
export function synopsisOf(command: Described): string {
  return [command.name, ...wordsOf(command.options)].join(" ")
}

const WIDTH = 100

export function usageOf(command: Described): string {
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
