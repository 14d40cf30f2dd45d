/** `docs/problems.md`, written from the problem codes. */
import { columnOf, type TabKey } from "../../shared/columns.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { flagOf, noteToProblem, PERIOD_CODES, type PeriodCode } from "../../shared/period/problems.ts"
import { cellProblem, PROBLEMS, type Severity } from "../../shared/row/problem.ts"
import { PERIOD_EXAMPLES, PROBLEM_EXAMPLES } from "./problem-examples.ts"

type OwnCode = keyof typeof PROBLEMS

export function problemsMarkdown(): string {
  return `# Problems

Written from \`shared/row/problem.ts\` and \`shared/period/problems.ts\` by \`npm run generate\`; do not edit by hand. The list is closed: a sheet, \`sujarit check\` and the Worker know no other code. Every sentence quotes the value, says what is wrong, and gives what to type.

\`fix\` mended silently and listed · \`warn\` accepted, shown · \`ask\` held out of reminders until a person confirms it or writes it anew · \`error\` the row is held: its last accepted version stays in public.

## Cells and rows

| code | severity | where | sentence | what to do |
|---|---|---|---|---|
${codes(PROBLEMS).map(ownLine).join("\n")}

## Deadlines

In \`measure.period\` and \`duty.when\`, written \`period.<code>\`. Other dates are read by the same rules, but have no box to confirm in: there, what would be asked is an error, and how far a date may lie is the column's own rule (\`dateOutsideYear\`, \`dateTooFar\`).

| code | severity | example | sentence | what to do |
|---|---|---|---|---|
${[...PERIOD_CODES].map(periodLine).join("\n")}
`
}

function codes(problems: typeof PROBLEMS): OwnCode[] {
  const order: readonly Severity[] = ["fix", "warn", "ask", "error"]
  const keys = Object.keys(problems) as OwnCode[]
  return keys.sort((a, b) => order.indexOf(problems[a].severity) - order.indexOf(problems[b].severity))
}

function ownLine(code: OwnCode): string {
  const { where, value, detail = "", gloss } = PROBLEM_EXAMPLES[code]
  const { severity, message } = cellProblem(code, firstColumn(where), value, detail)
  return line([`\`${code}\``, severity, where, message, gloss])
}

/** `measure.period, duty.when` is quoted by the header of the first; "any …" by a column of that kind. */
function firstColumn(where: string): { key: string; header: string } {
  const [tab = "", key = ""] = where.startsWith("any") ? ["measure", "measure"] : where.split(/[., ]+/)
  return columnOf(tab as TabKey, key)
}

function periodLine(code: PeriodCode): string {
  const [phrase, gloss] = PERIOD_EXAMPLES[code]
  const flag = flagOf(code)
  return line([
    `\`period.${code}\``,
    flag === "reject" ? "error" : flag,
    short(phrase),
    periodSentence(code),
    gloss,
  ])
}

export function periodSentence(code: PeriodCode): string {
  const [phrase] = PERIOD_EXAMPLES[code]
  const found = compilePeriod(phrase, { fiscalYear: 2566 }).problems.find(each => each.code === code)
  return (
    found?.message ?? noteToProblem({ code, quote: phrase }, "ภายในวันที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖", 2566).message
  )
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 30)}…` : text
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/\|/g, "\\|").replace(/\n/g, " ")).join(" | ")} |`
}
