/** What can be wrong with a year's sheet. Each check is a pure function of what was found. */

import { tabOf } from "../../shared/columns.ts"
import { TIME_ZONE } from "../../shared/date/civil-date.ts"
import { SETTINGS } from "../../shared/row/setting.ts"
import { sheetAddress } from "../office/installation.ts"
import type { ChangeText } from "../provision/changes.ts"
import { LOCALE } from "../provision/plan.ts"
import { errorOf, type Finding, type FindingCode, mendsFor } from "./finding.ts"
import type { FoundState, FoundYear, FoundYearSheet } from "./found-state.ts"

type YearCheck = (
  sheet: FoundYearSheet,
  year: FoundYear,
  state: FoundState,
) => Finding | readonly Finding[] | undefined

export function sheetFindings(state: FoundState): Finding[] {
  return state.years.flatMap(year => {
    const { sheet } = year
    return sheet === "gone" ? [sheetGone(year)] : CHECKS.flatMap(check => check(sheet, year, state) ?? [])
  })
}

function sheetGone({ fiscalYear, spreadsheetId }: FoundYear): Finding {
  return errorOf("sheetGone", fiscalYear, {
    thai: `ตารางปี ${fiscalYear} (${spreadsheetId}) ถูกลบหรืออยู่ในถังขยะ`,
    english: "The year's sheet is deleted or in the trash.",
    mend: "กู้คืนที่ / restore it at https://drive.google.com/drive/trash",
  })
}

const checkOwner: YearCheck = ({ owner }, { fiscalYear, spreadsheetId }, { installation }) =>
  owner === installation.owner
    ? undefined
    : errorOf("sheetOwner", fiscalYear, {
        thai: `ตารางปี ${fiscalYear} เป็นของ ${owner || "บัญชีที่ไม่ทราบ"} ไม่ใช่ ${installation.owner} สคริปต์จึงอาจเขียนช่องที่ป้องกันไว้ไม่ได้`,
        english: `The sheet belongs to ${owner || "an unknown account"}, not to ${installation.owner}.`,
        mend: `โอนความเป็นเจ้าของให้ ${installation.owner} / transfer its ownership: ${sheetAddress(spreadsheetId)}`,
      })

const checkPlace: YearCheck = ({ timeZone, locale }, { fiscalYear }, state) =>
  timeZone === TIME_ZONE && locale === LOCALE
    ? undefined
    : errorOf("timeZone", fiscalYear, {
        thai: `ตารางปี ${fiscalYear} ตั้งเขตเวลา ${timeZone} ภาษา ${locale} วันที่อาจอ่านผิดวัน`,
        english: `Time zone ${timeZone} and locale ${locale} instead of ${TIME_ZONE} and ${LOCALE}.`,
        mend: mendsFor(state).setup(fiscalYear),
      })

type Group = {
  readonly code: FindingCode
  readonly severity: Finding["severity"]
  readonly thai: string
  readonly english: string
  accepts(change: ChangeText): boolean
}

/** What a setup would change, by what it means that it would; the first that accepts takes a change. */
const GROUPS: readonly Group[] = [
  {
    code: "settingsEmptied",
    severity: "error",
    thai: "แถวในแท็บ “ตั้งค่า” หายไป",
    english: "Rows of the settings tab are gone",
    accepts: ({ kind, tab }) => kind === "content" && tab === tabOf("setting").title,
  },
  {
    code: "tabsMissing",
    severity: "error",
    thai: "แท็บหรือคอลัมน์หายไป หรือจำไม่ได้ว่าเป็นแท็บใด",
    english: "Tabs or columns are gone or have lost their marks",
    accepts: ({ kind }) =>
      [
        "addSheet",
        "insertDimension",
        "createDeveloperMetadata",
        "deleteDeveloperMetadata",
        "moveDimension",
      ].includes(kind),
  },
  {
    code: "protectionsMissing",
    severity: "error",
    thai: "การป้องกันขาดหรือไม่ตรง ผู้อื่นอาจแก้แทนกันได้",
    english: "Protections are missing or differ",
    accepts: ({ kind }) => kind.endsWith("ProtectedRange"),
  },
  {
    code: "layoutChanged",
    severity: "warn",
    thai: "หัวคอลัมน์ ตัวเลือก ความกว้าง หรือสีเปลี่ยนไป",
    english: "Headers, dropdowns, widths or colours differ",
    accepts: ({ kind }) => kind !== "updateSpreadsheetProperties",
  },
]

