/** Keeps count of the trigger time and fetches used, in the script's properties, and lets edits wait when they run out. */

import { decideScan, type Pace, paceOf, parseSpent, type Spent, spend } from "../shared/scan/budget.ts"
import { scriptProperties } from "./properties.ts"

const PROPERTY = "SPENT"

/** Fetches of this run. */
let fetches = 0

export function countFetch(): void {
  fetches++
}

/** How edits are scanned just now, for `สถานะ`. */
export function currentPace(): Pace {
  return paceOf(readSpent(), Date.now())
}

/**
 * Does the work of a trigger's run and writes down what it cost. An edit's run, unlike the clock's or a person's, does
 * nothing when a later scan has seen its edit, or when the day's quota is running out. Call it with the lock held.
 */
export function withinBudget(
  run: { readonly arrived: number; readonly isEdit: boolean },
  work: () => void,
): void {
  const from = Date.now()
  const scanned = !run.isEdit || decideScan(readSpent(), run.arrived, from) === "scan"
  fetches = 0
  try {
    if (scanned) work()
  } finally {
    writeSpent(spend(readSpent(), { arrived: run.arrived, from, until: Date.now(), fetches, scanned }))
  }
}

function readSpent(): Spent {
  return parseSpent(scriptProperties().getProperty(PROPERTY))
}

function writeSpent(spent: Spent): void {
  scriptProperties().setProperty(PROPERTY, JSON.stringify(spent))
}
