/** `sujarit period`: deadline phrases, from arguments or from lines on stdin, to what they mean. */
import { readFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { type IsoDate, parseIsoDate } from "../shared/date/civil-date.ts"
import {
  type CompiledPeriod,
  compilePeriod,
  type Flag,
  type PeriodContext,
} from "../shared/period/compile.ts"

export type CommandIo = {
  readonly stdin: AsyncIterable<string | Uint8Array>
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

const USAGE = "usage: sujarit period --year 2566 [--holidays FILE] [--json] [TEXT…]"

/** 0 when every phrase is good, 1 when one is to be asked about or refused, 2 when the command itself is wrong. */
export async function periodCommand(args: string[], io: CommandIo): Promise<number> {
  const command = await parseCommand(args)
  if ("error" in command) {
    io.stderr(`sujarit period: ${command.error}\n${USAGE}\n`)
    return 2
  }
  const show = command.json ? toJsonLine : toThaiText
  let isGood = true
  for await (const text of command.texts.length > 0 ? command.texts : linesOf(io.stdin)) {
    const compiled = compilePeriod(text, command.context)
    isGood &&= compiled.flag === "ok" || compiled.flag === "warn"
    io.stdout(show(compiled))
  }
  return isGood ? 0 : 1
}

type Command = { readonly texts: readonly string[]; readonly json: boolean; readonly context: PeriodContext }

async function parseCommand(args: string[]): Promise<Command | { readonly error: string }> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        year: { type: "string" },
        holidays: { type: "string" },
        json: { type: "boolean", default: false },
      },
    })
    const fiscalYear = parseFiscalYear(values.year)
    if (fiscalYear === undefined) return { error: "--year must be a fiscal year in B.E., for example 2566" }
    const holidays = values.holidays === undefined ? new Set<IsoDate>() : await readHolidays(values.holidays)
    return { texts: positionals, json: values.json, context: { fiscalYear, holidays } }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function parseFiscalYear(text: string | undefined): number | undefined {
  const year = /^\d{4}$/.test(text ?? "") ? Number(text) : 0
  return year >= 2400 && year <= 2700 ? year : undefined
}

/** One ISO date a line; blank lines and what follows a # are left out. */
async function readHolidays(path: string): Promise<Set<IsoDate>> {
  const holidays = new Set<IsoDate>()
  for (const [index, line] of (await readFile(path, "utf8"))
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const text = line.replace(/#.*/, "").trim()
    if (text === "") continue
    const date = parseIsoDate(text)
    if (!date) throw new Error(`${path}, line ${index + 1}: "${text}" is not a date like 2023-04-13`)
    holidays.add(date)
  }
  return holidays
}

/** Lines as they arrive, so that a pipe is answered while it is still being written. */
async function* linesOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ""
  for await (const chunk of chunks) {
    const lines = (
      rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))
    ).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) yield line.replace(/\r$/, "")
  }
  if (rest !== "") yield rest.replace(/\r$/, "")
}

function toJsonLine({ text, normal, due, flag, understood, problems }: CompiledPeriod): string {
  return `${JSON.stringify({ text, normal, due, flag, understood, problems })}\n`
}

const VERDICTS: Record<Flag, string> = {
  ok: "ใช้ได้",
  warn: "ใช้ได้ โปรดตรวจว่าเข้าใจตรงกัน",
  ask: "ต้องยืนยันหรือพิมพ์ใหม่",
  reject: "ใช้ไม่ได้ ต้องพิมพ์ใหม่",
}

/** A dozen dates are shown; a daily duty would fill the screen. */
const SHOWN_DATES = 12

function toThaiText({ text, normal, due, flag, understood, problems }: CompiledPeriod): string {
  const shown = due.slice(0, SHOWN_DATES).join(", ")
  const more = due.length > SHOWN_DATES ? ` … (รวม ${due.length} วัน)` : ""
  const lines = [
    `“${text}”`,
    `  ผล: ${VERDICTS[flag]}`,
    `  เข้าใจว่า: ${understood}`,
    `  ครบกำหนด: ${shown || "ไม่มี"}${more}`,
    `  รูปแบบกลาง: ${normal}`,
    ...problems.map(({ message }) => `  - ${message}`),
  ]
  return `${lines.join("\n")}\n\n`
}
