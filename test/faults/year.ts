/** A fiscal year of mail, hour by hour, with as much trouble as is asked for; what came of it is judged by the tests. */
import {
  addDays,
  bangkokHour,
  bangkokMidnight,
  type IsoDate,
  isoDate,
  weekday,
} from "../../shared/date/civil-date.ts"
import type { Row } from "../../shared/row/row.ts"
import type { Handover } from "../../worker/mail/handover.ts"
import { openDatabase } from "./database.ts"
import { createDice, type Dice } from "./dice.ts"
import { openFaultyOffice, work } from "./office.ts"
import { type Accepted, type RunWorld, runTroubled, type TroubledRun } from "./troubled-run.ts"

/** Probabilities, of a slot or of a message. */
export type Trouble = {
  readonly missed: number
  readonly doubled: number
  readonly late: number
  readonly killed: number
  readonly failing: number
}

export const CALM: Trouble = { missed: 0, doubled: 0, late: 0, killed: 0, failing: 0 }

export type Year = {
  readonly world: RunWorld
  /** Addresses that were refused for good at some time. */
  readonly refused: ReadonlySet<string>
}

export const HOUR = 3_600_000
/** The fiscal year, and the time after it in which reports are still asked for. */
const WHOLE_YEAR = 365 + 40
const OFFICE_HOURS: readonly number[] = [11, 14, 16]
const ACCEPTED: Handover = { outcome: "accepted", providerId: null }

export async function liveYear(
  rows: readonly Row[],
  seed: number,
  trouble: Trouble,
  watch: (world: RunWorld, each: Accepted, today: IsoDate) => void = () => {},
  days = WHOLE_YEAR,
): Promise<Year> {
  const start = isoDate(2022, 10, 3)
  if (!start) throw new Error("no such day")
  const database = openDatabase()
  const office = openFaultyOffice(database, rows, bangkokMidnight(start) + 10 * HOUR)
  // What people do must not depend on how the mail fares: two years of one seed have the same record.
  const people = createDice(seed)
  const chance = createDice(seed + 1)
  let today = start
  const world: RunWorld = {
    ...{ database, office, dice: createDice(seed + 2), accepted: [], killed: new Set(), runs: 0 },
    onAccepted: each => watch(world, each, today),
  }
  const refused = new Set<string>()
  let postponed: TroubledRun[] = []
  let outageUntil = 0
  for (let day = 0; day < days; day++) {
    today = addDays(start, day)
    const isCalm = day >= days - 20
    const faults = isCalm ? CALM : trouble
    // Now and then all runs of a day are held up, and come when a later day was planned already.
    const isHeldUp = chance.happens(faults.late)
    if (chance.happens(faults.failing / 4)) outageUntil = bangkokMidnight(today) + chance.below(50) * HOUR
    for (let hour = day === 0 ? 11 : 0; hour < 24; hour++) {
      const slot = bangkokMidnight(today) + hour * HOUR
      const runs = slotRuns(slot, isHeldUp, faults, chance, to => fateOf(to, slot))
      // Runs that come late fall in with this hour's; the last of the day runs past midnight.
      const due = [...postponed.filter(each => each.now <= slot), ...runs.filter(each => each.now === slot)]
      postponed = [...postponed, ...runs].filter(each => each.now > slot)
      const begin = hour === 23 && chance.happens(faults.late) ? slot + HOUR - 2000 : slot
      await Promise.all(due.map(each => runTroubled(world, { ...each, now: begin })))
      const isWorking = weekday(today) !== 0 && weekday(today) !== 6
      if (isWorking && !isCalm && OFFICE_HOURS.includes(hour)) work(office, today, slot + HOUR / 3, people)
    }
    function fateOf(to: string, slot: number): Handover {
      if (slot < outageUntil)
        return { outcome: "failed", code: "E_INTERNAL_SERVER_ERROR", everything: chance.happens(0.5) }
      if (faults.failing > 0 && isSuppressed(to, day)) {
        refused.add(to)
        return { outcome: "refused", code: "E_RECIPIENT_SUPPRESSED" }
      }
      if (!chance.happens(faults.failing)) return ACCEPTED
      const everything = chance.happens(0.2)
      return { outcome: "failed", code: everything ? "E_RATE_LIMIT_EXCEEDED" : "E_UNKNOWN", everything }
    }
  }
  return { world, refused }
}

/** Two boxes are full for some weeks. */
function isSuppressed(to: string, day: number): boolean {
  return (to.startsWith("section4@") && day > 60 && day < 90) || (to.startsWith("head7@") && day > 200)
}

function slotRuns(
  slot: number,
  isHeldUp: boolean,
  faults: Trouble,
  dice: Dice,
  fate: TroubledRun["fate"],
): readonly TroubledRun[] {
  if (dice.happens(faults.missed)) return []
  const isLate = isHeldUp || dice.happens(faults.late)
  const now = isLate ? slot + ((isHeldUp ? 25 : 1) + dice.below(30)) * HOUR : slot
  const count = dice.happens(faults.doubled) ? 2 + dice.below(2) : 1
  return Array.from({ length: count }, () => ({ slot, now, fate, death: deathOf(slot, faults, dice) }))
}

/** Where there is work to be killed at: an idle run has three steps. */
function deathOf(slot: number, faults: Trouble, dice: Dice): TroubledRun["death"] {
  const isBusy = bangkokHour(slot) >= 8 && bangkokHour(slot) <= 12
  if (!dice.happens(isBusy ? faults.killed * 3 : faults.killed)) return undefined
  return { step: 1 + dice.below(16), moment: dice.happens(0.5) ? "before" : "after" }
}

/** Where a rung stands on the ladder: higher the later it is told. Only those of one kind are compared. */
export function rungHeight(rung: string): number {
  const [phase = "", count = ""] = rung.split("-")
  return phase === "before" ? -Number(count) : phase === "after" ? 1 + Number(count) : 0
}
