/** By which rules a leaf is read: those that held when it was accepted (the table `reading`). */
import * as z from "zod/mini"
import type { Revision, Version } from "../../shared/record/record.ts"

/** The rule from whose first leaf on a flag no longer stands. */
const RULES = { isOld: "whole", isUnopened: "opened", isToldWhole: "grouped" } as const

const flag = z.pipe(
  z.int(),
  z.transform(value => value === 1),
)

export const readingShape = { isOld: flag, isUnopened: flag, isToldWhole: flag }
export type Reading = { readonly [K in keyof typeof RULES]: boolean }

/** Columns of a SELECT; `leaf` is its number, as SQL. */
export function readingColumns(leaf: string): string {
  return Object.entries(RULES)
    .map(
      ([name, rule]) =>
        `${leaf} < COALESCE((SELECT from_leaf FROM reading WHERE rule = '${rule}'), 0) AS ${name}`,
    )
    .join(", ")
}

/** What it adds to a version of a row; nothing where the rules of now hold. */
export function versionReading({ isOld, isUnopened }: Reading): Pick<Version, "isOld" | "isUnopened"> {
  return { ...(isOld && { isOld }), ...(isUnopened && { isUnopened }) }
}

export function revisionReading({ isToldWhole }: Reading): Pick<Revision, "isToldWhole"> {
  return isToldWhole ? { isToldWhole } : {}
}