/** Of a tab that is gone nothing more is told: all of it comes back with the tab. */
const checkChanges: YearCheck = ({ changes }, { fiscalYear }, state) => {
  const gone = new Set(changes.filter(({ kind }) => kind === "addSheet").map(({ tab }) => tab))
  const told = changes.filter(({ kind, tab }) => kind === "addSheet" || !gone.has(tab))
  return GROUPS.flatMap((group, at) => {
    const own = told.filter(change => GROUPS.findIndex(each => each.accepts(change)) === at)
    if (own.length === 0) return []
    const tabs = [...new Set(own.map(({ tab }) => tab || "ทั้งไฟล์"))].join(", ")
    const { code, severity, thai, english } = group
    const words = { thai: `${thai}: ${tabs}`, english: `${english}: ${tabs}` }
    return { code, severity, fiscalYear, ...words, mend: mendsFor(state).setup(fiscalYear) }
  })
}

/** Without these nothing is read, published under a name, or anybody's to edit. */
const NEEDED = ["fiscalYear", "office", "planner"] as const

/** A value that was emptied is people's to type again: no command knows it. */
const checkSettings: YearCheck = ({ settings }, { fiscalYear, spreadsheetId }) =>
  NEEDED.filter(key => settings.get(key)?.trim() === "").map(key => {
    const label = SETTINGS.find(setting => setting.key === key)?.label ?? key
    return errorOf("settingBlank", fiscalYear, {
      thai: `แท็บ “ตั้งค่า” ปี ${fiscalYear} ไม่มีค่าในแถว “${label}”`,
      english: `The setting ${key} is blank.`,
      mend: `พิมพ์ค่าในแถว “${label}” / type it again: ${sheetAddress(spreadsheetId)}`,
    })
  })

const checkAccounts: YearCheck = ({ accountsRead }, { fiscalYear, spreadsheetId }) =>
  accountsRead
    ? undefined
    : errorOf("accountsUnreadable", fiscalYear, {
        thai: `อ่านบัญชีของฝ่ายในแท็บ “หน่วยงาน” ปี ${fiscalYear} ไม่ได้ การป้องกันจึงไม่ถูกปรับตาม`,
        english: "A section's accounts cannot be read, so protections are left as they are.",
        mend: `แก้ช่องที่มีปัญหาในแท็บ “หน่วยงาน” / mend the marked cells: ${sheetAddress(spreadsheetId)}`,
      })

const checkTaken: YearCheck = ({ untaken }, { fiscalYear, spreadsheetId }) =>
  untaken.length === 0
    ? undefined
    : errorOf("accountNotTaken", fiscalYear, {
        thai: `Google ไม่รับบัญชีเหล่านี้เป็นผู้แก้ตารางปี ${fiscalYear}: ${untaken.join(", ")} บัญชีอื่นใช้ได้ตามปกติ`,
        english: `Google does not take these accounts as editors: ${untaken.join(", ")}. All others are.`,
        mend: `แก้ตัวสะกดในแท็บ “หน่วยงาน” หรือให้ผู้นั้นสร้างบัญชี Google ด้วยอีเมลนี้ที่ https://accounts.google.com/signup/usernameagnostic สคริปต์ลองใหม่วันละครั้ง / mend the spelling, or let the person make a Google account of that address; the script tries again each day: ${sheetAddress(spreadsheetId)}`,
      })

/** Whom Google does not know it shares nothing with: that is told once. */
const checkSharing: YearCheck = ({ unshared, untaken }, { fiscalYear }, state) => {
  const left = unshared.filter(address => !untaken.includes(address))
  if (left.length === 0) return undefined
  return errorOf("notShared", fiscalYear, {
    thai: `บัญชีเหล่านี้ยังเปิดตารางปี ${fiscalYear} แก้ไม่ได้: ${left.join(", ")}`,
    english: `These accounts cannot edit the sheet: ${left.join(", ")}.`,
    mend: mendsFor(state).setup(fiscalYear),
  })
}

const CHECKS = [checkOwner, checkPlace, checkChanges, checkSettings, checkAccounts, checkTaken, checkSharing]
