/** Deadline phrases, from arguments or from lines on stdin, to what they mean. */
import { readFile } from "node:fs/promises"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { type CompiledPeriod, compilePeriod, type Flag } from "../../shared/period/compile.ts"
import { type Offer, periodOffers } from "../../shared/period/offers.ts"
import type { CommandIo } from "../command/command.ts"
import { UsageError } from "../command/fault.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"

type PhraseOptions = {
  readonly year: number
  readonly holidays: string | undefined
  readonly json: boolean
  readonly texts: readonly string[]
}

/** 0 when every phrase is good, 1 when one is to be asked about or refused. @throws UsageError for holidays that cannot be read */
export async function compilePhrases(
  { year, holidays, json, texts }: PhraseOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const context = {
    fiscalYear: year,
    holidays: holidays === undefined ? new Set<IsoDate>() : await readHolidays(holidays),
  }
  let isGood = true
  for await (const text of texts.length > 0 ? texts : linesOf(surroundings(given).stdin)) {
    const compiled = compilePeriod(text, context)
    isGood &&= compiled.flag === "ok" || compiled.flag === "warn"
    io.stdout(json ? toJsonLine(compiled, periodOffers(text, context)) : toThaiText(compiled))
  }
  return isGood ? 0 : 1
}

/** One ISO date a line; blank lines and what follows a # are left out. */
async function readHolidays(path: string): Promise<Set<IsoDate>> {
  const content = await readFile(path, "utf8").catch((error: Error) => {
    throw new UsageError(`อ่านไฟล์วันหยุด ${path} ไม่ได้ / cannot read the holidays: ${error.message}`)
  })
  const holidays = new Set<IsoDate>()
  for (const [index, line] of content
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const text = line.replace(/#.*/, "").trim()
    if (text === "") continue
    const date = parseIsoDate(text)
    if (!date)
      throw new UsageError(
        `${path} บรรทัด ${index + 1} ไม่ใช่วันที่ / line ${index + 1}: "${text}" is not a date like 2023-04-13`,
      )
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

function toJsonLine(
  { text, normal, due, flag, understood, problems }: CompiledPeriod,
  offers: readonly Offer[],
): string {
  return `${JSON.stringify({ text, normal, due, flag, understood, problems, offers })}\n`
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
