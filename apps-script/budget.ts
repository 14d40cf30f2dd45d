/** Keeps count of the trigger time and fetches used, in the script's properties, and lets edits wait when they run out. */
import * as z from "zod/mini"
import { parseJson } from "../shared/row/json.ts"
import {
  decideScan,
  type Pace,
  paceOf,
  parseSpent,
  type Run,
  type Spent,
  spend,
} from "../shared/scan/budget.ts"
import { forget, leave, pendingOf } from "./pending.ts"
import { scriptProperties } from "./properties.ts"

const PROPERTY = "SPENT"

/** Fetches of this run. */
let fetches = 0

export function countFetch(): void {
  fetches++
}

const GIVEN_UP = "WAITED"

/** As many as Google lets run beside each other, and more. */
const MOST_GIVEN_UP = 60

/** A run that never got the lock has cost trigger time all the same: whoever has the lock next counts it. */
export function countGivenUp(arrived: number): void {
  leave(GIVEN_UP, JSON.stringify({ arrived, until: Date.now() }), MOST_GIVEN_UP)
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
    const own = spend(readSpent(), { arrived: run.arrived, from, until: Date.now(), fetches, scanned })
    const givenUp = pendingOf(GIVEN_UP)
    writeSpent(givenUp.flatMap(([, text]) => parseGivenUp(text)).reduce(spend, own))
    forget(givenUp)
  }
}

const givenUpSchema = z.object({ arrived: z.number(), until: z.number() })

function parseGivenUp(text: string): Run[] {
  const { data } = givenUpSchema.safeParse(parseJson(text))
  return data ? [{ ...data, from: data.until, fetches: 0, scanned: false }] : []
}

function readSpent(): Spent {
  return parseSpent(scriptProperties().getProperty(PROPERTY))
}

function writeSpent(spent: Spent): void {
  scriptProperties().setProperty(PROPERTY, JSON.stringify(spent))
}
