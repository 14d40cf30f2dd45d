/**
 * `npm run soak [-- --minutes 10 --seed 1 --port 9790]`: the local office under readers, ten sections that type, days that
 * pass with their cron slots and mail, and kills of the script, the Worker and the whole at any moment. Prints a verdict;
 * exits 1 when anything went wrong that a person would see, or the record or the mail do not add up.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { addDays, parseIsoDate } from "../../shared/date/civil-date.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { createDice, type Dice } from "../faults/dice.ts"
import { checkMail } from "./check-mail.ts"
import { checkCells, checkLog } from "./check-record.ts"
import { type EditCounts, type ExpectedCells, editForever } from "./editors.ts"
import { LIMIT, memoryTrends, type Sample } from "./memory.ts"
import { createSoakOffice, type SoakOffice } from "./office-process.ts"
import { type ReadCounts, readForever } from "./readers.ts"
import { createViolations, type Violations } from "./violations.ts"

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    port: { type: "string", default: "9790" },
    keep: { type: "boolean", default: false },
  },
})

const FIRST_DAY = "2023-05-29"
const PLANNER = "ฝ่ายปกครอง"
const READERS = 6
const SAMPLE_MS = 2000
/** Of the run: afterwards only the script is killed, so that the last life is long enough for a trend. */
const KILLED_PART = 0.6
/** The Worker may be away this long before the office is restarted. */
const AWAY_MS = 4000

const minutes = Number(options.minutes)
const seed = Number(options.seed)
const folder = mkdtempSync(join(tmpdir(), "sujarit-soak-"))
const office = createSoakOffice(join(folder, "office"), Number(options.port), FIRST_DAY)
const violations = createViolations()
const verdict = await soak().catch(error => {
  violations.add(
    "the soak itself failed",
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  )
  return []
})
await office.kill().catch(() => {})
if (violations.total === 0 && !options.keep) rmSync(folder, { recursive: true, force: true })
else console.log(`what the office said and holds: ${folder}`)
console.log([...verdict, ...violations.list().map(line => `VIOLATION ${line}`)].join("\n"))
console.log(violations.total === 0 ? "PASSED" : `FAILED: ${violations.total} violations`)
process.exit(violations.total === 0 ? 0 : 1)

async function soak(): Promise<string[]> {
  const reads: ReadCounts = { full: 0, notModified: 0, whileDown: 0 }
  const edits: EditCounts = { taken: 0, inDoubt: 0, refused: 0 }
  const heads = new Map<number, string>()
  const cells: ExpectedCells = new Map()
  const samples: Sample[] = []
  await office.start()
  const end = performance.now() + minutes * 60_000
  const isOver = () => performance.now() > end
  const dice = createDice(seed)
  const ownDice = () => createDice(dice.below(2 ** 31))
  const shared = { office, violations, isOver }
  const faults = { office: 0, worker: 0 }
  const [, days] = await Promise.all([
    bringFaults(ownDice(), isOver, faults),
    passDays(isOver),
    ...Array.from({ length: READERS }, () =>
      readForever({ ...shared, dice: ownDice(), counts: reads, heads }),
    ),
    ...DISTRICT_SECTIONS.map(({ name }) =>
      editForever(name, name === PLANNER, { ...shared, dice: ownDice(), counts: edits, cells }),
    ),
    watchMemory(isOver, samples),
  ])
  // Two quiet days: what a kill left behind is caught up with, the mail included.
  await passDay(office, violations)
  await passDay(office, violations)
  const leaves = await checkLog(office, heads, violations)
  const compared = await checkCells(office, cells, violations)
  const mail = await checkMail(office, faults.office + faults.worker, violations)
  const trends = memoryTrends(samples, violations)
  await office.stop()
  writeFileSync(join(folder, "memory.json"), JSON.stringify(samples))
  return [
    `seed ${seed}, ${minutes} minutes, ${days} simulated days`,
    `reads: ${reads.full} full, ${reads.notModified} not modified, ${reads.whileDown} while the office was down`,
    `edits: ${edits.taken} taken, ${edits.inDoubt} left in doubt by a kill, ${edits.refused} refused`,
    `kills: ${faults.office} of the office, ${faults.worker} of the Worker, ${office.scriptKills.count} of the script`,
    `record: ${leaves} leaves in one line, ${compared} edited cells compared`,
    `mail: ${mail.sent} marked sent, ${mail.kept} in the mailbox, ${mail.repeated} repeated`,
    ...trends.map(
      ({ part, slope, median, greatest, seconds }) =>
        `memory of the ${part}: ${median.toFixed(0)} MB, ${greatest.toFixed(0)} at most, trend ${slope.toFixed(2)} MB a minute over ${seconds.toFixed(0)} s`,
    ),
    `memory's limits: ${LIMIT.officeSlope} MB a minute of the office, ${LIMIT.runtimeSize} MB of the runtime`,
    ...(trends.length === 0 ? ["memory: no life was long enough for a trend"] : []),
  ]
}

/** Kills, some five of the office or the Worker in all and a script's every few seconds. */
async function bringFaults(
  dice: Dice,
  isOver: () => boolean,
  faults: { office: number; worker: number },
): Promise<void> {
  const between = (minutes * 60_000) / 10
  const lastKill = performance.now() + minutes * 60_000 * KILLED_PART
  let nextKill = performance.now() + between * 0.6
  while (!isOver()) {
    await pause(1000 + dice.below(4000))
    if (isOver()) break
    if (performance.now() < nextKill || performance.now() > lastKill) {
      office.killScript(1 + dice.below(8))
      continue
    }
    nextKill = performance.now() + between * 0.6 + dice.below(between * 0.8)
    if (dice.happens(0.5)) {
      faults.office++
      await office.kill()
    } else {
      faults.worker++
      office.killWorker()
      await pause(AWAY_MS)
      await office.stop()
    }
    await office.start()
  }
}

/** Days pass one after another while people work; each runs its cron slots and the script's clock trigger. */
async function passDays(isOver: () => boolean): Promise<number> {
  let days = 0
  while (!isOver()) {
    await pause(3000)
    if (office.isUp() && !isOver()) days += (await passDay(office, violations)) ? 1 : 0
  }
  return days
}

async function passDay({ sheetUrl, life, isUp }: SoakOffice, found: Violations): Promise<boolean> {
  const began = life()
  try {
    const health = (await (await fetch(`${office.publicUrl}/healthz`)).json()) as { today: string }
    const today = parseIsoDate(health.today)
    if (!today) throw new Error(`the office's day is ${health.today}`)
    const response = await fetch(`${sheetUrl}/api/clock`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ today: addDays(today, 1) }),
    })
    const text = await response.text()
    if (response.ok) return true
    if (began === life()) found.add("a day did not pass", `${response.status} ${text.slice(0, 300)}`)
  } catch (error) {
    if (began === life() && isUp()) found.add("a day got no answer", String(error))
  }
  return false
}

async function watchMemory(isOver: () => boolean, samples: Sample[]): Promise<void> {
  while (!isOver()) {
    await pause(SAMPLE_MS)
    if (office.isUp()) samples.push({ life: office.life(), at: performance.now(), ...office.memory() })
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
