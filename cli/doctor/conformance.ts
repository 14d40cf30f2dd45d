/**
 * Compares a run of the conformance suite inside real Apps Script with what the local Google does, and tries at Google what
 * no script can alone: each case that differs is something the product believes of Google and should not.
 */
import { readFile } from "node:fs/promises"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import type { LoginOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { logIn } from "../office/google-login.ts"
import { type LiveAccounts, type LiveRun, runLiveCases, type SkippedCase } from "./live-cases.ts"

const named = { name: z.string(), tag: z.enum(["documented", "community", "unverified"]) }
const caseSchema = z.object({ ...named, rests: z.string() })
export type ExpectedCase = z.infer<typeof caseSchema>

const resultSchema = z.object({
  ...named,
  source: z.string(),
  fault: z.string().nullable(),
  saw: z.string().optional(),
})
type CaseResult = z.infer<typeof resultSchema>

const reportSchema = z.object({ results: z.array(z.unknown()) })

/** With what of the product rests on it. */
type RestingResult = CaseResult & Pick<ExpectedCase, "rests">

export type Comparison = {
  readonly passed: number
  /** What was seen where several ways are taken. */
  readonly seen: readonly RestingResult[]
  /** Google does otherwise than the local Google. */
  readonly differing: readonly RestingResult[]
  /** Expected and not in the run. */
  readonly notRun: readonly string[]
  /** In the run and not expected: the suite that ran is another version. */
  readonly unknown: readonly string[]
  /** Not tried from here, for want of a log-in. */
  readonly skipped?: readonly SkippedCase[]
}

type ConformanceOptions = LoginOptions & {
  /** What the function logged. */
  readonly conformance: string
  readonly json: boolean
  readonly live: boolean
  /** A second account's log-in. */
  readonly second: string | undefined
}

/** Exit code: 0 Google did as expected, 1 it did not in some case, or another suite ran. @throws CommandError */
export async function conformanceReport(
  { conformance: file, json: isJson, live, ...logins }: ConformanceOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CommandError(`อ่านไฟล์ ${file} ไม่ได้ / cannot read it: ${error.message}`)
  })
  const results = parseResults(text)
  if (results.length === 0)
    throw new CommandError(
      `${file} ไม่มีผลของฟังก์ชัน conformance ให้คัดลอกบันทึกการเรียกใช้จาก Apps Script มาทั้งหมด / it holds no result of the function conformance: copy the whole execution log`,
    )
  const tried = await runLiveCases(live ? await accountsOf(logins, surroundings(given)) : undefined)
  const comparison = withLive(compareRun(await expectedCases(), results), tried)
  printResult(io, isJson, { value: comparison, text: () => comparisonText(comparison) })
  const { differing, notRun, unknown } = comparison
  return differing.length + notRun.length + unknown.length === 0 ? 0 : 1
}

async function accountsOf(
  { google, auth, second }: Pick<ConformanceOptions, "google" | "auth" | "second">,
  { env }: Surroundings,
): Promise<LiveAccounts> {
  const { clients: own } = await logIn({ google, file: auth, env })
  if (second === undefined) return { own }
  return { own, second: (await logIn({ google, file: second, env })).clients }
}

/** The cases that pass in the local Google, kept in step with the suite by its own test. */
async function expectedCases(): Promise<ExpectedCase[]> {
  const text = await readFile(new URL("./conformance-cases.json", import.meta.url), "utf8")
  return z.array(caseSchema).parse(JSON.parse(text))
}

/** A result a line, all in a list, or in the suite's report; an execution log puts its time and level before each. */
export function parseResults(text: string): CaseResult[] {
  return text.split(/\r?\n/).flatMap(line => {
    const start = line.search(/[[{]/)
    const parsed = start < 0 ? undefined : parseJson(line.slice(start).trimEnd())
    const { data: report } = reportSchema.safeParse(parsed)
    return [report?.results ?? parsed].flat().flatMap(value => resultSchema.safeParse(value).data ?? [])
  })
}

/** A case that ran twice counts by its last run. */
export function compareRun(expected: readonly ExpectedCase[], results: readonly CaseResult[]): Comparison {
  const resultByName = new Map(results.map(result => [result.name, result]))
  const names = new Map(expected.map(({ name, rests }) => [name, rests]))
  const ran = [...resultByName.values()].flatMap(result => {
    const rests = names.get(result.name)
    return rests === undefined ? [] : [{ ...result, rests }]
  })
  return {
    passed: ran.filter(({ fault }) => fault === null).length,
    seen: ran.filter(({ fault, saw }) => fault === null && saw !== undefined),
    differing: ran.filter(({ fault }) => fault !== null),
    notRun: expected.filter(({ name }) => !resultByName.has(name)).map(({ name }) => name),
    unknown: [...resultByName.keys()].filter(name => !names.has(name)),
  }
}

function withLive(compared: Comparison, { results, skipped }: LiveRun): Comparison {
  const good = results.filter(({ fault }) => fault === null)
  return {
    ...compared,
    passed: compared.passed + good.length,
    seen: [...compared.seen, ...good.filter(({ saw }) => saw !== undefined)],
    differing: [...compared.differing, ...results.filter(({ fault }) => fault !== null)],
    skipped,
  }
}

function comparisonText({ passed, seen, differing, notRun, unknown, skipped = [] }: Comparison): string {
  const lines = [
    `ตรงกัน ${passed} กรณี / as expected`,
    ...seen.map(({ name, saw, rests }) => `พบว่า / seen: ${name}: ${saw}\n  สิ่งที่พึ่งข้อนี้ / rests on it: ${rests}`),
    ...differing.map(
      ({ tag, name, fault, source, rests }) =>
        `ต่างไป (${tag}) / differs: ${name}\n  ${fault}\n  ${source}\n  สิ่งที่พึ่งข้อนี้ / rests on it: ${rests}`,
    ),
    ...notRun.map(name => `ไม่ได้เรียก / did not run: ${name}`),
    ...unknown.map(name => `ไม่รู้จัก / not of this suite: ${name}`),
    ...skipped.map(({ name, needs }) => `ยังไม่ได้ลอง ต้องใช้ ${needs} / not tried, needs ${needs}: ${name}`),
    ...(notRun.length + unknown.length > 0
      ? [
          "ชุดทดสอบที่เรียกเป็นคนละรุ่น ให้วางรุ่นนี้แล้วเรียกใหม่ / another version of the suite ran: paste this one and run it again",
        ]
      : []),
  ]
  return `${lines.join("\n")}\n`
}
