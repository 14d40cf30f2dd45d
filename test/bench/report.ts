/** The bench's answers as Markdown: a section a subject, a table a kind of answer. */
import { exponentOf, type Noise } from "./measure.ts"
import type { Aim, Comparison, Figure, Growth, Measured, Subject } from "./subject.ts"

export type Answer = Pick<Subject, "name" | "title"> & {
  readonly seconds: number
  readonly noise: Noise
  /** What was measured, or why nothing was. */
  readonly measured: Measured | { readonly failed: string }
}

export type Run = {
  readonly at: string
  readonly machine: string
  readonly answers: readonly Answer[]
}

export function runToMarkdown(run: Run): string {
  return run.answers.map(answer => answerToMarkdown(run, answer)).join("\n\n")
}

/** What a document said of its subjects, with those of this run in place of what it said of them before. */
export function mergedResults(before: string, run: Run): string {
  const blocks = before.split(/^(?=### )/m).filter(block => block.startsWith("### "))
  const byTitle = new Map(blocks.map(block => [block.split("\n", 1)[0], block.trim()]))
  for (const answer of run.answers) byTitle.set(`### ${answer.title}`, answerToMarkdown(run, answer))
  return [...byTitle.values()].join("\n\n")
}

function answerToMarkdown({ at, machine }: Run, { title, measured, seconds, noise }: Answer): string {
  if ("failed" in measured) return `### ${title}\n\nNot measured: ${measured.failed}`
  const { figures = [], growths = [], comparisons = [], notes = [] } = measured
  const blocks = [
    figures.length > 0 ? figureTable(figures) : "",
    ...byQuantity(growths).map(growthTable),
    ...comparisons.map(comparisonTable),
    ...notes,
    `Measured ${at} on ${machine}, in ${Math.round(seconds)} s. The slowest of forty equal rounds took ${formatNumber(noise.worst)} times the median.`,
  ]
  return [`### ${title}`, ...blocks.filter(block => block !== "")].join("\n\n")
}

function figureTable(figures: readonly Figure[]): string {
  const lines = figures.map(({ what, value, unit, aim }) => [
    what,
    withUnit(value, unit),
    aimText(aim, unit),
    verdict(value, aim),
  ])
  return table(["what", "measured", "aim", ""], lines)
}

/** Growths over the same sizes share a table. */
function byQuantity(growths: readonly Growth[]): Growth[][] {
  const groups = new Map<string, Growth[]>()
  for (const growth of growths) {
    const key = `${growth.of} ${growth.points.map(point => point.size).join()}`
    groups.set(key, [...(groups.get(key) ?? []), growth])
  }
  return [...groups.values()]
}

function growthTable(growths: readonly Growth[]): string {
  const [first] = growths
  if (!first) return ""
  const head = [first.of, ...first.points.map(({ size }) => size.toLocaleString("en")), "grows as", "aim", ""]
  const lines = growths.map(growth => {
    const aimed = growth.points.find(({ size }) => size === growth.aim?.size)
    return [
      growth.what,
      ...growth.points.map(({ value }) => withUnit(value, growth.unit)),
      exponentText(exponentOf(growth)),
      growth.aim ? `${aimText(growth.aim, growth.unit)} at ${growth.aim.size.toLocaleString("en")}` : "",
      aimed ? verdict(aimed.value, growth.aim) : "",
    ]
  })
  return table(head, lines)
}

function exponentText(exponent: number): string {
  return Number.isNaN(exponent) ? "" : `n^${exponent.toFixed(2)}`
}

function comparisonTable({ what, unit, columns, lines }: Comparison): string {
  const rows = lines.map(({ name, values }) => [
    name,
    ...values.map(value => (value === undefined ? "" : formatNumber(value))),
  ])
  return table([`${what}, ${unit}`, ...columns], rows)
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`
  return [line(head), `|${"---|".repeat(head.length)}`, ...lines.map(line)].join("\n")
}

function withUnit(value: number, unit: string): string {
  return unit === "" ? formatNumber(value) : `${formatNumber(value)} ${unit}`
}

function aimText(aim: Aim | undefined, unit: string): string {
  if (!aim) return ""
  return "atMost" in aim ? `≤ ${withUnit(aim.atMost, unit)}` : `≥ ${withUnit(aim.atLeast, unit)}`
}

function verdict(value: number, aim: Aim | undefined): string {
  if (!aim) return ""
  return ("atMost" in aim ? value <= aim.atMost : value >= aim.atLeast) ? "met" : "**missed**"
}

/** Three digits that mean something: more would be the machine's noise. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en")
  return value
    .toPrecision(3)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
}
