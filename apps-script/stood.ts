/**
 * Where the office stood, in a script property a year: whoever edits the sheet cannot reach it, nor whoever holds the
 * Worker's database. A push is kept here before it is sent.
 */
import type { Memory } from "../shared/sheet/memory.ts"
import { forgotten, openStood, type Stood } from "../shared/sheet/stood.ts"
import { scriptProperties } from "./properties.ts"

export function readStood(fiscalYear: number, memory: Memory): Stood {
  const property = scriptProperties().getProperty(propertyOf(fiscalYear))
  const opened = openStood(property, memory)
  if (opened && (property !== null || memory.sequence === 0)) return opened
  const stood = opened ?? forgotten(Date.now())
  keepStood(fiscalYear, stood)
  return stood
}

export function keepStood(fiscalYear: number, stood: Stood): void {
  scriptProperties().setProperty(propertyOf(fiscalYear), JSON.stringify(stood))
}

function propertyOf(fiscalYear: number): string {
  return `STOOD_${fiscalYear}`
}
