/** A row of the table that a command is. Each kind of value is parsed in this one place and refused with its one message. */
import { resolve } from "node:path"
import { YEAR_RANGE } from "../../shared/columns.ts"
import { bangkokMidnight, fromBuddhistEra, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { asciiDigits } from "../../shared/date/thai-date.ts"
import { parseAddress } from "../../shared/row/address.ts"

export type Option = {
  readonly kind: Kind<unknown>
  readonly thai: string
  readonly english: string
  /** In place of the kind's own. */
  readonly placeholder?: string
  /** What is taken when it is left out, as it would be typed. */
  readonly default?: string
  /** The same, together with `--json`: nobody is there to wait. */
  readonly jsonDefault?: string
  /** What is taken when it is left out, in words, where that is no one value. */
  readonly otherwise?: string
  readonly isNeeded?: true
  /** Stands by itself, without a name: once, or as often as wished. */
  readonly operand?: "one" | "any"
}

/** By name: `mailFrom` is typed as `--mail-from`. */
export type Options = Readonly<Record<string, Option>>

export type Values<O extends Options> = { readonly [Name in keyof O]: Value<O[Name]> }
type Value<P extends Option> = P["kind"] extends typeof flag
  ? boolean
  : P extends { readonly kind: Kind<infer T> }
    ? P extends { readonly operand: "any" }
      ? readonly T[]
      : P extends { readonly isNeeded: true } | { readonly default: string } | { readonly operand: "one" }
        ? T
        : T | undefined
    : never

/** `--mail-from` for the option `mailFrom`; an operand is known by what stands for it. */
export function nameOf(key: string, option: Option): string {
  return option.operand
    ? placeholderOf(option)
    : `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

export function placeholderOf({ placeholder, kind }: Option): string {
  return placeholder ?? kind.placeholder
}

type Kind<T> = {
  /** What stands for the value in the usage; a flag has none. */
  readonly placeholder: string
  /** What is taken, said after the option's name: Thai, then English. */
  readonly thai: string
  readonly english: string
  /** Undefined for a text that is not of the kind. */
  readonly parse: (text: string) => T | undefined
  /** What was meant by a text that is not taken, as it is to be typed. */
  readonly meant?: (text: string) => string | undefined
}

/** There or not; it takes no value. */
export const flag: Kind<boolean> & { readonly isFlag: true } = {
  ...kind("", "", "", () => true),
  isFlag: true,
}

export const text = kind("TEXT", "ใช้ข้อความ", "takes a text", typed => typed)

/** As it was typed: messages name it so. */
export const file = kind("FILE", "ใช้ชื่อไฟล์", "takes a file's name", typed => typed || undefined)

/** As an absolute path. */
export const folder = kind("DIR", "ใช้ชื่อโฟลเดอร์", "takes a folder's name", typed =>
  typed === "" ? undefined : resolve(typed),
)

/** A plan may be older than what a sheet can be made for. */
export const planYear = yearBetween(2400, 2700)
export const sheetYear = yearBetween(...YEAR_RANGE)

/** Of the common era: a year of the Buddhist era would be a day of the far future, which nobody means. */
export const date: Kind<IsoDate> = {
  ...kind("YYYY-MM-DD", "ใช้วันที่ เช่น 2023-06-12", "takes a date like 2023-06-12", typed => {
    const day = parseIsoDate(asciiDigits(typed))
    return day !== undefined && day < "2400" ? day : undefined
  }),
  meant: typed => fromBuddhistEra(asciiDigits(typed)),
}

export const seconds = kind("SECONDS", "ใช้จำนวนวินาที", "takes seconds", typed => {
  const digits = asciiDigits(typed)
  return /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined
})

export const port = kind("PORT", "ใช้เลข 1 ถึง 65535", "takes a number, 1 to 65535", typed => {
  const digits = asciiDigits(typed)
  const number = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  return number >= 1 && number <= 65_535 ? number : undefined
})

export const mailAddress = kind("ADDRESS", "ใช้ที่อยู่อีเมลหนึ่งที่อยู่", "takes one mail address", parseAddress)

export const googleAccount = kind("ADDRESS", "ใช้บัญชี Google หนึ่งบัญชี", "takes one account", typed =>
  parseAddress(typed)?.toLowerCase(),
)

/** `2569=ADDRESS`, several with commas: a sheet by the year it is of. */
export const sheetsByYear = kind(
  "YEAR=SHEET",
  "ใช้ 2569=ที่อยู่หรือรหัสของตาราง คั่นด้วยจุลภาค",
  "takes 2569=ADDRESS or its id, with commas between",
  typed => {
    const parts = typed
      .split(",")
      .map(part => /^\s*(2\d{3})=(?:\S*\/d\/)?([\w-]{5,})(?:\/\S*)?\s*$/.exec(part))
    return parts.every(part => part !== null)
      ? new Map(parts.map(part => [Number(part?.[1]), part?.[2] ?? ""] as const))
      : undefined
  },
)

export const webAddress = kind(
  "URL",
  "ใช้ที่อยู่เว็บ เช่น http://127.0.0.1:8787",
  "takes an address like http://127.0.0.1:8787",
  typed => (/^https?:\/\//.test(typed) && URL.canParse(typed) ? typed : undefined),
)

export const OFFICE_ID = /^[a-z0-9][a-z0-9.-]{0,62}$/

export const officeId = kind("ID", "ใช้ a-z 0-9 จุดและขีด", "takes a-z, 0-9, dots and hyphens", typed =>
  OFFICE_ID.test(typed) ? typed : undefined,
)

/** As the Worker's own configuration takes it: no path, no slash at its end. */
export const ORIGIN = /^https?:\/\/[^/\s]+$/

/** A slash at its end is dropped. */
export const origin = kind("URL", "ใช้ที่อยู่แบบ https://record.example", "takes an origin", originOf)

/** A Worker on this machine has no certificate; one that is deployed always has. */
export const httpsOrigin = kind("URL", "ใช้ที่อยู่แบบ https://record.example", "takes an https origin", typed =>
  typed.startsWith("https://") ? originOf(typed) : undefined,
)

/** Epoch milliseconds: a day of Bangkok from its beginning, or an instant that says its zone. */
export const pastInstant = kind(
  "DAY|INSTANT",
  "ใช้วัน 2026-11-20 หรือเวลา 2026-11-20T09:30+07:00",
  "takes 2026-11-20 or 2026-11-20T09:30+07:00",
  typed => {
    const day = parseIsoDate(typed)
    if (day !== undefined) return bangkokMidnight(day)
    const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(typed)
    return isInstant && Number.isFinite(Date.parse(typed)) ? Date.parse(typed) : undefined
  },
)

/** How far a year's record has come, as mail carries it in its header X-Sujarit-Head. */
export type RecordHead = { readonly fiscalYear: number; readonly revision: number; readonly head: string }

export const recordHead = kind(
  "YEAR/REVISION/HASH",
  "ใช้ ปี/ฉบับที่/ค่าตรวจสอบ ตามอีเมล",
  "takes year/revision/hash, as a mail has it",
  (typed): RecordHead | undefined => {
    const [, year, revision, head] = /^(\d{4})\/(\d{1,9})\/([A-Za-z0-9_-]{43})$/.exec(typed.trim()) ?? []
    return head === undefined ? undefined : { fiscalYear: Number(year), revision: Number(revision), head }
  },
)

export function choice<const T extends string>(
  values: readonly T[],
  words = { placeholder: values.join("|"), thai: "ใช้", english: "takes one of these" },
): Kind<T> {
  return kind(words.placeholder, `${words.thai} ${values.join(", ")}`, words.english, typed =>
    values.find(value => value === typed),
  )
}

function kind<T>(
  placeholder: string,
  thai: string,
  english: string,
  parse: (text: string) => T | undefined,
): Kind<T> {
  return { placeholder, thai, english, parse }
}

/** Of the Buddhist era. */
function yearBetween(first: number, last: number): Kind<number> {
  return kind("YEAR", "ใช้ปี พ.ศ. เช่น 2569", "takes a B.E. year", typed => {
    const year = /^\d{4}$/.test(asciiDigits(typed)) ? Number(asciiDigits(typed)) : 0
    return year >= first && year <= last ? year : undefined
  })
}

function originOf(typed: string): string | undefined {
  const found = typed.replace(/\/$/, "")
  return ORIGIN.test(found) ? found : undefined
}
