/** One address for machines: what it takes, what it answers with. */
import type * as z from "zod/mini"

export type QueryName = "at" | "page" | "section" | "indicator" | "state" | "q"

export type Read = {
  readonly path: string
  readonly id: string
  readonly tag: keyof typeof TAGS
  readonly summary: string
  readonly query?: readonly QueryName[]
  readonly mediaType: string
  /** Absent where the answer is no JSON, or JSON that another standard describes. */
  readonly schema?: z.ZodMiniType
}

export const TAGS = {
  record: "The record of a fiscal year, as JSON",
  tables: "The record as tables, calendars and feeds",
  log: "The log as it was signed",
  site: "What is known of the site itself",
} as const

export const JSON_TYPE = "application/json"
/** Of the record as JSON: of any day. */
export const record = (
  path: string,
  id: string,
  summary: string,
  schema: z.ZodMiniType,
  query: readonly QueryName[] = [],
): Read => ({
  path,
  id,
  summary,
  schema,
  tag: "record",
  mediaType: JSON_TYPE,
  query: ["at", ...query],
})
/** Of the record as a table, calendar or feed. */
export const table = (
  path: string,
  id: string,
  summary: string,
  mediaType: string,
  query: readonly QueryName[] = [],
): Read => ({
  path,
  id,
  summary,
  mediaType,
  tag: "tables",
  query: ["at", ...query],
})
