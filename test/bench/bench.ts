/**
 * `npm run bench`: what things cost on this machine, as medians of several rounds, beside the figure each is meant to
 * stay under. Machines are noisy: compare figures of one run with each other, not with another day's.
 */
import { buildScript } from "../../apps-script/build.ts"
import { parseCell } from "../../shared/cell.ts"
import { TABS } from "../../shared/columns.ts"
import { EMPTY_MEMORY } from "../../shared/memory.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { planScan } from "../../shared/scan.ts"
import { DISTRICT_SECTIONS } from "../../shared/section.ts"
import { readTable } from "../../shared/table/table.ts"
import { CORPUS } from "../period/corpus.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

type Figure = { readonly what: string; readonly measured: string; readonly aim: string }

const ROUNDS = 7

/** Median milliseconds of a piece of work, after two rounds to warm up. */
function medianMs(work: () => void): number {
  for (let round = 0; round < 2; round++) work()
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

/** Measures with different texts and periods, as a plan has them. */
function measures(count: number) {
  const periods = CORPUS.filter(row => row.flag === "ok" && row.year === 2566).map(row => row.phrase)
  return Array.from({ length: count }, (_, at) => ({
    ...MEASURE,
    id: `m-${String(at).padStart(8, "0")}`,
    indicator: String((at % 10) + 1),
    measure: `${MEASURE.measure} แห่งที่ ${at}`,
    period: periods[at % periods.length] ?? MEASURE.period,
    lead: DISTRICT_SECTIONS[at % 10]?.name ?? "",
  }))
}

function validation(count: number): Figure {
  const input = scanInput(officeTabs([tabFrom("measure", measures(count))]))
  const ms = medianMs(() => readTable(input))
  return {
    what: `validate ${count} rows`,
    measured: `${ms.toFixed(1)} ms`,
    aim: count === 1000 ? "50 ms" : "",
  }
}

function scanPlan(count: number): Figure {
  const input = { ...scanInput(officeTabs([tabFrom("measure", measures(count))])), memory: EMPTY_MEMORY }
  const ms = medianMs(() => planScan(input))
  return {
    what: `plan a scan of ${count} new rows, digests included`,
    measured: `${ms.toFixed(1)} ms`,
    aim: "",
  }
}

/** How a cost grows: the exponent between a size and ten times it; 1 is linear. */
function growth(): Figure {
  const cost = (count: number) => {
    const input = scanInput(officeTabs([tabFrom("measure", measures(count))]))
    return medianMs(() => readTable(input))
  }
  const exponent = Math.log10(cost(2000) / cost(200))
  return { what: "growth of validation, 200 to 2,000 rows", measured: `n^${exponent.toFixed(2)}`, aim: "n^1" }
}

function compiler(): Figure {
  const ms = medianMs(() => {
    for (const { phrase, year } of CORPUS) compilePeriod(phrase, { fiscalYear: year })
  })
  const rate = Math.round((CORPUS.length / ms) * 1000)
  return {
    what: `compile ${CORPUS.length} different phrases`,
    measured: `${rate.toLocaleString("en")} a second`,
    aim: "30,000 a second",
  }
}

/** The slowest rule of any column on any cell of 50,000 characters that is hard on parsers. */
function longCells(): Figure {
  const context = {
    fiscalYear: 2566,
    sections: DISTRICT_SECTIONS,
    holidays: new Set<never>(),
    measureIds: new Set<string>(),
  }
  const texts = ["ก", "1", "๑ ", "ก็้่", "a@", "https://a.", "0-", "ฝ่าย,", "\ud800", "<p>"].map(piece =>
    piece.repeat(50_000 / piece.length),
  )
  let worst = { ms: 0, key: "" }
  for (const column of TABS.flatMap(tab => tab.columns)) {
    for (const value of texts) {
      const ms = medianMs(() => parseCell(column, { value, formula: false }, context))
      if (ms > worst.ms) worst = { ms, key: column.key }
    }
  }
  return {
    what: `slowest cell of 50,000 characters (${worst.key})`,
    measured: `${worst.ms.toFixed(1)} ms`,
    aim: "20 ms",
  }
}

async function bundle(): Promise<Figure> {
  const bytes = Buffer.byteLength(await buildScript())
  return { what: "Code.js, minified", measured: `${(bytes / 1024).toFixed(0)} KB`, aim: "150 KB" }
}

const figures = [
  validation(10),
  validation(100),
  validation(1000),
  growth(),
  scanPlan(1000),
  compiler(),
  longCells(),
  await bundle(),
]

console.log("| what | measured | aim |\n|---|---|---|")
for (const { what, measured, aim } of figures) console.log(`| ${what} | ${measured} | ${aim} |`)
