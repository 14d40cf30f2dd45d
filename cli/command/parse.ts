/** The words after a command's name, against its table. What is wrong is said at once, with the nearest that is right. */
import { parseArgs } from "node:util"
import { distance } from "../../shared/rules/indicator.ts"
import { UsageError } from "./fault.ts"
import { flag, nameOf, type Option, type Options, placeholderOf, type Values } from "./option.ts"

/** @throws UsageError */
export function parseOptions<O extends Options>(options: O, args: readonly string[]): Values<O> {
  const { texts, operands } = wordsOf(options, args)
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

function wordsOf(options: Options, args: readonly string[]): Words {
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
